"""Pure rules of the area, by noun."""

from linli.duties.rules.admission import AdmissionStage, HowOften
from linli.duties.rules.lists import LEVEL_OF, DutyLevel, ListKind, level_of
from linli.duties.rules.routing import (
    Case,
    Changed,
    DryRun,
    Ground,
    K,
    KindFacts,
    Router,
    RowFacts,
    RuleFacts,
    Suggestion,
    UnitFacts,
    Units,
    dry_run,
    guess_kinds,
    met_by,
    suggestions,
)

__all__ = [
    "LEVEL_OF",
    "AdmissionStage",
    "Case",
    "Changed",
    "DryRun",
    "DutyLevel",
    "Ground",
    "HowOften",
    "K",
    "KindFacts",
    "ListKind",
    "Router",
    "RowFacts",
    "RuleFacts",
    "Suggestion",
    "UnitFacts",
    "Units",
    "dry_run",
    "guess_kinds",
    "level_of",
    "met_by",
    "suggestions",
]

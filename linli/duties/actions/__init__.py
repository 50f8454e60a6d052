"""Writes of the catalogue and the routing rules. Call them through this module: ``duties.actions.set_row(...)``."""

from linli.duties.actions.promise import DayTaken, NothingInForce, NotThirdLevel, Promise, TooLate, end_kind, set_row
from linli.duties.actions.routing import (
    AlreadySo,
    NoCondition,
    RuleEnded,
    RuleSays,
    UnitUnclear,
    set_rule,
    switch_rule,
)
from linli.duties.actions.seeding import Seeded, seed

__all__ = [
    "AlreadySo",
    "DayTaken",
    "NoCondition",
    "NotThirdLevel",
    "NothingInForce",
    "Promise",
    "RuleEnded",
    "RuleSays",
    "Seeded",
    "TooLate",
    "UnitUnclear",
    "end_kind",
    "seed",
    "set_row",
    "set_rule",
    "switch_rule",
]

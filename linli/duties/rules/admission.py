"""How a task comes to be handed down: which moves an admission knows, and when it is in force.

Source: seed 001 (张家港: 社区工作事项准入机制), seed 003 (广西: 街道职责准入制度, nothing is handed down directly).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple


class AdmissionStage(StrEnum):
    ASKED = "asked"
    REVIEWED = "reviewed"
    ADMITTED = "admitted"
    REFUSED = "refused"
    PUBLISHED = "published"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class HowOften(StrEnum):
    """How often the task asks something of whoever gets it."""

    ONCE = "once"
    WHEN_NEEDED = "when_needed"
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"


class Move(NamedTuple):
    """From any of ``before`` to ``after``."""

    before: frozenset[str]
    after: str


_A = AdmissionStage
MOVES: Mapping[str, Move] = {
    "review": Move(frozenset({_A.ASKED}), _A.REVIEWED),
    "admit": Move(frozenset({_A.ASKED, _A.REVIEWED}), _A.ADMITTED),
    "refuse": Move(frozenset({_A.ASKED, _A.REVIEWED}), _A.REFUSED),
    "publish": Move(frozenset({_A.ADMITTED}), _A.PUBLISHED),
    "expire": Move(frozenset({_A.PUBLISHED}), _A.EXPIRED),
    "withdraw": Move(frozenset({_A.ASKED, _A.REVIEWED, _A.ADMITTED, _A.PUBLISHED}), _A.WITHDRAWN),
}

PUBLIC_STAGES = (_A.PUBLISHED, _A.EXPIRED)
"""What the portal shows; a published one that was withdrawn stays there too, with its day."""

WAITING_STAGES = (_A.ASKED, _A.REVIEWED, _A.ADMITTED)
"""The city level still owes a step."""

REMIND_BEFORE = timedelta(days=30)
LONGEST = timedelta(days=3 * 366)
"""Nothing is admitted for ever: after three years it is asked for anew."""


def moves_from(stage: str) -> list[str]:
    """The moves that can be made from ``stage``."""
    return [verb for verb, move in MOVES.items() if stage in move.before]


def in_force(stage: str, starts_on: date, ends_on: date, withdrawn_on: date | None, on: date) -> bool:
    """Whether a published task may be asked for on ``on``; the last day still counts. It holds after the fact too:
    what expired or was withdrawn since was in force on its days."""
    if not starts_on <= on <= ends_on:
        return False
    if stage == AdmissionStage.WITHDRAWN:
        return withdrawn_on is not None and on < withdrawn_on
    return stage in PUBLIC_STAGES

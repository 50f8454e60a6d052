"""What somebody who reports gives of themselves, and what they get back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from linli.core.calendar import working_calendar
from linli.duties.reads import catalogue
from linli.duties.rules import UnitFacts
from linli.matters import follow
from linli.matters.models import Matter


@dataclass(frozen=True, slots=True)
class Contact:
    """How a reporter can be reached; both may be empty."""

    name: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """Who answers, by when, and the key to follow it."""

    pk: int
    number: str
    follow_code: str
    unit: UnitFacts | None
    due_at: datetime | None
    assumed_years: tuple[int, ...]  # whose holidays were not announced when the promise was made
    is_new: bool = field(default=False, compare=False)  # False: this intent was here before


def receipt_of(matter: Matter, intent: UUID, *, is_new: bool = False) -> Receipt:
    """The receipt as it is shown, now or on being asked for again."""
    return Receipt(
        pk=matter.pk,
        number=matter.number_shown,
        follow_code=follow.code_of(intent),
        unit=catalogue().units.by_pk.get(matter.unit_id) if matter.unit_id is not None else None,
        due_at=matter.due_at,
        assumed_years=tuple(working_calendar().unannounced(matter.received_at, matter.due_at)) if matter.due_at else (),
        is_new=is_new,
    )

"""What a county decided about the facts behind the rates, kept in memory with the terms of handling."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from linli.core.calendar.rules import Limit, LimitUnit
from linli.core.revisions import Kept
from linli.matters.models import Counting
from linli.matters.reads.terms import REVISION
from linli.matters.rules import Unanswered


@dataclass(frozen=True, slots=True)
class CountingFacts:
    """How a call-back that reached nobody counts, and how long a refused exclusion can be appealed."""

    unanswered: Unanswered
    appeal: Limit
    source: str
    valid_from: date
    valid_to: date | None


def counting(at: datetime) -> CountingFacts | None:
    """What was in force on the day of ``at``; None where nothing was set."""
    day = timezone.localdate(at)
    valid = (row for row in kept.get() if row.valid_from <= day and (row.valid_to is None or day < row.valid_to))
    return max(valid, key=lambda row: row.valid_from, default=None)


def _load() -> tuple[CountingFacts, ...]:
    return tuple(
        CountingFacts(
            unanswered=Unanswered(row.unanswered),
            appeal=Limit(row.appeal_amount, LimitUnit(row.appeal_unit)),
            source=row.source,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )
        for row in Counting.objects.all()
    )


kept = Kept(REVISION, _load)

"""What a county decided about the facts behind the rates, as it stood on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from linli.core.calendar.rules import Limit, LimitUnit
from linli.matters.models import Counting, in_force
from linli.matters.rules import Unanswered


@dataclass(frozen=True, slots=True)
class CountingFacts:
    """How a call-back that reached nobody counts, and how long a refused exclusion can be appealed."""

    unanswered: Unanswered
    appeal: Limit
    source: str


def counting(at: datetime) -> CountingFacts | None:
    """What was in force on the day of ``at``; None where nothing was set."""
    row = Counting.objects.filter(in_force(timezone.localdate(at))).order_by("-valid_from").first()
    if row is None:
        return None
    return CountingFacts(Unanswered(row.unanswered), Limit(row.appeal_amount, LimitUnit(row.appeal_unit)), row.source)

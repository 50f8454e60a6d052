"""What the clock does with figures: when a month is over, it is counted town by town, so that no alert waits for it,
and the draft of its circular is prepared."""

from __future__ import annotations

from datetime import datetime

from linli.insight.actions import circular, slices
from linli.insight.models import Circular
from linli.matters.models import Matter
from linli.matters.reads.months import Month


def prepare(*, at: datetime) -> bool:
    """Count one slice of last month, or prepare its circular of all of them, once. A house that had no matter then
    has none. Returns whether it prepared it."""
    month = Month.of(at).before(1)
    if Circular.objects.filter(month=month.code).exists():
        return False
    if not Matter.objects.filter(source="", received_at__lt=month.end).exists():
        return False
    count = slices.count_on(month, at=at)
    if count is None:
        return False
    circular.prepare(month=month, at=at, count=count)
    return True

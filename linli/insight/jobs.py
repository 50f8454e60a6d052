"""What the clock does with figures: when a month is over, the draft of its circular is prepared."""

from __future__ import annotations

from datetime import datetime

from linli.insight.actions import circular
from linli.insight.models import Circular
from linli.matters.models import Matter
from linli.matters.reads.months import Month


def prepare(*, at: datetime) -> bool:
    """Prepare the circular of last month, once. A house that had no matter then has none. Returns whether it did."""
    month = Month.of(at).before(1)
    if Circular.objects.filter(month=month.code).exists():
        return False
    if not Matter.objects.filter(source="", received_at__lt=month.end).exists():
        return False
    circular.prepare(month=month, at=at)
    return True

"""What the clock does with figures: when a month is over, it is counted town by town, so that no alert waits for it,
and the draft of its circular is prepared."""

from __future__ import annotations

from datetime import datetime

from linli.channels import walking
from linli.insight.actions import circular, slices
from linli.insight.actions import walking as walks
from linli.insight.models import Circular
from linli.matters.models import Matter
from linli.matters.reads.months import Month
from linli.places.reads.facilities import vocabulary


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


def walk(*, at: datetime) -> bool:
    """Ask the routing engine, where one is set, for the walks to one kind of facility that is not known yet. An engine
    that does not answer is asked again next time; until then the straight line counts. Returns whether it asked."""
    walker = walking.walker()
    if walker is None:
        return False
    for kind in vocabulary().kinds.values():
        if not kind.in_circle:
            continue
        try:
            if walks.walk(kind.code, walker, at=at):
                return True
        except walking.NoTable:
            return False
    return False

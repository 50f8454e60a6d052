"""The calendar moved: what was promised for a day still ahead is counted anew, what is over stays as promised."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from linli.core import log
from linli.core.calendar import working_calendar
from linli.matters.actions import entries
from linli.matters.actions.ends import is_ahead, move_ends
from linli.matters.actions.moving import hold
from linli.matters.models import Matter, WorkOrder
from linli.matters.reads.ends import bases, foreseen
from linli.matters.rules import CLOCK_STAGES

AT_ONCE = 500


def recount_all(*, at: datetime) -> int:
    """Move every end that is ahead to where the calendar now puts it, and where the end of one that stands will lie,
    each matter in a transaction of its own. Safe to repeat, and with several loops. Returns how many matters moved."""
    return sum(_recount(pk, at) for pk in _to_move(at))


@transaction.atomic
def _recount(pk: int, at: datetime) -> bool:
    matter = Matter(pk=pk)
    hold(matter)
    if matter.stage not in CLOCK_STAGES:
        return False
    ends = move_ends(matter, at=at, only_ahead=True)
    if ends.moved:
        log.keep(entries.recounted(matter, at, before=ends.before, legs=ends.legs))
    return ends.moved


def _to_move(at: datetime) -> Iterator[int]:
    """The keys of matters of which an end that is ahead, or is foreseen, comes to another instant; none is held."""
    ahead = Q(due_at__gt=at) | Q(paused_at__isnull=False)
    legs = WorkOrder.objects.open().filter(leads=False, limit_amount__isnull=False)
    own = Exists(legs.filter(ahead, matter=OuterRef("pk")))
    running = Matter.objects.filter(ahead | own, stage__in=CLOCK_STAGES).order_by("pk")
    calendar, last = working_calendar(), 0
    while matters := list(running.filter(pk__gt=last)[:AT_ONCE]):
        last = matters[-1].pk
        promises, of_legs = bases(matters)
        moved = {
            matter.pk
            for matter in matters
            if matter.pk in promises and matter.due_at is not None
            if (end := promises[matter.pk].due(calendar)) != matter.due_at
            if is_ahead(matter.due_at, end, matter.paused_at, at)
        }
        for leg in legs.filter(matter__in=[matter.pk for matter in matters]):
            end = of_legs[leg.pk].due(calendar)
            if end != leg.due_at and is_ahead(leg.due_at, end, leg.paused_at, at):
                moved.add(leg.matter_id)
        standing = foreseen([matter.pk for matter in matters], promises, of_legs)
        moved |= {order.matter_id for order, end in standing if end != order.paused_due_at}
        yield from sorted(moved)

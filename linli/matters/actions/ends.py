"""The one way in which the end of a matter and of its legs moves: computed anew from all that it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from linli.core.calendar import Limit, working_calendar
from linli.core.calendar.rules import Stop
from linli.matters.basis import Basis
from linli.matters.errors import BeyondPromise
from linli.matters.models import Matter, WorkOrder
from linli.matters.reads.ends import bases, foreseen, limit_of


@dataclass(frozen=True, slots=True)
class Ends:
    """What moved: the promise from ``before`` to ``after``, and the legs by key with their new end."""

    before: datetime | None
    after: datetime | None
    legs: dict[int, datetime]

    @property
    def moved(self) -> bool:
        return self.before != self.after or bool(self.legs)


def move_ends(matter: Matter, *, at: datetime, only_ahead: bool = False) -> Ends:
    """Set the ends of ``matter``, which is held, and of its open legs to what they come to now. A leg whose end moved
    is looked at by the ladder again. ``only_ahead`` moves no end that is over, nor one to before ``at``."""
    promises, own = bases([matter])
    calendar = working_calendar()
    before = matter.due_at
    if matter.pk in promises:
        end = promises[matter.pk].due(calendar)
        if not only_ahead or before is None or is_ahead(before, end, matter.paused_at, at):
            matter.due_at = end
    if matter.due_at != before:
        Matter.objects.filter(pk=matter.pk).update(due_at=matter.due_at)
    legs: dict[int, datetime] = {}
    for order in matter.orders.open():
        end = matter.due_at or order.due_at
        if limit_of(order) is not None:
            end = own[order.pk].due(calendar)
            if only_ahead and not is_ahead(order.due_at, end, order.paused_at, at):
                continue
        if end != order.due_at:
            legs[order.pk] = end
            WorkOrder.objects.filter(pk=order.pk).update(due_at=end, warn_at=at)
    foresee(matter, promises, own)
    return Ends(before, matter.due_at, legs)


def foresee(matter: Matter, promises: Mapping[int, Basis], own: Mapping[int, Basis]) -> None:
    """Note where the ends that stand come to lie when each pause runs to its day; by ``bases`` of ``matter``."""
    for order, end in foreseen([matter.pk], promises, own):
        WorkOrder.objects.filter(pk=order.pk).update(paused_due_at=end)
        if order.leads:
            matter.paused_due_at = end
            Matter.objects.filter(pk=matter.pk).update(paused_due_at=end)
            promised = matter.orders.open().filter(leads=False, limit_amount=None, paused_at__isnull=False)
            promised.update(paused_due_at=end)


def keep_inside_promise(order: WorkOrder, *more: Limit, stop: Stop | None = None) -> None:
    """A unit that assists gets no ``more`` time and stands in no ``stop`` that leads beyond what the matter promises.
    Raises: BeyondPromise."""
    matter = order.matter
    if order.leads or matter.due_at is None:
        return
    if limit_of(order) is None:
        raise BeyondPromise(matter.due_at)
    basis = bases([matter])[1][order.pk]
    stops = (*basis.stops, *([stop] if stop else ()))
    if replace(basis, extensions=(*basis.extensions, *more), stops=stops).due(working_calendar()) > matter.due_at:
        raise BeyondPromise(matter.due_at)


def is_ahead(old: datetime, new: datetime, paused_at: datetime | None, at: datetime) -> bool:
    """Whether both ends are still to come; of a clock that stands they always are."""
    return paused_at is not None or min(old, new) > at

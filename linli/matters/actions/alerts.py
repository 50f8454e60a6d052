"""预警: the steps of the ladder that have come for orders, taken for many at once by the clock (``jobs.alert``)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils import timezone

from linli.core import log
from linli.core.calendar import LimitUnit, working_calendar
from linli.duties.reads import catalogue
from linli.matters.actions import entries
from linli.matters.ladder import Stop, coming
from linli.matters.models import Alert, Pause, Supervision, WorkOrder
from linli.matters.reads.terms import terms
from linli.matters.rules import LadderAct


def take(orders: Sequence[WorkOrder], *, at: datetime) -> int:
    """Write the alerts that have come for ``orders``, which the caller holds locked, and when to look at each again.
    Returns how many were written."""
    steps = terms().ladder(timezone.localdate(at))
    stops = _stops(orders)
    known = set(Alert.objects.filter(order__in=orders).values_list("order", "step", "due_at"))
    new: list[Alert] = []
    for order in orders:
        ladder = coming(
            steps,
            since=order.taken_up_at or order.dispatched_at,
            due_at=order.due_at,
            counts=_counts(order),
            stops=stops[order.pk],
            calendar=working_calendar(),
        )
        new += [
            Alert(order=order, step_id=each.step.pk, due_at=order.due_at, at=at)
            for each in ladder
            if each.at <= at and (order.pk, each.step.pk, order.due_at) not in known
        ]
        order.warn_at = min((each.at for each in ladder if each.at > at), default=None)
    WorkOrder.objects.bulk_update(orders, ["warn_at"])
    Alert.objects.bulk_create(new)
    by_pk = {step.pk: step for step in steps}
    told = [entries.order_alerted(a.order, at, step=by_pk[a.step_id].code, act=by_pk[a.step_id].act) for a in new]
    asked = Supervision.objects.bulk_create(
        Supervision(
            matter=each.order.matter,
            order=each.order,
            alert=each,
            words=step.name,
            reply_by=working_calendar().due(at, step.reply),
            issued_at=at,
        )
        for each in new
        if (step := by_pk[each.step_id]).act == LadderAct.SUPERVISE and step.reply is not None
    )
    log.keep(*told, *(entries.order_supervised(row, None, at) for row in asked))
    return len(new)


def _counts(order: WorkOrder) -> LimitUnit:
    """What the limit of ``order`` is counted in; working time where none is known."""
    if order.limit_unit:
        return LimitUnit(order.limit_unit)
    row = catalogue().row_by_pk.get(order.matter.row_id) if order.matter.row_id is not None else None
    return row.limit.unit if row is not None else LimitUnit.WORKING_HOURS


def _stops(orders: Iterable[WorkOrder]) -> dict[int, list[Stop]]:
    """The stretches of this round during which the clock of each order stood."""
    found: dict[int, list[Stop]] = defaultdict(list)
    since = {order.pk: order.taken_up_at or order.dispatched_at for order in orders}
    rows = Pause.objects.filter(order__in=since, began_at__isnull=False, ended_at__isnull=False)
    for order, began_at, ended_at in rows.values_list("order", "began_at", "ended_at"):
        if began_at is not None and ended_at is not None and began_at >= since[order]:
            found[order].append((began_at, ended_at))
    return found

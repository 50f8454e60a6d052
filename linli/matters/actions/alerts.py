"""预警: the steps of the ladder that have come for orders, taken for many at once by the clock (``jobs.alert``)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from linli.core import log
from linli.core.calendar import working_calendar
from linli.matters.actions import entries
from linli.matters.ladder import coming
from linli.matters.models import Alert, Supervision, WorkOrder
from linli.matters.reads.ends import stops_of, unit_of
from linli.matters.reads.terms import terms
from linli.matters.rules import LadderAct


def take(orders: Sequence[WorkOrder], *, at: datetime) -> int:
    """Write the alerts that have come for ``orders``, which the caller holds locked, and when to look at each again.
    Returns how many were written."""
    steps = terms().ladder(timezone.localdate(at))
    stops = stops_of([order.pk for order in orders])
    known = set(Alert.objects.filter(order__in=orders).values_list("order", "step", "due_at"))
    new: list[Alert] = []
    for order in orders:
        since = order.taken_up_at or order.dispatched_at
        ladder = coming(
            steps,
            since=since,
            due_at=order.due_at,
            counts=unit_of(order),
            stops=[stop for stop in stops[order.pk] if stop[0] >= since],
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

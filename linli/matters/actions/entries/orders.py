"""The rows of work orders."""

from __future__ import annotations

from datetime import datetime

from linli.core.models import Entry
from linli.matters.actions.entries.telling import Actor, ends, iso, order_row, stood
from linli.matters.models import Extension, Pause, Supervision, Support, WorkOrder


def order_dispatched(order: WorkOrder, by: Actor, at: datetime) -> Entry:
    own = {} if order.limit_amount is None else {"amount": order.limit_amount, "limit": order.limit_unit}
    when = {"due_at": iso(order.due_at), "sign_by": iso(order.sign_by)}
    return order_row("dispatched", order, by, at, leads=order.leads, **when, **own)


def order_signed(order: WorkOrder, by: Actor, at: datetime) -> Entry:
    return order_row("signed", order, by, at)


def order_started(order: WorkOrder, by: Actor, at: datetime) -> Entry:
    return order_row("started", order, by, at)


def order_noted(order: WorkOrder, by: Actor, at: datetime, *, photos: int) -> Entry:
    return order_row("noted", order, by, at, photos=photos)


def order_contacted(order: WorkOrder, by: Actor, at: datetime) -> Entry:
    return order_row("contacted", order, by, at)


def order_contact_tried(order: WorkOrder, by: Actor, at: datetime) -> Entry:
    return order_row("contact_tried", order, by, at)


def order_done(order: WorkOrder, by: Actor, at: datetime, *, round: int) -> Entry:
    return order_row("done", order, by, at, round=round)


def order_handed_back(order: WorkOrder, by: Actor, at: datetime, *, reason: str, owner: int | None) -> Entry:
    return order_row("handed_back", order, by, at, reason=reason, owner=owner)


def order_kept(order: WorkOrder, by: Actor, at: datetime, *, stood_from: datetime | None = None) -> Entry:
    return order_row("kept", order, by, at, **stood(order, stood_from))


def order_passed_on(
    order: WorkOrder, by: Actor, at: datetime, *, to: int | None, stood_from: datetime | None = None
) -> Entry:
    return order_row("passed_on", order, by, at, to=to, **stood(order, stood_from))


def order_passed_up(order: WorkOrder, by: Actor, at: datetime, *, to: int) -> Entry:
    return order_row("passed_up", order, by, at, to=to)


def order_disputed(order: WorkOrder, by: Actor, at: datetime) -> Entry:
    return order_row("disputed", order, by, at)


def order_settled(order: WorkOrder, by: Actor, at: datetime, *, on: int) -> Entry:
    return order_row("settled", order, by, at, on=on)


def order_cancelled(order: WorkOrder, by: Actor, at: datetime) -> Entry:
    return order_row("cancelled", order, by, at)


def order_alerted(order: WorkOrder, at: datetime, *, step: str, act: str) -> Entry:
    return order_row("alerted", order, None, at, step=step, act=act, due_at=iso(order.due_at))


def order_supervised(row: Supervision, by: Actor, at: datetime) -> Entry:
    return order_row("supervised", row.order, by, at, supervision=row.pk, reply_by=iso(row.reply_by))


def order_supervision_replied(row: Supervision, by: Actor, at: datetime) -> Entry:
    return order_row("supervision_replied", row.order, by, at, supervision=row.pk)


def order_support_asked(row: Support, by: Actor, at: datetime) -> Entry:
    return order_row("support_asked", row.order, by, at, support=row.pk, to=row.unit_id)


def order_support_granted(row: Support, by: Actor, at: datetime) -> Entry:
    return order_row("support_granted", row.order, by, at, support=row.pk, to=row.unit_id)


def order_support_refused(row: Support, by: Actor, at: datetime) -> Entry:
    return order_row("support_refused", row.order, by, at, support=row.pk, to=row.unit_id)


def order_extension_asked(row: Extension, by: Actor, at: datetime) -> Entry:
    return order_row("extension_asked", row.order, by, at, extension=row.pk, amount=row.amount, limit=row.unit)


def order_extended(row: Extension, by: Actor, at: datetime, *, before: datetime | None) -> Entry:
    """``before`` is what the matter promised until then."""
    more = {"extension": row.pk, "amount": row.amount, "limit": row.unit, "round": row.round}
    return order_row("extended", row.order, by, at, **more, before=iso(before), **ends(row.order))


def order_extension_refused(row: Extension, by: Actor, at: datetime) -> Entry:
    return order_row("extension_refused", row.order, by, at, extension=row.pk)


def order_pause_asked(row: Pause, by: Actor, at: datetime) -> Entry:
    return order_row("pause_asked", row.order, by, at, pause=row.pk, cause=row.cause_id, until_at=iso(row.until_at))


def order_pause_refused(row: Pause, by: Actor, at: datetime) -> Entry:
    return order_row("pause_refused", row.order, by, at, pause=row.pk)


def order_paused(row: Pause, by: Actor, at: datetime) -> Entry:
    return order_row("paused", row.order, by, at, pause=row.pk, cause=row.cause_id, until_at=iso(row.until_at))


def order_resumed(row: Pause, by: Actor, at: datetime, *, before: datetime | None) -> Entry:
    """``at`` is when the clock runs again; ``before`` is what the matter promised until then."""
    return order_row("resumed", row.order, by, at, pause=row.pk, before=iso(before), **ends(row.order))


def order_review_due(row: Pause, at: datetime) -> Entry:
    return order_row("review_due", row.order, None, at, pause=row.pk, until_at=iso(row.until_at))

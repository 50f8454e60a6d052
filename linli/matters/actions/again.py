"""One more round: the unit that led takes its order up again, with a new promise by the row that is in force now."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils import timezone

from linli.core.calendar import working_calendar
from linli.duties.reads import KindEnded, catalogue
from linli.matters.actions.moving import move, move_order
from linli.matters.models import Matter, WorkOrder
from linli.matters.rules import OrderStage


def take_up_again(matter: Matter, verb: str, *, at: datetime, version: int | None = None) -> None:
    """Move ``matter`` by ``verb`` (send_back or reopen) and its leading order with it. Raises: Moved."""
    move(matter, verb, version=version, round=F("round") + 1, **next_round(matter, at))
    lead = matter.orders.filter(leads=True).exclude(stage=OrderStage.CANCELLED).first()
    if lead is not None:
        move_order(lead, "take_up_again", **order_again(matter, lead, at))


def next_round(matter: Matter, at: datetime) -> dict[str, object]:
    """What a new round sets, beside its count."""
    sets: dict[str, object] = {"answered_at": None, "closed_at": None}
    book = catalogue()
    try:
        row = book.row(matter.kind_id, timezone.localdate(at))
    except KindEnded:  # the kind was dropped meanwhile: the limit that bound before still does
        old = book.row_of(matter.row_id)
        if old is None:  # what another system promised stays promised
            return sets | ({"counted_from": at, "given_due_at": matter.due_at} if matter.due_at is not None else {})
        row = old
    promised = {"counted_from": at, "given_due_at": None, "due_at": working_calendar().due(at, row.limit)}
    return sets | promised | {"row_id": row.pk}


def order_again(matter: Matter, order: WorkOrder, at: datetime) -> dict[str, Any]:
    """What a new round sets on the order that leads."""
    due_at = matter.due_at or order.due_at
    return {"done_at": None, "done_by": None, "due_at": due_at, "taken_up_at": at, "warn_at": at}

"""One more round: the unit that led takes its order up again, with a new promise by the row that is in force now."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F
from django.utils import timezone

from linli.core.calendar import working_calendar
from linli.duties.reads import KindEnded, catalogue
from linli.matters.actions.moving import move, move_order
from linli.matters.models import Matter
from linli.matters.rules import OrderStage


def take_up_again(matter: Matter, verb: str, *, at: datetime, version: int | None = None) -> None:
    """Move ``matter`` by ``verb`` (send_back or reopen) and its leading order with it. Raises: Moved."""
    book = catalogue()
    try:
        row = book.row(matter.kind_id, timezone.localdate(at))
    except KindEnded:  # the kind was dropped meanwhile: the old promise still binds
        row = book.row_by_pk.get(matter.row_id) if matter.row_id is not None else None  # type: ignore[assignment]
    due_at = working_calendar().due(at, row.limit) if row is not None else matter.due_at
    move(matter, verb, version=version, round=F("round") + 1, due_at=due_at, answered_at=None, closed_at=None)
    lead = matter.orders.filter(leads=True).exclude(stage=OrderStage.CANCELLED).first()
    if lead is not None:
        move_order(lead, "take_up_again", done_at=None, done_by=None, due_at=due_at)

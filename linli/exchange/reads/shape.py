"""How a move reads for a partner: the same fields in JSON, CSV and XLSX. Nothing in it tells who the requester is."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from linli.core.models import Entry
from linli.duties.reads import catalogue
from linli.exchange.models import Order
from linli.exchange.rules import ORDER_TOLD, TOLD, Event
from linli.matters.models import Answer, Check, Matter, Rating, WorkOrder


@dataclass(frozen=True, slots=True)
class Told:
    """One move of an order. ``words`` is the answer, the reason of a return, or what the check or call-back said."""

    number: str  # the partner's
    matter: str
    event: str
    at: str
    round: int
    kind: str
    unit: str
    unit_phone: str
    due_at: str | None
    words: str = ""
    reason: str = ""
    merged_into: str | None = None
    solved: bool | None = None
    satisfaction: int | None = None


FIELDS = tuple(Told.__dataclass_fields__)


def body_of(order: Order, entry: Entry, matter: Matter) -> dict[str, object] | None:
    """What ``entry``, about ``matter`` or one of its work orders, tells the partner of ``order``; None when it is not
    their business: an assisting unit's time, another reporter's word."""
    event = event_of(entry)
    if entry.verb in ORDER_TOLD and not WorkOrder.objects.filter(pk=entry.subject_id, leads=True).exists():
        return None
    book = catalogue()
    round = int(entry.params.get("round", matter.round))
    unit = book.units.by_pk.get(entry.params.get("to") or entry.params.get("unit") or matter.unit_id or 0)
    due_at = entry.params.get("promised") or entry.params.get("due_at")
    more = _more(order, entry, matter, event, round)
    if more is None:
        return None
    told = Told(
        number=order.number,
        matter=matter.number_shown,
        event=event,
        at=_iso(entry.at),
        round=round,
        kind=book.kinds[matter.kind_id].names[-1],
        unit=unit.name if unit is not None else "",
        unit_phone=unit.phone if unit is not None else "",
        due_at=due_at or (_iso(matter.due_at) if matter.due_at is not None else None),
        **more,  # type: ignore[arg-type]
    )
    return asdict(told)


def event_of(entry: Entry) -> Event:
    return (TOLD | ORDER_TOLD)[entry.verb]


def _more(order: Order, entry: Entry, matter: Matter, event: Event, round: int) -> dict[str, object] | None:
    match event:
        case Event.RETURNED:
            return {"words": matter.decline_words, "reason": matter.decline_reason}
        case Event.MERGED:
            return {"merged_into": matter.merged_into.number_shown if matter.merged_into is not None else None}
        case Event.ANSWERED:
            answers = Answer.objects.filter(order__matter=matter, order__leads=True, round=round)
            return {"words": answers.order_by("-pk").values_list("words", flat=True).first() or ""}
        case Event.REOPENED:
            if "reason" in entry.params:
                return {"reason": entry.params["reason"]}
            return {"words": _check(matter, round - 1)}
        case Event.CLOSED if entry.params.get("by_check"):
            return {"words": _check(matter, round)}
        case Event.CALL_BACK:
            rated = Rating.objects.filter(matter=matter, reporter__matter=order.matter, round=round).first()
            if rated is None:
                return None
            told = {"solved": rated.solved, "satisfaction": rated.satisfaction}
            return {**told, "reason": rated.reason, "words": rated.words}
    return {}


def _check(matter: Matter, round: int) -> str:
    return Check.objects.filter(matter=matter, round=round).values_list("words", flat=True).first() or ""


def _iso(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()

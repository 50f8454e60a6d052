"""How an order moves: one conditional update, and what every move writes with it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from linli.commons.errors.orders import NoReason, OrderMoved, TooLong
from linli.commons.models import ServiceOrder, Turn
from linli.commons.reads.providers import providers
from linli.commons.reads.terms import accept_by, forget_from, give_by
from linli.commons.rules.orders import MOVES, End, Form, Reason
from linli.core import log
from linli.core.log import Actor
from linli.core.moves import made
from linli.orgs.authority import require
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation
from linli.people.models import Helping, Person


def move(order: ServiceOrder, name: str, *, version: int | None, **sets: Any) -> None:
    """Raises: OrderMoved, when somebody was faster or the table does not allow it."""
    if not made(order, MOVES[name], version=version, **sets):
        raise OrderMoved


def ends(at: datetime) -> dict[str, datetime | None]:
    """What an order that ends sets with its stage."""
    return {"due_at": None, "ended_at": at, "forget_at": forget_from(at)}


def write(verb: str, order: ServiceOrder, *, by: Actor | None, at: datetime, **params: Any) -> None:
    place = order.community.prefix
    log.write(f"commons.order_{verb}", order, by=by, at=at, place=place, round=order.round, **params)


def end_turn(
    order: ServiceOrder, end: End, *, by: Person | None, at: datetime, reason: str = "", words: str = ""
) -> None:
    """Note what became of asking the unit that has it, also when it had accepted."""
    last = Turn.objects.filter(order=order).order_by("-pk").first()
    if last is None or not (last.end == "" or (last.end == End.ACCEPTED and last.unit_id == order.unit_id)):
        return
    ended = {"end": end, "reason": reason, "words": words, "ended_at": at, "ended_by": by}
    Turn.objects.filter(pk=last.pk).update(**ended)


def ask(order: ServiceOrder, unit: Organisation, *, by: Person | None, version: int | None, at: datetime) -> None:
    """Ask ``unit``, in the place of whoever was asked before. Raises: OrderMoved."""
    move(order, "offer", version=version, unit=unit, agreed_at=None, due_at=accept_by(order.service, at))
    Turn.objects.create(order=order, unit=unit, begun_at=at)
    write("offered", order, by=by, at=at, unit=unit.pk)


def ask_next(order: ServiceOrder, *, by: Person | None, version: int | None, at: datetime) -> None:
    """Ask the next unit that was not asked in this order before; nobody left, the community has it.
    Raises: OrderMoved."""
    asked = Turn.objects.filter(order=order).values_list("unit", flat=True)
    unit = None
    if order.service.form == Form.MENU:  # what is custom or of a group day is given out by people
        unit = providers(order.service, order.community.code, timezone.localdate(at), without=list(asked)).first()
    if unit is not None:
        ask(order, unit, by=by, version=version, at=at)
        return
    move(order, "hand_back", version=version, unit=None, agreed_at=None, due_at=give_by(at))
    write("handed_back", order, by=by, at=at)


def require_unit(by: Person, order: ServiceOrder) -> Organisation:
    """The unit that has the order, when ``by`` acts for it. Raises: PermissionDenied, OrderMoved."""
    if order.unit is None:
        raise OrderMoved
    require(by, Grant.SERVE_ORDERS, at=order.unit)
    return order.unit


def require_speaker(by: Person | None, order: ServiceOrder, *, family: bool = False) -> None:
    """Whether ``by`` speaks for whoever ordered: it is they themselves; None has shown the code to the face, for an
    order without an account; with ``family`` also who ordered it for them and still may. Raises: PermissionDenied."""
    if by is None or by.pk == order.person_id:
        return
    helps = Helping.objects.live().filter(elder=order.person_id, helper=by)
    if not (family and order.entered_by_id == by.pk and helps.exists()):
        raise PermissionDenied


def fits(field: str, words: str, limit: int) -> str:
    """``words`` without the space around. Raises: TooLong."""
    if len(words.strip()) > limit:
        raise TooLong(field, limit)
    return words.strip()


def reason_of(text: str) -> Reason:
    """Raises: NoReason."""
    try:
        return Reason(text)
    except ValueError as error:
        raise NoReason from error

"""Whose order is it? The level above decides what was handed back, the city centre what is still not taken."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from linli.core import log
from linli.core.calendar import Limit, LimitUnit, working_calendar
from linli.duties.models.catalogue import ReturnStops
from linli.duties.reads import catalogue
from linli.matters.actions import entries
from linli.matters.actions.contact import contact_by, is_reachable
from linli.matters.actions.dispatch import check_unit, work_orders
from linli.matters.actions.ends import move_ends
from linli.matters.actions.moving import hold, hold_order, move, move_order
from linli.matters.actions.pause import end_what_runs
from linli.matters.actions.words import reason, remark
from linli.matters.errors import Moved, NoOwner, OwnCase, SameUnitTwice
from linli.matters.models import Dispute, Return, WorkOrder
from linli.matters.rules import ASK_MOVES, AT_WORK_STAGES, OPEN_ORDER_STAGES, AskStage, OrderStage
from linli.orgs.authority import may_above, require, units_of
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation
from linli.people.models import Person


@transaction.atomic
def keep(*, by: Person, handed_back: Return, words: str, at: datetime, version: int | None = None) -> WorkOrder:
    """Refuse the return: the unit keeps the order and reads why.
    Raises: PermissionDenied, OwnCase, NothingSaid, TooManyWords, Moved."""
    order = handed_back.order
    _require_arbiter(by, order)
    words = reason(words)
    hold(order.matter)
    move_order(order, "keep", version=version)
    _decide(handed_back, "refuse", by=by, words=words, at=at)
    log.keep(entries.order_kept(order, by, at, stood_from=_stood(handed_back, at)))
    return order


@transaction.atomic
def pass_on(
    *,
    by: Person,
    handed_back: Return,
    at: datetime,
    to: Organisation | None = None,
    words: str = "",
    version: int | None = None,
) -> WorkOrder | None:
    """Uphold the return: the order ends, and ``to`` (by default the owner that the unit named) gets one in its place.
    Somebody must lead; an assisting leg may end without another.
    Raises: PermissionDenied, OwnCase, TooManyWords, NoOwner, NoUnit, SameUnitTwice, Moved."""
    order = handed_back.order
    _require_arbiter(by, order)
    words = remark(words)
    to = to or handed_back.owner
    if to is None and order.leads:
        raise NoOwner
    hold(order.matter)
    move_order(order, "pass_on", version=version)
    _decide(handed_back, "grant", by=by, words=words, at=at)
    stood_from = _stood(handed_back, at)
    log.keep(entries.order_passed_on(order, by, at, to=to.pk if to else None, stood_from=stood_from))
    if to is None:
        return None
    fresh = send_instead(order, to, by=by, at=at)
    Return.objects.filter(pk=handed_back.pk).update(sent_to=to, sent_as=fresh)
    handed_back.refresh_from_db()
    return fresh


@transaction.atomic
def settle(*, by: Person, dispute: Dispute, on: Organisation, words: str, at: datetime) -> WorkOrder:
    """The centre says for good who does it: the unit that has it, or another one.
    Raises: PermissionDenied, OwnCase, NothingSaid, TooManyWords, NoUnit, SameUnitTwice, Moved."""
    order = dispute.order
    require(by, Grant.COORDINATE, at=order.matter.place)
    _require_above(by, Grant.COORDINATE, order)
    words = reason(words)
    hold(order.matter)
    hold_order(order)
    won = Dispute.objects.filter(pk=dispute.pk, settled_at=None).update(
        settled_at=at, settled_by=by, settled_words=words, settled_on=on
    )
    if not won or order.stage not in AT_WORK_STAGES:
        raise Moved(order)
    dispute.refresh_from_db()
    log.keep(entries.order_settled(order, by, at, on=on.pk))
    if on.pk == order.unit_id:
        return order
    end_what_runs(order, by=by, at=at)
    move_order(order, "cancel")
    log.keep(entries.order_cancelled(order, by, at))
    fresh = send_instead(order, on, by=by, at=at)
    Return.objects.filter(pk=dispute.handed_back_id).update(sent_as=fresh)  # the same leg still: it stays barred
    return fresh


def _require_arbiter(by: Person, order: WorkOrder) -> None:
    require(by, Grant.ARBITRATE, at=order.matter.place)
    _require_above(by, Grant.ARBITRATE, order)


def _require_above(by: Person, grant: Grant, order: WorkOrder) -> None:
    if not may_above(by, grant, unit=order.unit, place=order.matter.place) or order.unit_id in units_of(by):
        raise OwnCase


def _decide(handed_back: Return, verb: str, *, by: Person, words: str, at: datetime) -> None:
    order = handed_back.order
    won = Return.objects.filter(pk=handed_back.pk, stage__in=ASK_MOVES[verb].before).update(
        stage=ASK_MOVES[verb].after, decided_at=at, decided_by=by, decision_words=words
    )
    if not won:
        raise Moved(order)
    handed_back.refresh_from_db()
    handed_back.order = order


def _stood(handed_back: Return, at: datetime) -> datetime | None:
    """Take the time of the decision off the leg, and with the lead off the promise, where the catalogue says so.
    Returns since when the clock stood."""
    order = handed_back.order
    row = catalogue().row_of(order.matter.row_id)
    stops = row.return_stops if row is not None else ReturnStops.UPHELD
    is_upheld = handed_back.stage == AskStage.GRANTED
    if stops == ReturnStops.NEVER or (stops == ReturnStops.UPHELD and not is_upheld):
        return None
    Return.objects.filter(pk=handed_back.pk).update(stopped=True)
    handed_back.stopped = True
    move_ends(order.matter, at=at)
    order.refresh_from_db(fields=["due_at"])
    return handed_back.asked_at


def send_instead(order: WorkOrder, to: Organisation, *, by: Person | None, at: datetime) -> WorkOrder:
    """An order to ``to`` in the place of one that has ended. Where it led, an assisting order of ``to`` ends too. Sent
    by nobody, it counts as sent by who sent the one before. The matter is held. Raises: NoUnit, SameUnitTwice."""
    matter = order.matter
    check_unit(matter, to.pk)
    other = matter.orders.exclude(stage=OrderStage.CANCELLED).filter(unit=to).select_for_update(no_key=True).first()
    if other is not None:
        if not order.leads or other.stage not in OPEN_ORDER_STAGES:
            raise SameUnitTwice
        other.matter = matter
        end_what_runs(other, by=by, at=at)
        move_order(other, "cancel")
        log.keep(entries.order_cancelled(other, by, at))
    sets: dict[str, Any] = {"unit": to} if order.leads else {}
    move(matter, "dispatch", **sets)
    own = _limit_inside(order, at)
    lead, sender = to if order.leads else None, by or order.dispatched_by
    [fresh] = work_orders(matter, lead, [to], task=order.task, limit=own, by=sender, at=at)
    if fresh.leads and is_reachable(matter.reporters.select_related("person")):
        fresh.contact_by = contact_by(matter, at)
    fresh.save()
    log.keep(entries.order_dispatched(fresh, by, at), entries.dispatched(matter, [fresh], by, at))
    return fresh


def _limit_inside(order: WorkOrder, at: datetime) -> Limit | None:
    """The limit of its own that goes on with the leg; none where it would now end after the promise."""
    if order.limit_amount is None:
        return None
    limit = Limit(order.limit_amount, LimitUnit(order.limit_unit))
    promised = order.matter.due_at
    return limit if promised is None or working_calendar().due(at, limit) <= promised else None

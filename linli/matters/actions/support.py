"""请求支援: who leads asks for a unit that assists, and the desk that sends work orders decides."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from linli.core import intents, log
from linli.matters.actions import entries
from linli.matters.actions.dispatch import check_unit, dispatch
from linli.matters.actions.moving import decide, hold, hold_order
from linli.matters.actions.words import reason, remark
from linli.matters.errors import AskedAlready, Moved, NotLeading, SameUnitTwice
from linli.matters.models import Support, WorkOrder
from linli.matters.rules import AT_WORK_STAGES, OrderStage
from linli.orgs.authority import require
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation
from linli.people.models import Person


@transaction.atomic
def ask_support(
    *, by: Person, order: WorkOrder, unit: Organisation, words: str, at: datetime, intent: UUID | None = None
) -> Support:
    """Ask that ``unit`` assists, and say with what. The clock goes on meanwhile.
    Raises: PermissionDenied, NothingSaid, TooManyWords, IntentConflict, NotLeading, NoUnit, SameUnitTwice,
    AskedAlready, Moved."""
    require(by, Grant.HANDLE, at=order.unit, place=order.matter.place)
    words = reason(words)
    if intents.is_repeat(intent, ["ask_support", by.pk, order.pk, unit.pk, words], order, at=at):
        return order.supports.filter(unit=unit).latest("pk")
    hold(order.matter)
    hold_order(order)
    if order.stage not in AT_WORK_STAGES:
        raise Moved(order)
    if not order.leads:
        raise NotLeading
    check_unit(order.matter, unit.pk)
    if order.matter.orders.exclude(stage=OrderStage.CANCELLED).filter(unit=unit).exists():
        raise SameUnitTwice
    try:
        with transaction.atomic():
            row = Support.objects.create(order=order, unit=unit, words=words, asked_at=at, asked_by=by)
    except IntegrityError as error:
        raise AskedAlready from error
    log.keep(entries.order_support_asked(row, by, at))
    return row


@transaction.atomic
def decide_support(*, by: Person, support: Support, is_granted: bool, words: str = "", at: datetime) -> Support:
    """Send the unit a work order to assist, or refuse with words.
    Raises: PermissionDenied, NothingSaid, TooManyWords, SameUnitTwice, NoUnit, Moved."""
    matter = support.order.matter
    require(by, Grant.DISPATCH, at=matter.place)
    words = remark(words) if is_granted else reason(words)
    hold(matter)
    decide(support, "grant" if is_granted else "refuse", decided_at=at, decided_by=by, decision_words=words)
    told = entries.order_support_granted if is_granted else entries.order_support_refused
    log.keep(told(support, by, at))
    if is_granted:
        dispatch(by=by, matter=matter, lead=None, assisting=[support.unit], task=support.words, at=at)
    return support

"""延期: a unit asks for more time before its own runs out, and the level above decides."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from linli.core import log
from linli.core.calendar.rules import Limit
from linli.matters.actions import entries
from linli.matters.actions.ends import keep_inside_promise, move_ends
from linli.matters.actions.moving import decide, hold, hold_order
from linli.matters.actions.words import reason, remark
from linli.matters.errors import AskedAlready, ExtendedEnough, Moved, NotAbove, TimeOver, TooMuchTime
from linli.matters.models import Extension, WorkOrder
from linli.matters.reads.ends import unit_of
from linli.matters.reads.terms import terms_of
from linli.matters.rules import AT_WORK_STAGES, AskStage
from linli.orgs.authority import may_above, require
from linli.orgs.grants import Grant
from linli.people.models import Person


@transaction.atomic
def ask_extension(*, by: Person, order: WorkOrder, amount: int, words: str, at: datetime) -> Extension:
    """Ask for ``amount`` more of the unit in which the leg's time is counted, and say why.

    Raises: PermissionDenied, NothingSaid, TooManyWords, Moved, TimeOver, TooMuchTime, ExtendedEnough, BeyondPromise,
    AskedAlready.
    """
    require(by, Grant.HANDLE, at=order.unit, place=order.matter.place)
    words = reason(words)
    hold(order.matter)
    hold_order(order)
    if order.stage not in AT_WORK_STAGES:
        raise Moved(order)
    if order.paused_at is None and at > order.due_at:
        raise TimeOver
    bounds = terms_of(order.matter, timezone.localdate(at))
    if not 1 <= amount <= bounds.extension_longest:
        raise TooMuchTime(bounds.extension_longest)
    if granted(order) >= bounds.extensions_most:
        raise ExtendedEnough(bounds.extensions_most)
    more = Limit(amount, unit_of(order))
    keep_inside_promise(order, more)
    try:
        with transaction.atomic():
            row = Extension.objects.create(
                order=order,
                round=order.matter.round,
                amount=more.amount,
                unit=more.unit,
                words=words,
                asked_at=at,
                asked_by=by,
            )
    except IntegrityError as error:
        raise AskedAlready from error
    log.keep(entries.order_extension_asked(row, by, at))
    return row


@transaction.atomic
def decide_extension(*, by: Person, extension: Extension, is_granted: bool, at: datetime, words: str = "") -> Extension:
    """Grant or refuse more time; a refusal needs words. What is granted for the unit that leads moves the promise.
    Raises: PermissionDenied, NotAbove, NothingSaid, TooManyWords, Moved, BeyondPromise."""
    order = extension.order
    require_decider(by, order)
    words = remark(words) if is_granted else reason(words)
    hold(order.matter)
    decide(extension, "grant" if is_granted else "refuse", decided_at=at, decided_by=by, decision_words=words)
    order.refresh_from_db()
    if not is_granted:
        log.keep(entries.order_extension_refused(extension, by, at))
        return extension
    if order.stage not in AT_WORK_STAGES:
        raise Moved(order)
    keep_inside_promise(order)
    ends = move_ends(order.matter, at=at)
    order.refresh_from_db()
    log.keep(entries.order_extended(extension, by, at, before=ends.before))
    return extension


def require_decider(by: Person, order: WorkOrder) -> None:
    """Raises: PermissionDenied, NotAbove."""
    require(by, Grant.DECIDE_TIME, at=order.matter.place)
    if not may_above(by, Grant.DECIDE_TIME, unit=order.unit, place=order.matter.place):
        raise NotAbove


def granted(order: WorkOrder) -> int:
    """How often the leg was given more time in this round."""
    return order.extensions.filter(round=order.matter.round, stage=AskStage.GRANTED).count()

"""The clock of a leg stands for a listed cause: asked by the unit, decided above where the cause needs it, ended by
hand, by its day, or by the end of the work."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from linli.core import log
from linli.core.dated import in_force
from linli.matters.actions import entries
from linli.matters.actions.ends import foresee, keep_inside_promise, move_ends
from linli.matters.actions.extend import require_decider
from linli.matters.actions.moving import decide, hold, hold_order
from linli.matters.actions.words import reason, remark
from linli.matters.errors import (
    AskedAlready,
    Moved,
    NoPlan,
    NoSuchCause,
    NotAbove,
    TimeOver,
    TooLongAPause,
)
from linli.matters.models import Matter, Pause, PauseCause, WorkOrder
from linli.matters.reads.ends import bases
from linli.matters.rules import AT_WORK_STAGES, AskStage
from linli.orgs.authority import may, may_above, require
from linli.orgs.grants import Grant
from linli.people.models import Person

ONE_DAY = timedelta(days=1)


@transaction.atomic
def ask_pause(
    *,
    by: Person,
    order: WorkOrder,
    cause: PauseCause,
    words: str,
    until_at: datetime,
    at: datetime,
    plan: str = "",
) -> Pause:
    """Ask that the clock stands until ``until_at``. A cause that needs no decision begins at once.

    Raises: PermissionDenied, NothingSaid, TooManyWords, NoSuchCause, NoPlan, TooLongAPause, Moved, TimeOver,
    BeyondPromise, AskedAlready.
    """
    require(by, Grant.HANDLE, at=order.unit, place=order.matter.place)
    words, plan = reason(words), remark(plan, "plan")
    if not PauseCause.objects.filter(in_force(timezone.localdate(at)), pk=cause.pk).exists():
        raise NoSuchCause
    if cause.needs_plan and not plan:
        raise NoPlan
    if not at < until_at or days_of(at, until_at) > cause.longest_days:
        raise TooLongAPause(cause.longest_days)
    hold(order.matter)
    hold_order(order)
    _may_stand(order, at, until_at)
    try:
        with transaction.atomic():
            row = Pause.objects.create(
                order=order,
                round=order.matter.round,
                cause=cause,
                words=words,
                plan=plan,
                until_at=until_at,
                asked_at=at,
                asked_by=by,
            )
    except IntegrityError as error:
        raise AskedAlready from error
    log.keep(entries.order_pause_asked(row, by, at))
    if not cause.needs_decision:
        decide(row, "grant")
        _begin(row, by, at)
    return row


@transaction.atomic
def decide_pause(*, by: Person, pause: Pause, is_granted: bool, at: datetime, words: str = "") -> Pause:
    """Let the clock stand from now, or refuse; a refusal needs words.
    Raises: PermissionDenied, NotAbove, NothingSaid, TooManyWords, Moved, AskedAlready, TimeOver, TooLongAPause,
    BeyondPromise."""
    order = pause.order
    require_decider(by, order)
    words = remark(words) if is_granted else reason(words)
    hold(order.matter)
    decide(pause, "grant" if is_granted else "refuse", decided_at=at, decided_by=by, decision_words=words)
    order.refresh_from_db()
    if not is_granted:
        log.keep(entries.order_pause_refused(pause, by, at))
        return pause
    if not at < pause.until_at:
        raise TooLongAPause(pause.cause.longest_days)
    _may_stand(order, at, pause.until_at)
    _begin(pause, by, at)
    return pause


@transaction.atomic
def resume(*, by: Person, pause: Pause, at: datetime) -> Pause:
    """Let the clock run again before its day. For the unit itself, and for those above it.
    Raises: PermissionDenied, NotAbove, Moved."""
    order = pause.order
    place = order.matter.place
    if not may(by, Grant.HANDLE, at=order.unit, place=place):
        require(by, Grant.DECIDE_TIME, at=place)
        if not may_above(by, Grant.DECIDE_TIME, unit=order.unit, place=place):
            raise NotAbove
    hold(order.matter)
    end(pause, by=by, at=at)
    return pause


def end(pause: Pause, *, by: Person | None, at: datetime) -> None:
    """The clock runs again: at ``until_at``, when that came first. The matter is held. Raises: Moved."""
    order, matter = pause.order, pause.order.matter
    moment, who = (at, by) if at < pause.until_at else (pause.until_at, None)
    moment = max(moment, pause.began_at or moment)  # clocks of two machines differ
    running = Pause.objects.filter(pk=pause.pk, began_at__isnull=False, ended_at=None)
    if not running.update(ended_at=moment, ended_by=who, review_at=None):
        raise Moved(Pause.objects.get(pk=pause.pk))
    pause.refresh_from_db()
    _stand(order, None)
    ends = move_ends(matter, at=at)
    order.refresh_from_db()
    order.matter = matter
    log.keep(entries.order_resumed(pause, who, moment, before=ends.before))


def end_what_runs(order: WorkOrder, *, by: Person | None, at: datetime) -> None:
    """The unit's part is over: its clock stands no longer and nobody need decide what it asked. The
    matter is held."""
    for pause in order.pauses.filter(began_at__isnull=False, ended_at=None):
        pause.order = order
        end(pause, by=by, at=at)
    if order.paused_at is not None:  # it stood with the promise of the matter
        order.paused_at = order.paused_due_at = None
        WorkOrder.objects.filter(pk=order.pk).update(paused_at=None, paused_due_at=None)
    for asked in (order.pauses, order.extensions, order.supports):
        asked.filter(stage=AskStage.ASKED).update(stage=AskStage.DROPPED)


def days_of(since: datetime, until: datetime) -> int:
    """How many days a pause touches after the one in which it begins; one that ends at midnight touches no more."""
    last = timezone.localdate(until - timedelta(microseconds=1))
    return (last - timezone.localdate(since)).days


def _may_stand(order: WorkOrder, at: datetime, until_at: datetime) -> None:
    """Raises: Moved, AskedAlready, TimeOver, BeyondPromise."""
    if order.stage not in AT_WORK_STAGES:
        raise Moved(order)
    if order.paused_at is not None:
        raise AskedAlready
    if at > order.due_at:
        raise TimeOver
    keep_inside_promise(order, stop=(at, until_at))


def _begin(pause: Pause, by: Person, at: datetime) -> None:
    review_at = pause.until_at - pause.cause.review_days * ONE_DAY if pause.cause.review_days else None
    pause.began_at, pause.review_at = at, review_at if review_at and review_at > at else None
    pause.save(update_fields=["began_at", "review_at"])
    _stand(pause.order, at)
    foresee(pause.order.matter, *bases([pause.order.matter]))
    log.keep(entries.order_paused(pause, by, at))


def _stand(order: WorkOrder, at: datetime | None) -> None:
    """Note on the leg that its clock stands since ``at``, or no more; with the lead stands the promise, and every leg
    that has no limit but the promise."""
    matter = order.matter
    order.paused_at, order.paused_due_at = at, None
    WorkOrder.objects.filter(pk=order.pk).update(paused_at=at, paused_due_at=None)
    if order.leads:
        matter.paused_at, matter.paused_due_at = at, None
        Matter.objects.filter(pk=matter.pk).update(paused_at=at, paused_due_at=None)
        matter.orders.open().filter(leads=False, limit_amount=None).update(paused_at=at, paused_due_at=None)

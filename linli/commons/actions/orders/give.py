"""Which unit has an order: given out by the community, declined by a unit, taken on when a unit does not answer."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from linli.commons.actions.orders.moving import (
    ask,
    ask_next,
    end_turn,
    ends,
    fits,
    move,
    reason_of,
    require_unit,
    write,
)
from linli.commons.errors.orders import GroupRuns, NoSuchUnit, NothingSaid, OrderMoved
from linli.commons.models import ServiceOrder
from linli.commons.reads.providers import able
from linli.commons.rules.orders import RATING_LIMIT, End, Stage
from linli.orgs.authority import require
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation
from linli.people.models import Person


@transaction.atomic
def give_out(*, by: Person, order: ServiceOrder, unit: Organisation, at: datetime, version: int | None = None) -> None:
    """Ask a unit that the community chose, also in the place of one that was asked before.
    Raises: PermissionDenied, NoSuchUnit, GroupRuns, OrderMoved."""
    require(by, Grant.GIVE_OUT_ORDERS, at=order.community.code)
    _not_of_a_group(order)
    if not able(order.community.code, timezone.localdate(at)).filter(pk=unit.pk).exists():
        raise NoSuchUnit
    end_turn(order, End.TAKEN, by=by, at=at)
    ask(order, unit, by=by, version=version, at=at)


@transaction.atomic
def decline(
    *, by: Person, order: ServiceOrder, reason: str, at: datetime, words: str = "", version: int | None = None
) -> None:
    """Say that one's unit does not bring it, and why: the next unit is asked, or the community has it again.
    Raises: PermissionDenied, NoReason, TooLong, GroupRuns, OrderMoved."""
    unit = require_unit(by, order)
    _not_of_a_group(order)
    if order.stage not in (Stage.OFFERED, Stage.ACCEPTED):
        raise OrderMoved
    why, words = reason_of(reason), fits("words", words, RATING_LIMIT)
    end = End.GIVEN_UP if order.stage == Stage.ACCEPTED else End.DECLINED
    end_turn(order, end, by=by, at=at, reason=why, words=words)
    write("declined", order, by=by, at=at, unit=unit.pk, reason=why, was_accepted=end == End.GIVEN_UP)
    ask_next(order, by=None, version=version, at=at)


@transaction.atomic
def pass_on(order: ServiceOrder, *, at: datetime) -> bool:
    """Take an order on from a unit that did not answer in time. False when it did meanwhile."""
    asked = order.unit
    fresh = ServiceOrder.objects.filter(pk=order.pk, stage=Stage.OFFERED, due_at__lt=at, version=order.version)
    if asked is None or not fresh.exists():
        return False
    try:
        with transaction.atomic():
            end_turn(order, End.SILENT, by=None, at=at)
            write("unanswered", order, by=None, at=at, unit=asked.pk)
            ask_next(order, by=None, version=order.version, at=at)
    except OrderMoved:
        return False
    return True


@transaction.atomic
def let_go(order: ServiceOrder, *, by: Person | None, at: datetime) -> bool:
    """Take an order on from a unit that was dissolved, answered or not. False when it moved meanwhile."""
    had, was_accepted = order.unit_id, order.stage == Stage.ACCEPTED
    try:
        with transaction.atomic():
            end_turn(order, End.UNIT_ENDED, by=by, at=at)
            write("unit_ended", order, by=by, at=at, unit=had, was_accepted=was_accepted)
            ask_next(order, by=None, version=order.version, at=at)
    except OrderMoved:
        return False
    return True


@transaction.atomic
def refuse(*, by: Person, order: ServiceOrder, words: str, at: datetime, version: int | None = None) -> None:
    """Tell whoever ordered that nobody can bring it, and why. Raises: PermissionDenied, NothingSaid, TooLong,
    OrderMoved."""
    require(by, Grant.GIVE_OUT_ORDERS, at=order.community.code)
    said = fits("words", words, RATING_LIMIT)
    if not said:
        raise NothingSaid
    move(order, "refuse", version=version, outcome=said, **ends(at))
    write("refused", order, by=by, at=at)


def _not_of_a_group(order: ServiceOrder) -> None:
    if order.group_id is not None:
        raise GroupRuns

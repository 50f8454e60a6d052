"""Whoever ordered has the word: received or not, and how the service was; cancelled any time before."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F

from linli.commons.actions.orders.moving import end_turn, ends, fits, move, require_speaker, write
from linli.commons.errors.orders import NoSuchMark, OrderMoved
from linli.commons.models import GroupDay, ServiceOrder, Turn
from linli.commons.reads.terms import deliver_by, give_by
from linli.commons.rules.orders import MARKS, RATING_LIMIT, ROUNDS_OF_ONE_UNIT, End, Stage
from linli.orgs.authority import may
from linli.orgs.grants import Grant
from linli.people.models import Person


@transaction.atomic
def receive(
    *,
    by: Person | None,
    order: ServiceOrder,
    at: datetime,
    satisfaction: int | None = None,
    words: str = "",
    version: int | None = None,
) -> None:
    """Say that it came, and how the service was. Raises: PermissionDenied, NoSuchMark, TooLong, OrderMoved."""
    require_speaker(by, order)
    if satisfaction is not None and satisfaction not in MARKS:
        raise NoSuchMark
    said = {"satisfaction": satisfaction, "rating": fits("words", words, RATING_LIMIT), "rated_at": at}
    move(order, "receive", version=version, **said, **ends(at))
    write("received", order, by=by, at=at, satisfaction=satisfaction)


@transaction.atomic
def not_received(
    *, by: Person | None, order: ServiceOrder, at: datetime, words: str = "", version: int | None = None
) -> None:
    """Say that it did not come: the unit has to bring it after all; when that failed before, the unit was
    dissolved, or a group day was missed, the community takes it up. Raises: PermissionDenied, TooLong, OrderMoved."""
    require_speaker(by, order)
    rating = fits("words", words, RATING_LIMIT)
    sets = {"rating": rating, "round": F("round") + 1, "delivered_at": None, "agreed_at": None}
    is_there = order.unit is not None and order.unit.dissolved_at is None
    if is_there and order.group_id is None and order.round < ROUNDS_OF_ONE_UNIT:
        move(order, "do_again", version=version, due_at=deliver_by(order.service, at), **sets)
    else:
        move(order, "look_into", version=version, unit=None, group=None, due_at=give_by(at), **sets)
    write("not_received", order, by=by, at=at, unit=order.unit_id)


@transaction.atomic
def cancel(*, by: Person | None, order: ServiceOrder, at: datetime, version: int | None = None) -> None:
    """Cancel what was not brought yet: by whoever ordered, or at the counter for them.
    Raises: PermissionDenied, OrderMoved."""
    if not may(by, Grant.GIVE_OUT_ORDERS, at=order.community.code):
        require_speaker(by, order, family=True)
    if order.group_id is not None and order.stage == Stage.ACCEPTED:
        GroupDay.objects.filter(pk=order.group_id, taken__gt=0).update(taken=F("taken") - 1)
    unit = order.unit_id
    move(order, "cancel", version=version, **ends(at))
    end_turn(order, End.CANCELLED, by=by, at=at)
    write("cancelled", order, by=by, at=at, unit=unit)


@transaction.atomic
def close(order: ServiceOrder, *, at: datetime) -> bool:
    """Close what nobody said anything about in time. False when somebody did meanwhile."""
    try:
        with transaction.atomic():
            move(order, "close", version=order.version, **ends(at))
    except OrderMoved:
        return False
    write("closed", order, by=None, at=at, unit=order.unit_id)
    return True


@transaction.atomic
def forget(order: ServiceOrder, *, at: datetime) -> bool:
    """Erase contact and words of an order whose term is over. False when that was done."""
    gone = dict.fromkeys(("name", "phone", "address", "words", "rating", "phone_index"), "")
    due = ServiceOrder.objects.filter(pk=order.pk, forgotten_at=None, forget_at__lte=at)
    if not due.update(forgotten_at=at, **gone):
        return False
    Turn.objects.filter(order=order).exclude(words="").update(words="")
    write("forgotten", order, by=None, at=at)
    return True

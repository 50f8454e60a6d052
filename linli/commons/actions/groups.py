"""组团服务日: the community plans a day, units say whether they come, seats are ordered, the day is held."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from linli.commons.actions.orders.moving import fits, move, reason_of, write
from linli.commons.actions.orders.place import lead_of, seat_in
from linli.commons.actions.orders.serve import bring
from linli.commons.errors.orders import (
    AnsweredAlready,
    BadHours,
    BadSeats,
    GroupOver,
    NoSuchUnit,
    NothingSaid,
    NotOnMenu,
    NoUnits,
    OrderMoved,
)
from linli.commons.models import GroupDay, GroupPart, Service, ServiceOrder
from linli.commons.reads.providers import able
from linli.commons.reads.terms import give_by
from linli.commons.rules.orders import (
    ADDRESS_LIMIT,
    AHEAD,
    GROUP_MOVES,
    RATING_LIMIT,
    SEATS_MOST,
    UNITS_MOST,
    Form,
    Stage,
)
from linli.core import log
from linli.core.moves import made
from linli.orgs.authority import require
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation
from linli.people.models import Person
from linli.places.models import Division


@dataclass(frozen=True, slots=True)
class Plan:
    """When and where, for how many, which units are asked to come."""

    starts_at: datetime
    ends_at: datetime
    place: str
    seats: int
    units: Collection[Organisation]
    words: str = ""


@transaction.atomic
def plan(*, by: Person, service: Service, community: Division, says: Plan, at: datetime) -> GroupDay:
    """Plan a day for a service of the group form; it can be ordered at once.
    Raises: PermissionDenied, NotOnMenu, BadHours, BadSeats, NoUnits, NoSuchUnit, NothingSaid, TooLong."""
    require(by, Grant.GIVE_OUT_ORDERS, at=community.code)
    on = timezone.localdate(at)
    offered = Service.objects.valid(on).on_in(community).filter(pk=service.pk, form=Form.GROUP)
    if not offered.exists():
        raise NotOnMenu
    if not at < says.starts_at < says.ends_at <= at + AHEAD:
        raise BadHours
    if not 1 <= says.seats <= SEATS_MOST:
        raise BadSeats
    if not 1 <= len(says.units) <= UNITS_MOST:
        raise NoUnits
    units = {unit.pk for unit in says.units}
    if able(community.code, on).filter(pk__in=units).count() < len(units):
        raise NoSuchUnit
    place, words = fits("place", says.place, ADDRESS_LIMIT), fits("words", says.words, RATING_LIMIT)
    if not place:
        raise NothingSaid
    lead_of(community)
    group = GroupDay.objects.create(
        community=community,
        service=service,
        starts_at=says.starts_at,
        ends_at=says.ends_at,
        place=place,
        words=words,
        seats=says.seats,
        planned_at=at,
        planned_by=by,
    )
    GroupPart.objects.bulk_create(GroupPart(group=group, unit_id=unit) for unit in sorted(units))
    _write("planned", group, by=by, at=at, units=sorted(units))
    return group


@transaction.atomic
def say(*, by: Person, part: GroupPart, comes: bool, at: datetime, reason: str = "") -> None:
    """Say once for one's unit whether it comes on the day, and why not.
    Raises: PermissionDenied, NoReason, GroupOver, AnsweredAlready."""
    require(by, Grant.SERVE_ORDERS, at=part.unit)
    why = "" if comes else reason_of(reason)
    if not GroupDay.objects.open(at).filter(pk=part.group_id).exists():
        raise GroupOver
    answer = {"comes": comes, "reason": why, "answered_at": at, "answered_by": by}
    if not GroupPart.objects.filter(pk=part.pk, answered_at=None).update(**answer):
        raise AnsweredAlready
    _write("answered", part.group, by=by, at=at, unit=part.unit_id, comes=comes)


@transaction.atomic
def let_go(part: GroupPart, *, by: Person | None, at: datetime) -> bool:
    """Ask a unit no more that was dissolved. False when that was done."""
    if not GroupPart.objects.filter(pk=part.pk).delete()[0]:
        return False
    _write("unit_ended", part.group, by=by, at=at, unit=part.unit_id)
    return True


@transaction.atomic
def seat(*, by: Person, order: ServiceOrder, group: GroupDay, at: datetime, version: int | None = None) -> None:
    """Give an order that waits a seat on a day. Raises: PermissionDenied, GroupOver, GroupFull, OrderMoved."""
    require(by, Grant.GIVE_OUT_ORDERS, at=order.community.code)
    seat_in(order, group, by=by, at=at, version=version)


@transaction.atomic
def hold(*, by: Person, group: GroupDay, at: datetime, version: int | None = None) -> int:
    """Say that the day was held: each who came has the word on it. Returns how many orders.
    Raises: PermissionDenied, GroupOver, OrderMoved."""
    require(by, Grant.GIVE_OUT_ORDERS, at=group.community.code)
    if at < group.starts_at:
        raise GroupOver
    if not made(group, GROUP_MOVES["hold"], version=version):
        raise OrderMoved
    orders = _seated(group)
    for order in orders:
        bring(order, by=by, unit=lead_of(group.community), at=at, version=None)
    _write("held", group, by=by, at=at, orders=len(orders))
    return len(orders)


@transaction.atomic
def call_off(*, by: Person, group: GroupDay, words: str, at: datetime, version: int | None = None) -> int:
    """Call the day off: its orders wait with the community for another one. Returns how many.
    Raises: PermissionDenied, NothingSaid, TooLong, OrderMoved."""
    require(by, Grant.GIVE_OUT_ORDERS, at=group.community.code)
    said = fits("words", words, RATING_LIMIT)
    if not said:
        raise NothingSaid
    if not made(group, GROUP_MOVES["call_off"], version=version, outcome=said):
        raise OrderMoved
    orders = _seated(group)
    for order in orders:
        move(order, "hand_back", version=None, unit=None, group=None, agreed_at=None, due_at=give_by(at))
        write("handed_back", order, by=by, at=at, called_off=True)
    _write("called_off", group, by=by, at=at, orders=len(orders))
    return len(orders)


def _seated(group: GroupDay) -> list[ServiceOrder]:
    orders = ServiceOrder.objects.filter(group=group, stage=Stage.ACCEPTED).select_for_update(of=("self",))
    return list(orders.select_related("service", "community").order_by("pk"))


def _write(verb: str, group: GroupDay, *, by: Person | None, at: datetime, **params: object) -> None:
    log.write(f"commons.group_{verb}", group, by=by, at=at, place=group.community.prefix, **params)

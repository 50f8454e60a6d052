"""A service is ordered: by the resident, by family with consent, or at the counter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.utils import timezone

from linli.commons.actions.orders.moving import ask_next, fits, move, write
from linli.commons.actions.saying import committee_of
from linli.commons.errors.orders import BadDay, GroupFull, GroupOver, NoAddress, NoPhone, NothingSaid, NotOnMenu
from linli.commons.follow import new_number
from linli.commons.models import GroupDay, Service, ServiceOrder
from linli.commons.reads.terms import deliver_by, give_by
from linli.commons.rules.orders import (
    ADDRESS_LIMIT,
    AHEAD,
    NAME_LIMIT,
    PHONE_LIMIT,
    WORDS_LIMIT,
    Channel,
    Form,
    PartOfDay,
    Where,
)
from linli.core import crypto
from linli.core.once import once
from linli.orgs.authority import require
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation
from linli.people.models import REPORTER_PHONE_INDEX, Helping, Person
from linli.people.rules import dialled
from linli.places.models import Division


@dataclass(frozen=True, slots=True)
class Wish:
    """What is ordered for whom: how to reach them, where, when it suits, and what is wanted."""

    phone: str
    name: str = ""
    address: str = ""
    words: str = ""
    on: date | None = None
    part_of_day: PartOfDay = PartOfDay.ANY
    by_sms: bool = False


def place(
    *,
    by: Person | None,
    service: Service,
    community: Division,
    wish: Wish,
    intent: UUID,
    at: datetime,
    channel: Channel = Channel.WEB,
    elder: Person | None = None,
    group: GroupDay | None = None,
) -> ServiceOrder:
    """Order a service; asked again under one ``intent``, the same order. ``by`` is whom it is for, a worker on the
    channel desk, or family that orders for ``elder``, who agreed; None has no account.

    Raises: PermissionDenied, NotOnMenu, NoPhone, NoAddress, NothingSaid, TooLong, BadDay, GroupFull, GroupOver,
    IntentConflict.
    """
    wish = _tidy(wish)
    who = [by.pk if by else None, elder.pk if elder else None]
    told = [wish.phone, wish.name, wish.address, wish.words, wish.on, wish.part_of_day, wish.by_sms]
    asked: list[object] = [*who, service.code, community.code, channel, group.pk if group else None, *told]

    def do() -> ServiceOrder:
        if channel == Channel.DESK:
            require(by, Grant.REPORT_FOR_OTHERS, at=community.code)
        elif by is not None and by.is_staff:
            raise PermissionDenied
        if elder is not None and not Helping.objects.live().filter(elder=elder, helper=by).exists():
            raise PermissionDenied
        _check(service, community, wish, at)
        order = _row(by, service, community, wish, intent, channel, elder, at)
        write("placed", order, by=by, at=at, service=service.code, channel=channel)
        if group is not None:
            seat_in(order, group, by=by, at=at)
        elif service.form == Form.MENU:
            ask_next(order, by=None, version=order.version, at=at)
        return order

    return once(ServiceOrder, intent, asked, do, at=at)


def _tidy(wish: Wish) -> Wish:
    return Wish(
        phone=fits("phone", wish.phone, PHONE_LIMIT),
        name=fits("name", wish.name, NAME_LIMIT),
        address=fits("address", wish.address, ADDRESS_LIMIT),
        words=fits("words", wish.words, WORDS_LIMIT),
        on=wish.on,
        part_of_day=wish.part_of_day,
        by_sms=wish.by_sms,
    )


def _check(service: Service, community: Division, wish: Wish, at: datetime) -> None:
    today = timezone.localdate(at)
    if not Service.objects.valid(today).on_in(community).filter(pk=service.pk).exists():
        raise NotOnMenu
    if not wish.phone:
        raise NoPhone
    if service.place == Where.HOME and not wish.address:
        raise NoAddress
    if service.form == Form.CUSTOM and not wish.words:
        raise NothingSaid
    if wish.on is not None and not today <= wish.on <= today + AHEAD:
        raise BadDay("on")


def _row(
    by: Person | None,
    service: Service,
    community: Division,
    wish: Wish,
    intent: UUID,
    channel: Channel,
    elder: Person | None,
    at: datetime,
) -> ServiceOrder:
    is_counter = channel == Channel.DESK
    return ServiceOrder.objects.create(
        number=new_number(at),
        service=service,
        community=community,
        channel=channel,
        person=elder or (None if is_counter else by),
        entered_by=by if is_counter or elder is not None else None,
        intent=intent,
        name=wish.name,
        phone=wish.phone,
        address=wish.address,
        words=wish.words,
        phone_index=crypto.blind(dialled(wish.phone), purpose=REPORTER_PHONE_INDEX),
        wanted_on=wish.on,
        part_of_day=wish.part_of_day,
        by_sms=wish.by_sms,
        placed_at=at,
        promised_at=deliver_by(service, at),
        due_at=give_by(at),
    )


def seat_in(
    order: ServiceOrder, group: GroupDay, *, by: Person | None, at: datetime, version: int | None = None
) -> None:
    """Take a seat of a group day; of many for the last one exactly one gets it.
    Raises: GroupOver, GroupFull, OrderMoved."""
    is_theirs = group.community_id == order.community_id and group.service.code == order.service.code
    if not is_theirs or order.service.form != Form.GROUP:
        raise GroupOver
    days = GroupDay.objects.open(at).filter(pk=group.pk)  # columns of its own: asked again under the row's lock
    if not days.filter(taken__lt=F("seats")).update(taken=F("taken") + 1):
        raise GroupFull if days.exists() else GroupOver
    lead = lead_of(order.community)
    sets = {"unit": lead, "group": group, "agreed_at": group.starts_at, "due_at": group.ends_at}
    move(order, "join_group", version=version, **sets)
    write("seated", order, by=by, at=at, group=group.pk, on=group.starts_at.isoformat())


def lead_of(community: Division) -> Organisation:
    """The committee that answers for group days of its community. Raises: GroupOver, when there is none."""
    committee = committee_of(community)
    if committee is None:
        raise GroupOver
    return committee

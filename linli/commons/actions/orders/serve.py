"""A unit takes an order on, agrees on a time, brings the service; it sees the contact while it has the order."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from linli.commons.actions.orders.moving import end_turn, move, require_unit, write
from linli.commons.errors.orders import BadDay, GroupRuns
from linli.commons.models import ServiceOrder
from linli.commons.reads.terms import answer_by
from linli.commons.rules.orders import AHEAD, OPEN, WITH_A_UNIT, End
from linli.orgs.authority import may, posts_with
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation
from linli.people.models import Look, Person, Purpose


@transaction.atomic
def accept(
    *, by: Person, order: ServiceOrder, at: datetime, agreed_at: datetime | None = None, version: int | None = None
) -> None:
    """Take it on, with the time where one is agreed already; it is due as it was promised when ordered, or as agreed.
    Raises: PermissionDenied, BadDay, OrderMoved."""
    unit = require_unit(by, order)
    due_at = _due(order, agreed_at, at)
    move(order, "accept", version=version, agreed_at=agreed_at, due_at=due_at)
    end_turn(order, End.ACCEPTED, by=by, at=at)
    write("accepted", order, by=by, at=at, unit=unit.pk, due_at=due_at.isoformat(), agreed_at=_told(agreed_at))


@transaction.atomic
def agree(*, by: Person, order: ServiceOrder, agreed_at: datetime, at: datetime, version: int | None = None) -> None:
    """Note the time that was agreed with whoever ordered. Raises: PermissionDenied, GroupRuns, BadDay, OrderMoved."""
    unit = require_unit(by, order)
    if order.group_id is not None:
        raise GroupRuns
    due_at = _due(order, agreed_at, at)
    move(order, "agree", version=version, agreed_at=agreed_at, due_at=due_at)
    write("agreed", order, by=by, at=at, unit=unit.pk, agreed_at=_told(agreed_at))


@transaction.atomic
def deliver(*, by: Person, order: ServiceOrder, at: datetime, version: int | None = None) -> None:
    """Say that it was brought; whoever ordered has the word from then on.
    Raises: PermissionDenied, GroupRuns, OrderMoved."""
    unit = require_unit(by, order)
    if order.group_id is not None:
        raise GroupRuns
    bring(order, by=by, unit=unit, at=at, version=version)


def bring(order: ServiceOrder, *, by: Person, unit: Organisation, at: datetime, version: int | None) -> None:
    move(order, "deliver", version=version, delivered_at=at, due_at=answer_by(at))
    write("delivered", order, by=by, at=at, unit=unit.pk)


@transaction.atomic
def reveal(*, by: Person, order: ServiceOrder, at: datetime) -> tuple[str, str, str]:
    """Name, phone and address of whom it is for, to the unit that has the open order, or to the community's desk. The
    look is written before anything is read. Raises: PermissionDenied."""
    unit = _looking_for(by, order)
    Look.objects.create(
        person_id=order.person_id,
        phone_index=order.phone_index,
        by=by,
        unit_name=unit.name,
        purpose=Purpose.DELIVER_SERVICE,
        fields="name,phone,address",
        about=order.number_shown,
        at=at,
    )
    write("contact_revealed", order, by=by, at=at, unit=unit.pk)
    return order.name, order.phone, order.address


def _looking_for(by: Person, order: ServiceOrder) -> Organisation:
    """The organisation in whose name ``by`` may look, as long as the order is open. Raises: PermissionDenied."""
    fresh = ServiceOrder.objects.filter(pk=order.pk, forgotten_at=None)
    has_it = fresh.filter(unit=order.unit_id, stage__in=WITH_A_UNIT).exists()
    if has_it and order.unit is not None and may(by, Grant.SERVE_ORDERS, at=order.unit):
        return order.unit
    for post in posts_with(by, Grant.GIVE_OUT_ORDERS):
        if order.community.code.startswith(post.prefix) and fresh.filter(stage__in=OPEN).exists():
            return post.organisation
    raise PermissionDenied(Grant.REVEAL.value)


def _due(order: ServiceOrder, agreed_at: datetime | None, at: datetime) -> datetime:
    """Until when it is brought: as promised, later only where that was agreed. Raises: BadDay."""
    if agreed_at is None:
        return order.promised_at
    if not at <= agreed_at <= at + AHEAD:
        raise BadDay("agreed_at")
    return max(agreed_at, order.promised_at)


def _told(at: datetime | None) -> str | None:
    return at.isoformat() if at is not None else None

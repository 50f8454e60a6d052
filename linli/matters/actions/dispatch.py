"""Who does it: one unit leads, others assist, each by a work order of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from linli.core import log
from linli.core.calendar import Limit, working_calendar
from linli.duties.reads import catalogue
from linli.matters.actions import entries
from linli.matters.actions.contact import contact_by, is_reachable
from linli.matters.actions.intake import take_on
from linli.matters.actions.moving import move
from linli.matters.actions.words import remark
from linli.matters.errors import AlreadyLed, LimitTooLong, NobodyCalled, NoUnit, SameUnitTwice
from linli.matters.models import Matter, Proposal, WorkOrder
from linli.matters.reads.routing import rank
from linli.matters.reads.terms import NoTerms, terms_of
from linli.matters.rules import OrderStage, Stage
from linli.orgs.authority import require
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation
from linli.people.models import Person


@transaction.atomic
def dispatch(
    *,
    by: Person,
    matter: Matter,
    lead: Organisation | None,
    assisting: Sequence[Organisation] = (),
    at: datetime,
    task: str = "",
    limit: Limit | None = None,
    version: int | None = None,
) -> list[WorkOrder]:
    """Send work orders: one to the unit that leads, one to each that assists.

    The first time ``lead`` is named; later, when more units are called to help, it is None. A matter still only
    received is accepted on the way. ``task`` is what the desk asks, when it is not the whole matter. ``limit`` is one
    of their own for those that assist; without it they have the promise of the matter, as who leads always has.

    Raises: PermissionDenied, NobodyCalled, AlreadyLed, NoUnit, SameUnitTwice, TooManyWords, LimitTooLong, KindEnded,
    Moved.
    """
    require(by, Grant.DISPATCH, at=matter.place)
    if matter.stage == Stage.RECEIVED:
        require(by, Grant.ACCEPT, at=matter.place)
    return send(by=by, matter=matter, lead=lead, assisting=assisting, at=at, task=task, limit=limit, version=version)


def send(
    *,
    by: Person,
    matter: Matter,
    lead: Organisation | None,
    assisting: Sequence[Organisation] = (),
    at: datetime,
    task: str = "",
    limit: Limit | None = None,
    version: int | None = None,
) -> list[WorkOrder]:
    """What ``dispatch`` does, for an action that has asked for another authority; within its transaction.

    Raises: NobodyCalled, AlreadyLed, NoUnit, SameUnitTwice, TooManyWords, LimitTooLong, KindEnded, Moved.
    """
    units = [*([lead] if lead else []), *assisting]
    live = matter.orders.exclude(stage=OrderStage.CANCELLED)
    _check(matter, lead, units, list(live.values_list("unit_id", "leads")))
    task = remark(task, "task")
    if matter.stage == Stage.RECEIVED:
        take_on(by=by, matter=matter, at=at, version=version)
        version = None
    move(matter, "dispatch", version=version, **({"unit": lead} if lead else {}))
    orders = work_orders(matter, lead, units, task=task, limit=limit, by=by, at=at)
    if limit is not None and matter.due_at is not None and working_calendar().due(at, limit) > matter.due_at:
        raise LimitTooLong
    if lead is not None and is_reachable(matter.reporters.select_related("person")):
        orders[0].contact_by = contact_by(matter, at)
    try:
        with transaction.atomic():
            WorkOrder.objects.bulk_create(orders)
    except IntegrityError as error:
        raise SameUnitTwice from error
    if lead is not None:
        Proposal.objects.filter(matter=matter, taken=None).update(taken=rank(matter, lead.pk, at))
    log.keep(*(entries.order_dispatched(order, by, at) for order in orders))
    log.keep(entries.dispatched(matter, orders, by, at))
    return orders


def work_orders(
    matter: Matter,
    lead: Organisation | None,
    units: Sequence[Organisation],
    *,
    task: str,
    limit: Limit | None = None,
    by: Person,
    at: datetime,
) -> list[WorkOrder]:
    """The orders of one dispatch, not yet saved."""
    sign_by = _sign_by(matter, at)
    made = []
    for unit in units:
        order = WorkOrder(matter=matter, unit=unit, leads=unit == lead, task=task, dispatched_by=by)
        order.dispatched_at = order.taken_up_at = order.warn_at = at
        order.sign_by, order.due_at = sign_by, matter.due_at or at
        if limit is not None and not order.leads:
            order.limit_amount, order.limit_unit = limit.amount, limit.unit
            order.due_at = working_calendar().due(at, limit)
        else:
            order.paused_at, order.paused_due_at = matter.paused_at, matter.paused_due_at
        made.append(order)
    return made


def _sign_by(matter: Matter, at: datetime) -> datetime | None:
    """When the order must be signed for; None where a county has set no terms."""
    try:
        return working_calendar().due(at, terms_of(matter, timezone.localdate(at)).sign)
    except NoTerms:
        return None


def _check(
    matter: Matter, lead: Organisation | None, units: Sequence[Organisation], live: Sequence[tuple[int, bool]]
) -> None:
    has_lead = any(leads for _, leads in live)
    if not units or (lead is None and not has_lead):
        raise NobodyCalled
    names = [unit.pk for unit in units]
    if len(set(names)) != len(names) or set(names) & {unit for unit, _ in live}:
        raise SameUnitTwice
    if lead is not None and has_lead:
        raise AlreadyLed
    for pk in names:
        check_unit(matter, pk)


def check_unit(matter: Matter, pk: int) -> None:
    """Raises: NoUnit, unless the organisation has a part in the place of the matter."""
    unit = catalogue().units.by_pk.get(pk)
    if unit is None or not (matter.place.startswith(unit.prefix) or unit.prefix.startswith(matter.place)):
        raise NoUnit

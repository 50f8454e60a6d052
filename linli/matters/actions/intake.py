"""What the desk decides about a matter that came in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from linli.core import log
from linli.core.calendar import working_calendar
from linli.duties.models import Kind
from linli.duties.reads import catalogue
from linli.matters.actions.moving import move, move_order
from linli.matters.errors import (
    NobodyCalled,
    NoSelfMerge,
    NothingSaid,
    NotTheirs,
    NoUnit,
    SameUnitTwice,
)
from linli.matters.models import Matter, Reporter, WorkOrder
from linli.matters.rules import OPEN_STAGES, DeclineReason, Stage
from linli.orgs.authority import require
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation
from linli.people.models import Person


@transaction.atomic
def accept(*, by: Person, matter: Matter, at: datetime, kind: Kind | None = None, version: int | None = None) -> Matter:
    """Take ``matter`` on, as the kind it was reported as or as a better one; the promise then follows that kind,
    still counted from when it was received. Raises: PermissionDenied, KindEnded, Moved."""
    require(by, Grant.ACCEPT, at=matter.place)
    sets: dict[str, object] = {"accepted_at": at}
    if kind is not None and kind.pk != matter.kind_id:
        row = catalogue().row(kind.pk, timezone.localdate(at))
        sets |= {"kind": kind, "row_id": row.pk, "due_at": working_calendar().due(matter.received_at, row.limit)}
    move(matter, "accept", version=version, **sets)
    log.write(
        "matters.accepted",
        matter,
        by=by,
        at=at,
        place=matter.place,
        kind=matter.kind_id,
        row=matter.row_id,
        due_at=matter.due_at.isoformat() if matter.due_at else None,
    )
    return matter


@transaction.atomic
def decline(
    *, by: Person, matter: Matter, reason: DeclineReason, words: str, at: datetime, version: int | None = None
) -> Matter:
    """Refuse ``matter`` and say why and which door to knock at. Raises: PermissionDenied, NothingSaid, Moved."""
    require(by, Grant.ACCEPT, at=matter.place)
    if not words.strip():
        raise NothingSaid
    move(matter, "decline", version=version, decline_reason=reason, decline_words=words.strip(), closed_at=at)
    log.write("matters.declined", matter, by=by, at=at, place=matter.place, reason=reason)
    return matter


@transaction.atomic
def merge(*, by: Person, matter: Matter, into: Matter, at: datetime, version: int | None = None) -> Matter:
    """Join ``matter`` to the open one that tells the same; its reporters follow that one from now on.
    Raises: PermissionDenied, NoSelfMerge, Moved."""
    require(by, Grant.ACCEPT, at=matter.place)
    require(by, Grant.ACCEPT, at=into.place)
    if into.pk == matter.pk or into.stage not in OPEN_STAGES:
        raise NoSelfMerge
    move(matter, "merge", version=version, merged_into=into, closed_at=at)
    log.write("matters.merged", matter, by=by, at=at, place=matter.place, into=into.pk)
    return matter


@transaction.atomic
def withdraw(*, reporter: Reporter, at: datetime, version: int | None = None) -> Matter:
    """The reporter takes it back. Raises: NotTheirs when others reported it too, Moved."""
    matter = reporter.matter
    if matter.reporters.exclude(pk=reporter.pk).exists() or matter.merged.exists():
        raise NotTheirs
    move(matter, "withdraw", version=version, closed_at=at)
    for order in matter.orders.open():
        move_order(order, "cancel")
        log.write("matters.order_cancelled", order, by=reporter.person, at=at, place=matter.place, matter=matter.pk)
    log.write("matters.withdrawn", matter, by=reporter.person, at=at, place=matter.place)
    return matter


@transaction.atomic
def dispatch(
    *,
    by: Person,
    matter: Matter,
    lead: Organisation,
    assisting: Sequence[Organisation] = (),
    at: datetime,
    task: str = "",
    version: int | None = None,
) -> list[WorkOrder]:
    """Send work orders: one to the unit that leads, one to each that assists. A matter still only received is
    accepted on the way. Raises: PermissionDenied, NobodyCalled, NoUnit, SameUnitTwice, Moved."""
    require(by, Grant.DISPATCH, at=matter.place)
    units = [lead, *assisting]
    if not all(units):
        raise NobodyCalled
    if len({unit.pk for unit in units}) != len(units):
        raise SameUnitTwice
    known = catalogue().units.by_pk
    if any(unit.pk not in known for unit in units):
        raise NoUnit
    if matter.stage == Stage.RECEIVED:
        accept(by=by, matter=matter, at=at, version=version)
        version = None
    leads = not matter.orders.exclude(stage="cancelled").filter(leads=True).exists()
    move(matter, "dispatch", version=version, **({"unit": lead} if leads else {}))
    try:
        with transaction.atomic():
            orders = [
                WorkOrder.objects.create(
                    matter=matter,
                    unit=unit,
                    leads=leads and unit.pk == lead.pk,
                    task=task,
                    due_at=matter.due_at or at,
                    dispatched_at=at,
                    dispatched_by=by,
                )
                for unit in units
            ]
    except IntegrityError as error:
        raise SameUnitTwice from error
    for order in orders:
        log.write(
            "matters.order_dispatched",
            order,
            by=by,
            at=at,
            place=matter.place,
            matter=matter.pk,
            unit=order.unit_id,
            leads=order.leads,
            due_at=order.due_at.isoformat(),
        )
    log.write("matters.dispatched", matter, by=by, at=at, place=matter.place, units=[u.pk for u in units])
    return orders

"""退单: a unit hands an order back and names the right owner; once for each leg, then the centre coordinates."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from linli.core import intents, log
from linli.core.dated import in_force
from linli.duties.reads import catalogue
from linli.duties.reads.lists import Citation, UnknownCitation, cited
from linli.duties.rules import level_of
from linli.matters.actions import entries
from linli.matters.actions.dispatch import check_unit
from linli.matters.actions.moving import hold, hold_order, move_order
from linli.matters.actions.pause import end_what_runs
from linli.matters.actions.words import reason as needed
from linli.matters.errors import (
    FirstReturn,
    HandBackOver,
    Moved,
    NoBasis,
    NoCitation,
    NoOwner,
    SecondReturn,
    TooManyWords,
    UnknownReason,
)
from linli.matters.models import Dispute, Return, ReturnReason, WorkOrder
from linli.matters.reads.returns import before, until
from linli.matters.rules import AT_WORK_STAGES, BASIS_LIMIT, tidy
from linli.orgs.authority import require
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation
from linli.people.models import Person


@transaction.atomic
def hand_back(
    *,
    by: Person,
    order: WorkOrder,
    reason: str,
    words: str,
    at: datetime,
    basis: str = "",
    cites: str = "",
    owner: Organisation | None = None,
    version: int | None = None,
    intent: UUID | None = None,
) -> Return:
    """Say that ``order`` is not this unit's: why (the code of a ``ReturnReason``), by what law or rule, whose it is.

    ``cites`` is the code of an item of the unit's duty list; it stands for the basis, and the owner that it names for
    ``owner``. To hand an order back is to have received it.
    Raises: PermissionDenied, UnknownReason, NothingSaid, TooManyWords, NoBasis, NoCitation, UnknownCitation, NoOwner,
    NoUnit, HandBackOver, SecondReturn, IntentConflict, Moved.
    """
    require(by, Grant.HANDLE, at=order.unit, place=order.matter.place)
    words, basis = needed(words), tidy(basis)
    if intents.is_repeat(intent, ["hand_back", by.pk, order.pk, reason, words], order, at=at):
        return Return.objects.filter(order=order).latest("pk")
    if len(basis) > BASIS_LIMIT:
        raise TooManyWords("basis", BASIS_LIMIT)
    why = ReturnReason.objects.filter(in_force(timezone.localdate(at)), code=reason).first()
    if why is None:
        raise UnknownReason
    item = _cited(order, cites, at)
    if why.cites_list and item is None:
        raise NoCitation
    owner = owner or (item and owner_named(order, item)) or None
    if why.names_owner and (owner is None or owner.pk == order.unit_id):
        raise NoOwner
    if owner is not None:
        check_unit(order.matter, owner.pk)
    basis = basis or (item.basis or item.title if item is not None else "")
    if why.names_owner and not basis and item is None:
        raise NoBasis
    hold(order.matter)
    hold_order(order)
    if order.stage not in AT_WORK_STAGES:
        raise Moved(order)
    if before(order) is not None:
        raise SecondReturn
    if at > until(order):
        raise HandBackOver
    signed = {} if order.signed_at is not None else {"signed_at": at, "signed_by": by}
    end_what_runs(order, by=by, at=at)
    move_order(order, "hand_back", version=version, **signed)
    row = Return.objects.create(
        order=order, reason=why, words=words, basis=basis, cites=cites, owner=owner, asked_at=at, asked_by=by
    )
    log.keep(entries.order_handed_back(order, by, at, reason=why.code, owner=owner.pk if owner else None))
    return row


@transaction.atomic
def dispute(*, by: Person, order: WorkOrder, words: str, at: datetime, version: int | None = None) -> Dispute:
    """A leg that was handed back once is still not taken: ask the centre to coordinate. The order stays with the unit
    and its clock goes on meanwhile.
    Raises: PermissionDenied, NothingSaid, TooManyWords, FirstReturn, SecondReturn, HandBackOver, Moved."""
    require(by, Grant.HANDLE, at=order.unit, place=order.matter.place)
    words = needed(words)
    hold_order(order)
    if order.stage not in AT_WORK_STAGES or version not in (None, order.version):
        raise Moved(order)
    first = before(order)
    if first is None:
        raise FirstReturn
    if at > until(order):
        raise HandBackOver
    try:
        with transaction.atomic():
            row = Dispute.objects.create(
                matter=order.matter, handed_back=first, order=order, words=words, opened_at=at, opened_by=by
            )
    except IntegrityError as error:
        raise SecondReturn from error
    log.keep(entries.order_disputed(order, by, at))
    return row


def owner_named(order: WorkOrder, item: Citation) -> Organisation | None:
    """The unit that an item of a list names as the right owner, at the place of the matter."""
    named = (
        catalogue().units.covering(order.matter.place, item.owner_kind, item.owner_duty) if item.owner_kind else None
    )
    return Organisation.objects.get(pk=named.pk) if named is not None else None


def _cited(order: WorkOrder, code: str, at: datetime) -> Citation | None:
    if not code:
        return None
    level = level_of(order.unit.kind)
    if level is None:
        raise UnknownCitation
    kind = catalogue().kinds[order.matter.kind_id].code
    return cited(level, code, timezone.localdate(at), kind_code=kind, place=order.matter.place)

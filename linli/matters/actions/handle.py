"""What a unit does with its work order before it answers: sign, begin, tell how it goes, contact the reporter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from linli.core import intents, log
from linli.core.models import Attachment
from linli.core.once import once
from linli.matters.actions import entries
from linli.matters.actions.moving import hold, hold_order, move_order
from linli.matters.actions.photos import attach, sums
from linli.matters.errors import Moved, NotContacted, NothingSaid, TooManyWords
from linli.matters.models import ContactTry, Matter, Note, Photo, WorkOrder
from linli.matters.rules import AT_WORK_STAGES, WORDS_LIMIT, OrderStage, could_be, tidy
from linli.orgs.authority import require
from linli.orgs.grants import Grant
from linli.people.models import Person


@transaction.atomic
def sign(
    *, by: Person, order: WorkOrder, at: datetime, version: int | None = None, intent: UUID | None = None
) -> WorkOrder:
    """Confirm that the order arrived. Raises: PermissionDenied, IntentConflict, Moved."""
    require(by, Grant.HANDLE, at=order.unit, place=order.matter.place)
    if intents.is_repeat(intent, ["sign", by.pk, order.pk], order, at=at):
        return order
    move_order(order, "sign", version=version, signed_at=at, signed_by=by)
    log.keep(entries.order_signed(order, by, at))
    return order


@transaction.atomic
def start(
    *, by: Person, order: WorkOrder, at: datetime, version: int | None = None, intent: UUID | None = None
) -> WorkOrder:
    """Begin the work on the spot (到场). Raises: PermissionDenied, IntentConflict, Moved."""
    require(by, Grant.HANDLE, at=order.unit, place=order.matter.place)
    if intents.is_repeat(intent, ["start", by.pk, order.pk], order, at=at):
        return order
    move_order(order, "start", version=version)
    log.keep(entries.order_started(order, by, at))
    return order


@transaction.atomic
def note(
    *,
    by: Person,
    order: WorkOrder,
    words: str,
    photos: Sequence[Attachment] = (),
    at: datetime,
    intent: UUID | None = None,
    late: bool = False,
) -> Note:
    """Tell what is being done; the first note also says that the work began. Sent again under the same ``intent``
    (by a phone that was offline), it is the note that stands already. ``late`` is what was done before the unit knew
    that the order had moved on: it is kept whatever stage the order has, and moves nothing that stands.
    Raises: PermissionDenied, NothingSaid, TooManyWords, TooManyPhotos, IntentConflict, Moved."""
    require(by, Grant.HANDLE, at=order.unit, place=order.matter.place)
    words = tidy(words)
    if not words and not photos:
        raise NothingSaid
    if len(words) > WORDS_LIMIT:
        raise TooManyWords
    hold_order(order)

    def write() -> Note:
        return _note(by, order, words, photos, at, late=late)

    if intent is None:
        return write()
    return once(Note, intent, ["note", by.pk, order.pk, words, sums(photos)], write, at=at)


def _note(by: Person, order: WorkOrder, words: str, photos: Sequence[Attachment], at: datetime, *, late: bool) -> Note:
    if order.stage == OrderStage.SIGNED:
        move_order(order, "start")
    elif order.stage != OrderStage.IN_HAND and not late:
        raise Moved(order)
    row = Note.objects.create(order=order, words=words, at=at, by=by)
    attach(order.matter, photos, phase=Photo.Phase.AFTER if late else Photo.Phase.BEFORE, note=row)
    log.keep(entries.order_noted(order, by, at, photos=len(photos)))
    return row


@transaction.atomic
def contacted(
    *,
    by: Person,
    order: WorkOrder,
    reached: bool,
    at: datetime,
    tried_at: datetime | None = None,
    intent: UUID | None = None,
) -> ContactTry:
    """Note that the unit called or visited the reporter, at ``tried_at`` (now), and reached them or not.
    Raises: PermissionDenied, NotContacted for an instant that cannot be, IntentConflict, Moved."""
    require(by, Grant.HANDLE, at=order.unit, place=order.matter.place)
    if intents.is_repeat(intent, ["contacted", by.pk, order.pk, reached], order, at=at):
        return order.contact_tries.filter(by=by).latest("pk")
    tried_at = tried_at or at
    hold(order.matter)
    hold_order(order)
    if order.stage not in AT_WORK_STAGES:
        raise Moved(order)
    if not could_be(tried_at, since=order.matter.received_at, now=at):
        raise NotContacted
    matter = order.matter
    row = ContactTry.objects.create(order=order, round=matter.round, reached=reached, tried_at=tried_at, at=at, by=by)
    if not reached:
        log.keep(entries.order_contact_tried(order, by, at))
    elif not first_contact(matter, by=by, contacted_at=tried_at, at=at):
        log.keep(entries.order_contacted(order, by, at))
    return row


def first_contact(matter: Matter, *, by: Person, contacted_at: datetime, at: datetime) -> bool:
    """Note when a reporter was first contacted; False when that is known already. Hold the matter."""
    if matter.contacted_at is not None:
        return False
    matter.contacted_at = contacted_at
    Matter.objects.filter(pk=matter.pk).update(contacted_at=contacted_at)
    log.keep(entries.contacted(matter, by, at))
    return True

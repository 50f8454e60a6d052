"""What a unit does with its work order: sign, note, answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from linli.core import intents, log
from linli.core.models import Attachment
from linli.matters.actions import entries
from linli.matters.actions.moving import hold, hold_order, move, move_order
from linli.matters.actions.pause import end_what_runs
from linli.matters.actions.photos import attach
from linli.matters.errors import Moved, NothingSaid, TooManyWords
from linli.matters.models import Answer, Note, Photo, WorkOrder
from linli.matters.rules import WORDS_LIMIT, OrderStage, tidy
from linli.orgs.authority import require
from linli.orgs.grants import Grant
from linli.people.models import Person


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer as it will be sent: shown to its writer as the reporter will read it."""

    words: str
    photos: Sequence[Attachment] = ()


@transaction.atomic
def sign(*, by: Person, order: WorkOrder, at: datetime, version: int | None = None) -> WorkOrder:
    """Confirm that the order arrived. Raises: PermissionDenied, Moved."""
    require(by, Grant.HANDLE, at=order.unit, place=order.matter.place)
    move_order(order, "sign", version=version, signed_at=at, signed_by=by)
    log.keep(entries.order_signed(order, by, at))
    return order


@transaction.atomic
def start(*, by: Person, order: WorkOrder, at: datetime, version: int | None = None) -> WorkOrder:
    """Begin the work on the spot (到场). Raises: PermissionDenied, Moved."""
    require(by, Grant.HANDLE, at=order.unit, place=order.matter.place)
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
) -> Note:
    """Tell what is being done; the first note also says that the work began. Sent again under the same ``intent``
    (by a phone that was offline), it is the note that stands already.
    Raises: PermissionDenied, NothingSaid, TooManyWords, TooManyPhotos, IntentConflict, Moved."""
    require(by, Grant.HANDLE, at=order.unit, place=order.matter.place)
    words = tidy(words)
    if not words and not photos:
        raise NothingSaid
    if len(words) > WORDS_LIMIT:
        raise TooManyWords
    hold_order(order)
    body = intents.digest(["note", by.pk, order.pk, words, [photo.sha256 for photo in photos]])
    known = intents.found(intent, body) if intent is not None else None
    if known is not None:
        return Note.objects.get(pk=known)
    if order.stage == OrderStage.SIGNED:
        move_order(order, "start")
    elif order.stage != OrderStage.IN_HAND:
        raise Moved(order)
    row = Note.objects.create(order=order, words=words, at=at, by=by)
    attach(order.matter, photos, phase=Photo.Phase.BEFORE, note=row)
    if intent is not None:
        intents.record(intent, body, row, at=at)
    log.keep(entries.order_noted(order, by, at, photos=len(photos)))
    return row


@transaction.atomic
def finish(*, by: Person, order: WorkOrder, answer: Draft, at: datetime, version: int | None = None) -> WorkOrder:
    """Answer the order. When it was the last open one, the matter is answered with the lead's words.
    Raises: PermissionDenied, NothingSaid, TooManyWords, TooManyPhotos, Moved."""
    require(by, Grant.HANDLE, at=order.unit, place=order.matter.place)
    words = tidy(answer.words)
    if not words:
        raise NothingSaid
    if len(words) > WORDS_LIMIT:
        raise TooManyWords
    matter = order.matter
    hold(matter)  # of two units that finish at once, the second must see that it is the last
    order.matter = matter
    end_what_runs(order, by=by, at=at)
    move_order(order, "finish", version=version, done_at=at, done_by=by)
    row = Answer.objects.create(order=order, round=matter.round, words=words, at=at, by=by)
    attach(matter, answer.photos, phase=Photo.Phase.AFTER, answer=row)
    log.keep(entries.order_done(order, by, at, round=matter.round))
    if not matter.orders.open().exists():
        move(matter, "answer", answered_at=at)
        log.keep(entries.answered(matter, by, at))
    return order

"""What a unit does with its work order: sign, note, answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from linli.core import log
from linli.core.models import Attachment
from linli.matters.actions.moving import move, move_order
from linli.matters.actions.photos import attach
from linli.matters.errors import Moved, NothingSaid, TooManyWords
from linli.matters.models import Answer, Note, Photo, WorkOrder
from linli.matters.rules import OPEN_ORDER_STAGES, WORDS_LIMIT, OrderStage
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
    require(by, Grant.HANDLE, at=order.unit)
    move_order(order, "sign", version=version, signed_at=at, signed_by=by)
    _log("matters.order_signed", order, by, at)
    return order


@transaction.atomic
def start(*, by: Person, order: WorkOrder, at: datetime, version: int | None = None) -> WorkOrder:
    """Begin the work on the spot (到场). Raises: PermissionDenied, Moved."""
    require(by, Grant.HANDLE, at=order.unit)
    move_order(order, "start", version=version)
    _log("matters.order_started", order, by, at)
    return order


@transaction.atomic
def note(*, by: Person, order: WorkOrder, words: str, photos: Sequence[Attachment] = (), at: datetime) -> Note:
    """Tell what is being done; the first note also says that the work began.
    Raises: PermissionDenied, NothingSaid, TooManyWords, TooManyPhotos, Moved."""
    require(by, Grant.HANDLE, at=order.unit)
    if not words.strip() and not photos:
        raise NothingSaid
    if len(words) > WORDS_LIMIT:
        raise TooManyWords
    if order.stage == OrderStage.SIGNED:
        move_order(order, "start")
    elif order.stage not in OPEN_ORDER_STAGES or order.stage == OrderStage.DISPATCHED:
        raise Moved(order)
    row = Note.objects.create(order=order, words=words.strip(), at=at, by=by)
    attach(order.matter, photos, phase=Photo.Phase.BEFORE, note=row)
    _log("matters.order_noted", order, by, at, photos=len(photos))
    return row


@transaction.atomic
def finish(*, by: Person, order: WorkOrder, answer: Draft, at: datetime, version: int | None = None) -> WorkOrder:
    """Answer the order. When it was the last open one, the matter is answered with the lead's words.
    Raises: PermissionDenied, NothingSaid, TooManyWords, TooManyPhotos, Moved."""
    require(by, Grant.HANDLE, at=order.unit)
    if not answer.words.strip():
        raise NothingSaid
    if len(answer.words) > WORDS_LIMIT:
        raise TooManyWords
    move_order(order, "finish", version=version, done_at=at, done_by=by)
    matter = order.matter
    matter.refresh_from_db()
    row = Answer.objects.create(order=order, round=matter.round, words=answer.words.strip(), at=at, by=by)
    attach(matter, answer.photos, phase=Photo.Phase.AFTER, answer=row)
    _log("matters.order_done", order, by, at, round=matter.round)
    if not matter.orders.open().exists():
        move(matter, "answer", answered_at=at)
        log.write("matters.answered", matter, by=by, at=at, place=matter.place, unit=order.unit_id, round=matter.round)
    return order


def _log(verb: str, order: WorkOrder, by: Person, at: datetime, **params: object) -> None:
    log.write(verb, order, by=by, at=at, place=order.matter.place, matter=order.matter_id, unit=order.unit_id, **params)

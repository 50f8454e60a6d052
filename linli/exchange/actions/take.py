"""An order of a partner becomes a matter: once, whatever the number of times it is sent."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from linli.core import crypto, intents, log
from linli.core.calendar import working_calendar
from linli.core.calendar.rules import Limit, LimitUnit
from linli.core.intents import IntentConflict
from linli.duties.reads import catalogue
from linli.duties.seeds import NOT_SURE
from linli.exchange.errors import OrderConflict
from linli.exchange.models import ClassRow, Order, Partner
from linli.matters import actions as matters
from linli.matters.actions import Contact, Receipt, receipt_of
from linli.matters.actions.promise import Point
from linli.matters.errors import OutsideCounty
from linli.matters.models import Channel, Matter
from linli.places.reads import gazetteer


@dataclass(frozen=True, slots=True)
class Said:
    """An order as a partner sends it; the fields that GB/T 33358 asks of a hotline's order. ``kind`` is the
    partner's class, ``point`` in CGCS2000 degrees; instants know their zone."""

    number: str
    words: str
    kind: str = ""
    channel: str = ""  # phone, WeChat …, as the partner calls it
    handler: str = ""  # the unit that the partner would ask
    received_at: datetime | None = None
    due_at: datetime | None = None
    call_back: bool = True  # the requester wants to be called back
    place: str = ""
    point: Point | None = None
    address: str = ""
    requester: Contact = field(default_factory=Contact)


@dataclass(frozen=True, slots=True)
class Taken:
    """An order that is here, and the receipt of its matter; ``is_new`` when this call took it."""

    order: Order
    receipt: Receipt
    is_new: bool


@transaction.atomic
def take(*, partner: Partner, said: Said, at: datetime) -> Taken:
    """Take an order in. The same order under the same number gives the same receipt for good; what was read as
    history under it before (``matters.imports``) is the matter that it speaks of.

    Raises: OrderConflict, UnknownPlace, TooManyWords.
    """
    digest = intents.digest(asdict(said))
    known = _known(partner, said.number, digest)
    if known is not None:
        return _again(known)
    row = ClassRow.objects.valid(timezone.localdate(at)).filter(partner=partner, name=said.kind).first()
    matter = Matter.objects.filter(source=partner.code, source_id=said.number).first()
    try:
        with transaction.atomic():
            if matter is None:
                pk = _receive(partner, said, row, at).pk
                matter = Matter.objects.get(pk=pk)
            order = Order.objects.create(
                partner=partner,
                number=said.number,
                digest=digest,
                matter=matter,
                told=_told(said),
                due_at=said.due_at or _promised(row, said.received_at or at),
                taken_at=at,
            )
    except (IntegrityError, IntentConflict) as error:  # the same number came a moment before, by another way
        known = _known(partner, said.number, digest)
        if known is None:
            raise OrderConflict(said.number) from error
        return _again(known)
    log.write("exchange.order_taken", order, by=None, at=at, place=matter.place, partner=partner.code, matter=matter.pk)
    return Taken(order, receipt_of(matter, intent_of(order)), is_new=True)


def intent_of(order: Order) -> UUID:
    """The intent under which an order was received: keyed, so that nobody else can use it before."""
    return _intent(order.partner, order.number)


def _intent(partner: Partner, number: str) -> UUID:
    return UUID(hex=crypto.blind(f"{partner.pk}:{number}", purpose="exchange.order"))


def _known(partner: Partner, number: str, digest: str) -> Order | None:
    order = Order.objects.filter(partner=partner, number=number).select_related("matter", "partner").first()
    if order is not None and order.digest != digest:
        raise OrderConflict(number)
    return order


def _again(order: Order) -> Taken:
    return Taken(order, receipt_of(order.matter, intent_of(order)), is_new=False)


def _receive(partner: Partner, said: Said, row: ClassRow | None, at: datetime) -> Receipt:
    """By the same door as everybody. A point outside the county is the centre's to decide about, so nothing is lost."""

    def received(place: str, point: Point | None) -> Receipt:
        return matters.receive(
            by=None,
            at=at,
            intent=_intent(partner, said.number),
            kind=_kind(said, row, at),
            channel=Channel.HOTLINE,
            place=place,
            point=point,
            address=said.address,
            words=said.words,
            contact=said.requester,
        )

    try:
        return received(said.place or gazetteer().county or "", said.point)
    except OutsideCounty:
        return received(gazetteer().county or "", None)


def _kind(said: Said, row: ClassRow | None, at: datetime) -> str:
    """By the table of classes, else by the code of the catalogue, else by the words, else 说不清."""
    book, on = catalogue(), timezone.localdate(at)
    offered = {kind.code for kind in book.open_kinds(on)}
    for code in (row.kind.code if row is not None else "", said.kind):
        if code in offered:
            return code
    guesses = book.guess(said.words, on, most=1)
    return guesses[0][0].code if guesses else NOT_SURE


def _promised(row: ClassRow | None, since: datetime) -> datetime | None:
    """What the partner promises for a class, when the order itself says nothing."""
    if row is None or row.limit_amount is None:
        return None
    return working_calendar().due(since, Limit(row.limit_amount, LimitUnit(row.limit_unit)))


def _told(said: Said) -> dict[str, object]:
    return {
        "class": said.kind,
        "channel": said.channel,
        "handler": said.handler,
        "received_at": said.received_at.isoformat() if said.received_at is not None else None,
        "call_back": said.call_back,
    }

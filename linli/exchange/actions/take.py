"""An order of a hotline becomes a matter like any other."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from linli.core import intents
from linli.core.calendar import working_calendar
from linli.core.calendar.rules import Limit, LimitUnit
from linli.duties.reads import catalogue
from linli.duties.seeds import NOT_SURE
from linli.exchange.actions.once import Taken, once
from linli.exchange.models import ClassRow, Partner
from linli.matters import actions as matters
from linli.matters.actions import Contact, Receipt
from linli.matters.errors import OutsideCounty
from linli.matters.models import Channel, Matter
from linli.matters.reads.promising import Point
from linli.places.reads import gazetteer


@dataclass(frozen=True, slots=True)
class Said:
    """An order as a hotline sends it; the fields that GB/T 33358 asks of a hotline's order. ``kind`` is the
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


def take(*, partner: Partner, said: Said, at: datetime) -> Taken:
    """Take an order in. The same order under the same number gives the same receipt for good; what was read as
    history under it before (``matters.imports``) is the matter that it speaks of.

    Raises: OrderConflict, UnknownPlace, TooManyWords.
    """
    row = ClassRow.objects.valid(timezone.localdate(at)).filter(partner=partner, name=said.kind).first()
    due_at = said.due_at or _promised(row, said.received_at or at)

    def receive(intent: UUID) -> Matter:
        before = Matter.objects.filter(source=partner.code, source_id=said.number).first()
        return before or Matter.objects.get(pk=_receive(said, row, intent, at, given=due_at).pk)

    return once(
        partner=partner,
        number=said.number,
        digest=intents.digest(asdict(said)),
        receive=receive,
        at=at,
        told=_told(said),
        due_at=due_at,
    )


def _receive(said: Said, row: ClassRow | None, intent: UUID, at: datetime, *, given: datetime | None) -> Receipt:
    """By the same door as everybody. A point outside the county is the centre's to decide about, so nothing is lost."""

    def received(place: str, point: Point | None) -> Receipt:
        return matters.receive(
            by=None,
            at=at,
            intent=intent,
            kind=_kind(said, row, at),
            channel=Channel.HOTLINE,
            place=place,
            point=point,
            address=said.address,
            words=said.words,
            contact=said.requester,
            given=given,
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

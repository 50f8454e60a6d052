"""A resident says something: it is placed, given a kind, an owner and a promise, and kept; all or nothing."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from linli.core import crypto, intents, log
from linli.core.calendar import working_calendar
from linli.core.models import Attachment
from linli.duties.reads import Catalogue, catalogue
from linli.duties.rules import Case, KindFacts, RowFacts, Suggestion, UnitFacts
from linli.matters import follow
from linli.matters.actions.photos import attach
from linli.matters.errors import MissingReply, OutsideCounty, TooManyPhotos, TooManyWords, UnknownKind, UnknownPlace
from linli.matters.models import Channel, Matter, Photo, Proposal, Reporter
from linli.matters.rules import PHOTOS_LIMIT, WORDS_LIMIT
from linli.orgs.authority import require
from linli.orgs.grants import Grant
from linli.people.models import REPORTER_PHONE_INDEX, Person
from linli.places.reads import gazetteer

NUMBER_TRIES = 5


@dataclass(frozen=True, slots=True)
class Contact:
    """How a reporter can be reached; both may be empty."""

    name: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a reporter gets back: who answers, by when, and the key to follow it."""

    pk: int
    number: str
    follow_code: str
    unit: UnitFacts | None
    due_at: datetime | None
    assumed_years: tuple[int, ...]  # whose holidays were not announced when the promise was made
    is_new: bool = field(default=False, compare=False)  # False: this intent was here before


def receive(
    *,
    by: Person | None,
    at: datetime,
    intent: UUID,
    kind: str,
    channel: Channel,
    place: str = "",
    point: tuple[float, float] | None = None,
    address: str = "",
    words: str = "",
    replies: Mapping[str, Any] | None = None,
    photos: Sequence[Attachment] = (),
    contact: Contact | None = None,
    is_public: bool = False,
) -> Receipt:
    """Take in what somebody says and promise a time.

    ``kind`` is a code of the third level; ``point`` (longitude, latitude in CGCS2000 degrees) wins over ``place``
    (a code of 6 to 15 digits, zeros at the end allowed). ``by`` is the reporter, or the worker who enters it for
    somebody else on the channels field, desk and phone; None is a reporter without an account.
    The same ``intent`` gives the same receipt.

    Raises: PermissionDenied, IntentConflict, UnknownKind, KindEnded, UnknownPlace, OutsideCounty, TooManyWords,
    TooManyPhotos, MissingReply.
    """
    body = intents.digest(
        [
            kind,
            channel,
            place,
            point,
            address,
            words,
            dict(replies or {}),
            [p.sha256 for p in photos],
            contact,
            is_public,
        ]
    )
    known = intents.found(intent, body)
    if known is not None:
        return receipt_of(Matter.objects.get(pk=known), intent)
    if len(words) > WORDS_LIMIT:
        raise TooManyWords
    if len(photos) > PHOTOS_LIMIT:
        raise TooManyPhotos

    book = catalogue()
    facts = book.by_code.get(kind)
    if facts is None or facts.pk not in book.rows:
        raise UnknownKind
    on = timezone.localdate(at)
    row = book.row(facts.pk, on)
    _check_replies(row, replies or {})
    code, zones, dedicated = _place(place, point)
    if channel in (Channel.FIELD, Channel.DESK, Channel.PHONE):
        require(by, Grant.REPORT_FOR_OTHERS, at=code)

    matter = Matter(
        channel=channel,
        kind_id=facts.pk,
        row_id=row.pk,
        place=code,
        address=address,
        lon=point[0] if point else None,
        lat=point[1] if point else None,
        words=words,
        replies=dict(replies or {}),
        is_public=is_public and not facts.is_sensitive,
        received_at=at,
        due_at=working_calendar().due(at, row.limit),
    )
    best = _route(book, facts, code, on, words, zones, dedicated)
    matter.unit_id = best.unit.pk if best else None
    reporter = _reporter(by, channel, intent, contact or Contact(), at)
    for attempt in range(NUMBER_TRIES):
        matter.number = new_number(on)
        try:
            with transaction.atomic():
                _write(matter, reporter, best, photos, intent, body, by, at)
            break
        except IntegrityError:
            matter.pk = None
            known = intents.found(intent, body)  # another request with the same intent was first
            if known is not None:
                return receipt_of(Matter.objects.get(pk=known), intent)
            if attempt == NUMBER_TRIES - 1:
                raise
    return replace(receipt_of(matter, intent), is_new=True)


def receipt_of(matter: Matter, intent: UUID) -> Receipt:
    """The receipt as it is shown, now or on being asked for again."""
    return Receipt(
        pk=matter.pk,
        number=matter.number_shown,
        follow_code=follow.code_of(intent),
        unit=catalogue().units.by_pk.get(matter.unit_id) if matter.unit_id is not None else None,
        due_at=matter.due_at,
        assumed_years=tuple(working_calendar().unannounced(matter.received_at, matter.due_at)) if matter.due_at else (),
    )


def new_number(on: date) -> str:
    """Six digits of the day and seven that count nothing, so that nobody can tell how many there were."""
    return f"{on:%y%m%d}{secrets.randbelow(10_000_000):07d}"


def _place(place: str, point: tuple[float, float] | None) -> tuple[str, frozenset[int], bool]:
    """The place code without trailing zeros of its level, the zones, and whether the grid is a dedicated one."""
    book = gazetteer()
    if point is not None:
        found = book.locate(*point)
        if found.grid is None:
            raise OutsideCounty(found)
        return found.grid.code, book.zones_of(*point), found.grid.is_dedicated
    if not book.known(place.ljust(12, "0")):
        raise UnknownPlace
    grid = book.grid_by_code.get(place)
    return place, frozenset(), bool(grid and grid.is_dedicated)


def _check_replies(row: RowFacts, replies: Mapping[str, Any]) -> None:
    for question in row.questions:
        if question.get("required") and not str(replies.get(str(question["code"]), "")).strip():
            raise MissingReply(question["code"])


def _route(
    book: Catalogue, kind: KindFacts, place: str, on: date, words: str, zones: frozenset[int], dedicated: bool
) -> Suggestion | None:
    case = Case(place=place, kind=kind, on=on, words=words, zones=zones, in_dedicated_grid=dedicated)
    return next(iter(book.suggest(case)), None)


def _reporter(by: Person | None, channel: Channel, intent: UUID, contact: Contact, at: datetime) -> Reporter:
    for_others = channel in (Channel.FIELD, Channel.DESK, Channel.PHONE, Channel.HOTLINE)
    return Reporter(
        person=None if for_others else by,
        entered_by=by if for_others else None,
        intent=intent,
        name=contact.name,
        phone=contact.phone,
        phone_index=crypto.blind(contact.phone, purpose=REPORTER_PHONE_INDEX) if contact.phone else "",
        at=at,
    )


def _write(
    matter: Matter,
    reporter: Reporter,
    best: Suggestion | None,
    photos: Sequence[Attachment],
    intent: UUID,
    body: str,
    by: Person | None,
    at: datetime,
) -> None:
    matter.save(force_insert=True)
    reporter.matter = matter
    reporter.save(force_insert=True)
    if best is not None:
        Proposal.objects.create(
            matter=matter,
            unit_id=best.unit.pk,
            ground=best.ground,
            rule_id=best.rule,
            row_id=best.row,
            met=list(best.met),
            word=best.word,
            at=at,
        )
    attach(matter, photos, phase=Photo.Phase.REPORTED)
    intents.record(intent, body, matter, at=at)
    log.write(
        "matters.received",
        matter,
        by=by,
        at=at,
        place=matter.place,
        channel=matter.channel,
        kind=matter.kind_id,
        row=matter.row_id,
        unit=matter.unit_id,
        due_at=matter.due_at.isoformat() if matter.due_at else None,
    )

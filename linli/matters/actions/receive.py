"""A resident says something: it is placed, given a kind, an owner and a promise, and kept; all or nothing."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from linli.core import crypto, intents, onestatement
from linli.core.models import Attachment
from linli.duties.reads import catalogue
from linli.duties.rules import RowFacts, Suggestion
from linli.matters.actions import entries
from linli.matters.actions.photos import attach
from linli.matters.actions.promise import Point, promise, route, spot
from linli.matters.actions.receipt import Contact, Receipt, receipt_of
from linli.matters.errors import MissingReply, TooManyPhotos, TooManyWords, UnknownKind
from linli.matters.models import Channel, Matter, Photo, Proposal, Reporter
from linli.matters.rules import ADDRESS_LIMIT, NAME_LIMIT, PHONE_LIMIT, PHOTOS_LIMIT, WORDS_LIMIT, tidy, tidy_all
from linli.orgs.authority import require
from linli.orgs.grants import Grant
from linli.people.models import REPORTER_PHONE_INDEX, Person

NUMBER_TRIES = 5
BY_STAFF = frozenset({Channel.FIELD, Channel.DESK, Channel.PHONE})
FOR_OTHERS = BY_STAFF | {Channel.HOTLINE}  # who enters it is not the one who said it


def receive(
    *,
    by: Person | None,
    at: datetime,
    intent: UUID,
    kind: str,
    channel: Channel,
    place: str = "",
    point: Point | None = None,
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
    The same ``intent`` of the same person gives the same receipt.

    Raises: PermissionDenied, IntentConflict, UnknownKind, KindEnded, UnknownPlace, OutsideCounty, TooManyWords,
    TooManyPhotos, MissingReply.
    """
    contact = contact or Contact()
    _check_sizes(words, address, contact, replies or {}, photos)
    kind, place, address, words = (tidy(text) for text in (kind, place, address, words))
    contact, replies = Contact(tidy(contact.name), tidy(contact.phone)), tidy_all(replies or {})
    asked = [kind, channel, place, point, address, words, replies, [p.sha256 for p in photos], contact, is_public]
    body = intents.digest([by.pk if by else None, *asked])
    known = intents.found(intent, body)
    if known is not None:
        return receipt_of(Matter.objects.get(pk=known), intent)

    where = spot(place, point)
    if channel in BY_STAFF:
        require(by, Grant.REPORT_FOR_OTHERS, at=where.code)
    facts = catalogue().by_code.get(kind)
    if facts is None or facts.pk not in catalogue().rows:
        raise UnknownKind
    row, due_at = promise(facts.pk, since=at, at=at)
    _check_replies(row, replies)
    best = route(facts, where, words, at)
    matter = Matter(
        channel=channel,
        kind_id=facts.pk,
        row_id=row.pk,
        place=where.code,
        address=address,
        lon=point[0] if point else None,
        lat=point[1] if point else None,
        words=words,
        replies=replies,
        is_public=is_public and not facts.is_sensitive,
        unit_id=best.unit.pk if best else None,
        received_at=at,
        due_at=due_at,
    )
    reporter = reporter_of(by, channel, intent, contact, at)
    for tries_left in reversed(range(NUMBER_TRIES)):
        matter.number = new_number(timezone.localdate(at))
        try:
            _write(matter, reporter, best, photos, body, by)
        except IntegrityError:
            known = intents.found(intent, body)
            if known is not None:  # another request with the same intent was first
                return receipt_of(Matter.objects.get(pk=known), intent)
            if not tries_left or Reporter.objects.filter(intent=intent).exists():
                raise
            matter.pk = reporter.pk = None  # the number was taken
        else:
            break
    return receipt_of(matter, intent, is_new=True)


def new_number(on: date) -> str:
    """Six digits of the day and seven that count nothing, so that nobody can tell how many there were."""
    return f"{on:%y%m%d}{secrets.randbelow(10_000_000):07d}"


def reporter_of(by: Person | None, channel: Channel, intent: UUID, contact: Contact, at: datetime) -> Reporter:
    """The row of the one who says it, not yet saved; ``by`` reports, or enters it for somebody else."""
    return Reporter(
        person=None if channel in FOR_OTHERS else by,
        entered_by=by if channel in FOR_OTHERS else None,
        intent=intent,
        name=contact.name,
        phone=contact.phone,
        phone_index=crypto.blind(contact.phone, purpose=REPORTER_PHONE_INDEX) if contact.phone else "",
        at=at,
    )


def proposal_of(matter: Matter, best: Suggestion) -> Proposal:
    """The row that keeps why ``best`` was named, not yet saved."""
    return Proposal(
        matter=matter,
        unit_id=best.unit.pk,
        ground=best.ground,
        rule_id=best.rule,
        row_id=best.row,
        met=list(best.met),
        word=best.word,
        at=matter.received_at,
    )


def _write(
    matter: Matter,
    reporter: Reporter,
    best: Suggestion | None,
    photos: Sequence[Attachment],
    body: str,
    by: Person | None,
) -> None:
    """One statement where there is no photo; with photos, the same and theirs in one transaction."""
    rows: list[onestatement.Row] = [(matter, {}), (reporter, {"matter": matter})]
    if best is not None:
        rows.append((proposal_of(matter, best), {"matter": matter}))
    intent = intents.row(reporter.intent, body, matter, at=matter.received_at)
    entry = entries.received(matter, by, matter.received_at)
    rows += [(intent, {"subject_id": matter}), (entry, {"subject_id": matter})]
    if not photos:
        onestatement.insert(rows)
        return
    with transaction.atomic():
        onestatement.insert(rows)
        attach(matter, photos, phase=Photo.Phase.REPORTED)


def _check_sizes(
    words: str, address: str, contact: Contact, replies: Mapping[str, Any], photos: Sequence[Attachment]
) -> None:
    """Before anything is read or hashed. Raises: TooManyWords, TooManyPhotos."""
    said = {"words": words, "address": address, "name": contact.name, "phone": contact.phone}
    limits = {"words": WORDS_LIMIT, "address": ADDRESS_LIMIT, "name": NAME_LIMIT, "phone": PHONE_LIMIT}
    for field, limit in limits.items():
        if len(said[field]) > limit:
            raise TooManyWords(field, limit)
    if sum(len(str(code)) + len(str(reply)) for code, reply in replies.items()) > WORDS_LIMIT:
        raise TooManyWords("replies", WORDS_LIMIT)
    if len(photos) > PHOTOS_LIMIT:
        raise TooManyPhotos


def _check_replies(row: RowFacts, replies: Mapping[str, Any]) -> None:
    for question in row.questions:
        if question.get("required") and not str(replies.get(str(question["code"]), "")).strip():
            raise MissingReply(question["code"])

"""A resident says something: it is placed, given a kind, an owner and a promise, and kept; all or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from linli.core import crypto, intents, onestatement
from linli.core.models import Attachment, Entry, Intent
from linli.core.rows import new
from linli.duties.reads import catalogue
from linli.duties.rules import RowFacts, Suggestion
from linli.matters.actions import entries
from linli.matters.actions.numbers import new_number
from linli.matters.actions.photos import attach, attach_voice
from linli.matters.actions.receipt import Contact, Receipt, receipt_of
from linli.matters.errors import MissingReply, TooManyPhotos, TooManyWords, UnknownKind
from linli.matters.models import Channel, Matter, Photo, Proposal, Reporter
from linli.matters.reads.promising import Point, binding, promise, route, spot
from linli.matters.rules import (
    ADDRESS_LIMIT,
    LONG_WORDS_LIMIT,
    NAME_LIMIT,
    PHONE_LIMIT,
    PHOTOS_LIMIT,
    WORDS_LIMIT,
    tidy,
    tidy_all,
)
from linli.orgs.authority import require
from linli.orgs.grants import Grant
from linli.people.models import REPORTER_PHONE_INDEX, Helping, Person
from linli.people.rules import dialled

NUMBER_TRIES = 5
BY_STAFF = frozenset({Channel.FIELD, Channel.DESK, Channel.PHONE})
FROM_SYSTEMS = frozenset({Channel.HOTLINE, Channel.API})
FOR_OTHERS = BY_STAFF | {Channel.HOTLINE}  # who enters it is not the one who said it


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody says, tidied. The same report always has the same digest."""

    kind: str
    channel: Channel
    place: str
    point: Point | None
    address: str
    words: str
    replies: Mapping[str, Any]
    contact: Contact
    is_public: bool


@dataclass(frozen=True, slots=True)
class Rows:
    """Everything that one report writes, not yet saved and without keys."""

    matter: Matter
    reporter: Reporter
    proposal: Proposal | None
    intent: Intent
    entry: Entry


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
    voice: Attachment | None = None,
    contact: Contact | None = None,
    is_public: bool = False,
    given: datetime | None = None,
    elder: Person | None = None,
) -> Receipt:
    """Take in what somebody says and promise a time; ``given`` is the one that another system promised already.

    ``kind`` is a code of the third level; ``point`` (longitude, latitude in CGCS2000 degrees) wins over ``place``
    (a code of 6 to 15 digits, zeros at the end allowed). ``by`` is the reporter, or the worker who enters it for
    somebody else on the channels field, desk and phone; None is a reporter without an account.
    ``elder`` is the reporter whom ``by`` of the family enters it for, by consent (代办).
    The same ``intent`` of the same person gives the same receipt.

    Raises: PermissionDenied, IntentConflict, UnknownKind, KindEnded, UnknownPlace, OutsideCounty, TooManyWords,
    TooManyPhotos, MissingReply.
    """
    report = report_of(
        kind=kind,
        channel=channel,
        place=place,
        point=point,
        address=address,
        words=words,
        replies=replies,
        contact=contact,
        is_public=is_public,
    )
    if len(photos) > PHOTOS_LIMIT:
        raise TooManyPhotos
    files = [*photos, voice] if voice is not None else photos
    who = [by.pk if by else None, *([elder.pk] if elder else [])]
    body = intents.digest([*who, report, [file.sha256 for file in files]])
    try:
        if channel in BY_STAFF:
            require(by, Grant.REPORT_FOR_OTHERS, at=spot(report.place, report.point).code)
        if elder is not None and not Helping.objects.live().filter(elder=elder, helper=by).exists():
            raise PermissionDenied
        rows = rows_of(report, by=by, at=at, intent=intent, body=body, given=given, elder=elder)
        _keep(rows, photos, voice)
    except (ValueError, PermissionDenied, IntegrityError):
        known = intents.found(intent, body)
        if known is None:
            raise
        # it came before: the same receipt, whatever has changed since
        return receipt_of(Matter.objects.get(pk=known), intent)
    return receipt_of(rows.matter, intent, is_new=True)


def reporter_of(
    by: Person | None, channel: Channel, intent: UUID, contact: Contact, at: datetime, *, elder: Person | None = None
) -> Reporter:
    """The row of the one who says it, not yet saved; ``by`` reports, or enters it for somebody else."""
    index = crypto.blind(dialled(contact.phone), purpose=REPORTER_PHONE_INDEX) if contact.phone else ""
    said = {"name": contact.name, "phone": contact.phone, "phone_index": index}
    reporter = new(Reporter, intent=intent, at=at, **said)
    if elder is not None:
        reporter.person, reporter.entered_by = elder, by
    elif by is not None:
        setattr(reporter, "entered_by" if channel in FOR_OTHERS else "person", by)
    return reporter


def report_of(
    *,
    kind: str,
    channel: Channel,
    place: str = "",
    point: Point | None = None,
    address: str = "",
    words: str = "",
    replies: Mapping[str, Any] | None = None,
    contact: Contact | None = None,
    is_public: bool = False,
) -> Report:
    """Tidy what was said. Sizes come first, before anything is read or hashed. Raises: TooManyWords."""
    contact, replies = contact or Contact(), replies or {}
    said = {"words": words, "address": address, "name": contact.name, "phone": contact.phone}
    longest = LONG_WORDS_LIMIT if channel in FROM_SYSTEMS else WORDS_LIMIT
    limits = {"words": longest, "address": ADDRESS_LIMIT, "name": NAME_LIMIT, "phone": PHONE_LIMIT}
    for field, limit in limits.items():
        if len(said[field]) > limit:
            raise TooManyWords(field, limit)
    if sum(len(str(code)) + len(str(reply)) for code, reply in replies.items()) > WORDS_LIMIT:
        raise TooManyWords("replies", WORDS_LIMIT)
    return Report(
        kind=tidy(kind),
        channel=channel,
        place=tidy(place),
        point=point,
        address=tidy(address),
        words=tidy(words),
        replies=tidy_all(replies),
        contact=Contact(tidy(contact.name), tidy(contact.phone)),
        is_public=is_public,
    )


def rows_of(
    report: Report,
    *,
    by: Person | None,
    at: datetime,
    intent: UUID,
    body: str,
    given: datetime | None = None,
    elder: Person | None = None,
) -> Rows:
    """Place it, give it a kind, an owner and a promise: every row but the number, nothing saved.
    Raises: UnknownKind, KindEnded, UnknownPlace, OutsideCounty, MissingReply."""
    where = spot(report.place, report.point)
    facts = catalogue().by_code.get(report.kind)
    if facts is None or facts.pk not in catalogue().rows:
        raise UnknownKind
    row, due_at = promise(facts.pk, since=at, at=at)
    bound = binding(row, due_at, given=given, at=at)
    if report.channel != Channel.HOTLINE:  # a hotline cannot be asked back while it sends
        _check_replies(row, report.replies)
    best = route(facts, where, report.words, at)
    matter = new(
        Matter,
        channel=report.channel,
        kind_id=facts.pk,
        row_id=row.pk,
        place=where.code,
        address=report.address,
        lon=report.point[0] if report.point else None,
        lat=report.point[1] if report.point else None,
        words=report.words,
        replies=report.replies,
        is_public=report.is_public and not facts.is_sensitive,
        unit_id=best.unit.pk if best else None,
        received_at=at,
        counted_from=at,
        given_due_at=bound,
        due_at=bound or due_at,
    )
    return Rows(
        matter=matter,
        reporter=reporter_of(by, report.channel, intent, report.contact, at, elder=elder),
        proposal=new(Proposal, **proposal_of(best, at)) if best else None,
        intent=intents.row(intent, body, matter, at=at),
        entry=entries.received(matter, by, at, by_family=elder is not None),
    )


def proposal_of(best: Suggestion, at: datetime) -> dict[str, Any]:
    """The columns of the proposal that ``best`` makes."""
    return {
        "unit_id": best.unit.pk,
        "ground": best.ground,
        "rule_id": best.rule,
        "row_id": best.row,
        "met": list(best.met),
        "word": best.word,
        "at": at,
    }


def _keep(rows: Rows, photos: Sequence[Attachment], voice: Attachment | None) -> None:
    """Raises: IntegrityError, when the intent was used before."""
    for tries_left in reversed(range(NUMBER_TRIES)):
        rows.matter.number = new_number(rows.matter.received_at)
        try:
            _write(rows, photos, voice)
            return
        except IntegrityError:
            # else the number was taken
            if not tries_left or Intent.objects.filter(pk=rows.intent.pk).exists():
                raise


def _write(rows: Rows, photos: Sequence[Attachment], voice: Attachment | None) -> None:
    """One statement where there is no file; with files, the same and theirs in one transaction."""
    matter = rows.matter
    together: list[onestatement.Row] = [(matter, {}), (rows.reporter, {"matter": matter})]
    if rows.proposal is not None:
        together.append((rows.proposal, {"matter": matter}))
    together += [(rows.intent, {"subject_id": matter}), (rows.entry, {"subject_id": matter})]
    if not photos and voice is None:
        onestatement.insert(together)
        return
    with transaction.atomic():
        onestatement.insert(together)
        attach(matter, photos, phase=Photo.Phase.REPORTED)
        if voice is not None:
            attach_voice(matter, voice)


def _check_replies(row: RowFacts, replies: Mapping[str, Any]) -> None:
    for question in row.questions:
        if question.get("required") and not str(replies.get(str(question["code"]), "")).strip():
            raise MissingReply(question["code"])

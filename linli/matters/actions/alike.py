"""Matters that tell the same are joined, and what was joined or told in one breath is taken apart again.

Whoever reported it keeps following and judging: nobody is lost on the way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from linli.core import intents, log
from linli.duties.models import Kind
from linli.duties.reads import catalogue
from linli.matters.actions import entries
from linli.matters.actions.intake import cancel_orders
from linli.matters.actions.moving import hold, hold_all, move
from linli.matters.actions.numbers import give_numbers
from linli.matters.actions.receipt import Contact, Receipt, receipt_of
from linli.matters.actions.receive import proposal_of, reporter_of
from linli.matters.errors import Moved, NoParts, NoSelfMerge, NothingSaid, TooManyWords
from linli.matters.follow import part_intent
from linli.matters.models import Channel, Matter, Proposal, Reporter
from linli.matters.reads.promising import promise, route, spot_of
from linli.matters.rules import OPEN_STAGES, PARTS_LIMIT, SPLIT_STAGES, WORDS_LIMIT, tidy
from linli.orgs.authority import require
from linli.orgs.grants import Grant
from linli.people.models import Helping, Person


@dataclass(frozen=True, slots=True)
class Part:
    """One of several things that a matter tells: its kind, and the words for it."""

    kind: Kind
    words: str


@transaction.atomic
def merge(*, by: Person, matter: Matter, into: Matter, at: datetime, version: int | None = None) -> Matter:
    """Join ``matter`` to the open one that tells the same; its reporters follow and judge that one from now on.
    Raises: PermissionDenied, NoSelfMerge, Moved."""
    require(by, Grant.ACCEPT, at=matter.place)
    require(by, Grant.ACCEPT, at=into.place)
    version = matter.version if version is None else version
    hold_all((matter, into))  # so that two desks cannot merge two matters into each other
    if into.pk == matter.pk or into.stage not in OPEN_STAGES:
        raise NoSelfMerge
    move(matter, "merge", version=version, merged_into=into, closed_at=at)
    cancel_orders(matter, by=by, at=at)
    matter.merged.update(merged_into=into)  # what was joined to it before goes along: nobody is two steps away
    log.keep(entries.merged(matter, by, at))
    return matter


@transaction.atomic
def unmerge(*, by: Person, matter: Matter, at: datetime, version: int | None = None) -> Matter:
    """Take ``matter`` out of the one it was merged into: it is as it came in, with the promise that it had, and the
    desk decides anew. What had been merged into it before stays where it is.
    Raises: PermissionDenied, Moved."""
    require(by, Grant.ACCEPT, at=matter.place)
    move(matter, "unmerge", version=version, merged_into=None, accepted_at=None, closed_at=None)
    log.keep(entries.unmerged(matter, by, at))
    return matter


def join(
    *,
    by: Person | None,
    matter: Matter,
    at: datetime,
    intent: UUID,
    contact: Contact | None = None,
    elder: Person | None = None,
) -> Receipt:
    """我也遇到: follow and judge an open matter that somebody else reported. Sent again, it is the same receipt; who
    follows it already with an account gets the code they have. ``elder`` is whom ``by`` of the family joins it for, by
    consent (代办). Raises: PermissionDenied, IntentConflict, Moved when it has ended."""
    contact = contact or Contact()
    body = intents.digest([by.pk if by else None, "join", matter.pk, contact, *([elder.pk] if elder else [])])
    try:
        if elder is not None and not Helping.objects.live().filter(elder=elder, helper=by).exists():
            raise PermissionDenied
        return _join(by, matter, at, intent, contact, body, elder)
    except (IntegrityError, Moved, PermissionDenied):
        if intents.found(intent, body) is None:
            raise
        return receipt_of(Matter.objects.get(pk=matter.pk), intent)


@transaction.atomic
def _join(
    by: Person | None, matter: Matter, at: datetime, intent: UUID, contact: Contact, body: str, elder: Person | None
) -> Receipt:
    hold(matter)
    standing = matter.standing()
    if standing.stage not in OPEN_STAGES:
        raise Moved(standing)
    who = elder or by
    known = standing.reporters.filter(person=who).first() if who is not None else None
    if known is not None:
        return receipt_of(standing, known.intent)
    reporter = reporter_of(by, Channel.WEB, intent, contact, at, elder=elder)
    reporter.matter, reporter.joined = standing, True
    reporter.save(force_insert=True)
    intents.record(intent, body, standing, at=at)
    log.keep(entries.joined(standing, by, at, by_family=elder is not None))
    return receipt_of(standing, intent, is_new=True)


@transaction.atomic
def split(
    *, by: Person, matter: Matter, parts: Sequence[Part], at: datetime, version: int | None = None
) -> list[Matter]:
    """Make a matter of its own of each of ``parts`` that ``matter`` tells besides. Each has the promise of its kind,
    counted from when it was said, and every reporter follows and judges it too.
    Raises: PermissionDenied, NoParts, NothingSaid, TooManyWords, KindEnded, Moved."""
    require(by, Grant.ACCEPT, at=matter.place)
    if not 1 <= len(parts) <= PARTS_LIMIT:
        raise NoParts
    seen = matter.version if version is None else version
    hold(matter)
    if matter.stage not in SPLIT_STAGES or matter.version != seen:
        raise Moved(matter)
    made = [_part(matter, part, at) for part in parts]
    give_numbers(made)
    Matter.objects.bulk_create(made)
    for new in made:
        best = route(catalogue().kinds[new.kind_id], spot_of(new), new.words, at)
        if best is not None:
            Proposal.objects.create(matter=new, **proposal_of(best, at))
        Reporter.objects.bulk_create(_following(row, new) for row in matter.reporters.order_by("pk"))
        log.keep(entries.split_off(new, by, at))
    log.keep(entries.split(matter, made, by, at))
    return made


def _part(matter: Matter, part: Part, at: datetime) -> Matter:
    words = tidy(part.words)
    if not words:
        raise NothingSaid
    if len(words) > WORDS_LIMIT:
        raise TooManyWords
    kind = catalogue().kinds[part.kind.pk]
    row, due_at = promise(kind.pk, since=matter.received_at, at=at)
    best = route(kind, spot_of(matter), words, at)
    return Matter(
        channel=matter.channel,
        kind_id=kind.pk,
        row_id=row.pk,
        place=matter.place,
        address=matter.address,
        lon=matter.lon,
        lat=matter.lat,
        words=words,
        is_public=matter.is_public and not kind.is_sensitive,
        unit_id=best.unit.pk if best else None,
        received_at=matter.received_at,
        counted_from=matter.received_at,
        due_at=due_at,
        split_from=matter,
    )


def _following(row: Reporter, new: Matter) -> Reporter:
    """The same reporter for a part; the key to follow it comes from the one they have."""
    return Reporter(
        matter=new,
        person_id=row.person_id,
        intent=part_intent(row.intent, new.number),
        name=row.name,
        phone=row.phone,
        phone_index=row.phone_index,
        entered_by_id=row.entered_by_id,
        joined=row.joined,
        at=row.at,
        forgotten_at=row.forgotten_at,
    )

"""剔除: a unit asks that a matter shall not count in its rates; the city centre decides; one appeal is open."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from linli.core import log
from linli.core.calendar import working_calendar
from linli.core.models import Attachment
from linli.matters.actions import entries
from linli.matters.actions.moving import hold
from linli.matters.actions.words import reason as needed
from linli.matters.errors import AlreadyAsked, Moved, NoAppeal, NotLed, OwnExclusion
from linli.matters.models import Exclusion, Matter
from linli.matters.reads.counting import counting
from linli.matters.rules import ASK_MOVES, NOTHING_OWED, AskStage, ExclusionReason
from linli.orgs.authority import posts_of, require
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation
from linli.people.models import Person


@transaction.atomic
def ask_exclusion(
    *,
    by: Person,
    matter: Matter,
    unit: Organisation,
    reason: ExclusionReason,
    words: str,
    at: datetime,
    evidence: Attachment | None = None,
) -> Exclusion:
    """Ask that ``matter``, which ``unit`` leads, shall not count for it. After a refusal this is the appeal: once, and
    inside its window. Raises: PermissionDenied, NothingSaid, TooManyWords, NotLed, AlreadyAsked, NoAppeal."""
    require(by, Grant.HANDLE, at=unit, place=matter.place)
    words = needed(words)
    hold(matter)
    if matter.unit_id != unit.pk or matter.stage in NOTHING_OWED or not matter.orders.filter(unit=unit).exists():
        raise NotLed
    before = list(Exclusion.objects.filter(matter=matter, unit=unit).order_by("pk"))
    if any(one.stage != AskStage.REFUSED for one in before):
        raise AlreadyAsked
    refused = before[-1] if before else None
    if refused is not None and (len(before) > 1 or refused.appeal_until is None or at > refused.appeal_until):
        raise NoAppeal
    if evidence is not None:
        evidence.save(force_insert=True)
    row = Exclusion(matter=matter, unit=unit, reason=reason, words=words, evidence=evidence, asked_at=at, asked_by=by)
    row.appeals = refused
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadyAsked from error
    log.keep(entries.exclusion_asked(row, by, at))
    return row


@transaction.atomic
def grant_exclusion(*, by: Person, exclusion: Exclusion, words: str, at: datetime) -> Exclusion:
    """It does not count for the unit: neither above nor below the line of the net rates.
    Raises: PermissionDenied, OwnExclusion, NothingSaid, TooManyWords, Moved."""
    decided = _decide("grant", by=by, exclusion=exclusion, words=words, at=at)
    log.keep(entries.exclusion_granted(decided, by, at))
    return decided


@transaction.atomic
def refuse_exclusion(*, by: Person, exclusion: Exclusion, words: str, at: datetime) -> Exclusion:
    """It counts. The unit may appeal once, until ``appeal_until``; an appeal that is refused stays refused.
    Raises: PermissionDenied, OwnExclusion, NothingSaid, TooManyWords, Moved."""
    rule = counting(at)
    until = None
    if rule is not None and exclusion.appeals_id is None:
        until = working_calendar().due(at, rule.appeal)
    decided = _decide("refuse", by=by, exclusion=exclusion, words=words, at=at, appeal_until=until)
    log.keep(entries.exclusion_refused(decided, by, at))
    return decided


def _decide(
    verb: str, *, by: Person, exclusion: Exclusion, words: str, at: datetime, **sets: datetime | None
) -> Exclusion:
    require(by, Grant.EXCLUDE, at=exclusion.matter.place)
    if exclusion.asked_by_id == by.pk or any(post.organisation_id == exclusion.unit_id for post in posts_of(by)):
        raise OwnExclusion
    words = needed(words)
    step = ASK_MOVES[verb]
    won = Exclusion.objects.filter(pk=exclusion.pk, stage__in=step.before).update(
        stage=step.after, decided_at=at, decided_by=by, decision_words=words, **sets
    )
    if not won:
        raise Moved(Exclusion.objects.get(pk=exclusion.pk))
    exclusion.refresh_from_db()
    return exclusion

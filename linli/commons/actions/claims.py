"""A partner unit claims a need, tells how it goes, delivers; both sides say afterwards whether it was met."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from linli.commons.actions.needs import held, settle
from linli.commons.actions.photos import attach
from linli.commons.actions.saying import check_amount, check_day, check_words
from linli.commons.errors.lists import (
    ClaimedTwice,
    ClaimOver,
    JudgedBefore,
    NeedOver,
    NotAPartner,
    NotClaimable,
    NotDelivered,
    TooLong,
    TooMuchClaimed,
)
from linli.commons.models import Booking, Claim, Need, NeedPart, PartnerDuty, Progress, Verdict
from linli.commons.reads.partners import areas_of
from linli.commons.rules.lists import LONGEST_WORDS, BookingStage, ClaimStage, Side
from linli.core import log
from linli.core.intents import is_repeat
from linli.core.models import Attachment
from linli.orgs.authority import require
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation
from linli.people.models import Person


@transaction.atomic
def claim(
    *,
    by: Person,
    unit: Organisation,
    part: NeedPart,
    amount: int,
    promised_on: date,
    at: datetime,
    words: str = "",
    duty: PartnerDuty | None = None,
) -> Claim:
    """Take ``amount`` of a part for a unit, to be delivered by a day; ``duty`` is the line of its yearly list that it
    counts for. Raises: PermissionDenied, BadAmount, InThePast, NotClaimable, ClaimedTwice, TooMuchClaimed,
    NotAPartner, TooLong."""
    require(by, Grant.STAND_BY, at=unit)
    check_amount(amount)
    check_day("promised_on", promised_on, at)
    if len(words) > LONGEST_WORDS:
        raise TooLong
    need = part.need
    if not Need.objects.shown_to(areas_of([unit.pk], at)).filter(pk=need.pk).exists():
        raise NotClaimable
    _check_duty(duty, unit, need, promised_on)
    try:
        held(need)
    except NeedOver as error:
        raise NotClaimable from error
    if Claim.objects.promised().filter(part=part, unit=unit).exists():
        raise ClaimedTwice
    if not NeedPart.objects.filter(pk=part.pk, amount__gte=F("taken") + amount).update(taken=F("taken") + amount):
        part.refresh_from_db()
        raise TooMuchClaimed(part.left)
    row = Claim(
        part=part,
        unit=unit,
        contact=by,
        amount=amount,
        words=words.strip(),
        promised_on=promised_on,
        duty=duty,
        claimed_at=at,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise ClaimedTwice from error
    settle(need, at=at)
    log.write("commons.need_claimed", need, by=by, at=at, place=need.place, claim=row.pk, unit=unit.pk, amount=amount)
    return row


def _check_duty(duty: PartnerDuty | None, unit: Organisation, need: Need, on: date) -> None:
    if duty is None:
        return
    its = duty.list
    if (its.unit_id, its.community_id, its.year) != (unit.pk, need.community_id, on.year):
        raise NotAPartner


@transaction.atomic
def note(
    *,
    by: Person,
    claim: Claim,
    side: Side,
    words: str,
    at: datetime,
    photos: Sequence[Attachment] = (),
    intent: UUID | None = None,
) -> None:
    """Tell how it goes, once under one ``intent``. Raises: PermissionDenied, ClaimOver, NothingSaid, TooLong,
    TooManyPhotos, IntentConflict."""
    words = check_words(words)
    unit = speaker(by, claim, side)
    if is_repeat(intent, [by.pk, claim.pk, side, words, *(photo.sha256 for photo in photos)], claim, at=at):
        return
    if not Claim.objects.promised().filter(pk=claim.pk).exists():
        raise ClaimOver
    Progress.objects.create(claim=claim, unit=unit, words=words, at=at)
    attach(claim, photos, unit=unit, at=at)
    log.write("commons.claim_noted", claim, by=by, at=at, place=claim.part.need.place, photos=len(photos))


@transaction.atomic
def deliver(*, by: Person, claim: Claim, words: str, at: datetime, photos: Sequence[Attachment] = ()) -> None:
    """The unit has done what it promised. Raises: PermissionDenied, ClaimOver, NothingSaid, TooLong, TooManyPhotos."""
    words = check_words(words)
    require(by, Grant.STAND_BY, at=claim.unit)
    need = claim.part.need
    _end(claim, ClaimStage.DELIVERED, words, at)
    attach(claim, photos, unit=claim.unit, at=at)
    settle(need, at=at)
    told = {"unit": claim.unit_id, "photos": len(photos)}
    log.write("commons.claim_delivered", claim, by=by, at=at, place=need.place, **told)


@transaction.atomic
def give_up(*, by: Person, claim: Claim, side: Side, words: str, at: datetime) -> None:
    """Give a claim back, or take it back from a unit that does not come: others can claim it again. Raises:
    PermissionDenied, ClaimOver, NothingSaid, TooLong."""
    words = check_words(words)
    speaker(by, claim, side)
    _give_back(claim, words, at)
    place = claim.part.need.place
    log.write("commons.claim_given_up", claim, by=by, at=at, place=place, unit=claim.unit_id, side=side)


@transaction.atomic
def let_go(claim: Claim, *, by: Person | None, at: datetime) -> bool:
    """Give a claim back whose unit was dissolved. False when it was delivered or given up meanwhile."""
    try:
        _give_back(claim, "", at)
    except ClaimOver:
        return False
    log.write("commons.claim_unit_ended", claim, by=by, at=at, place=claim.part.need.place, unit=claim.unit_id)
    return True


def _give_back(claim: Claim, words: str, at: datetime) -> None:
    """Let others claim it again; the need rises when it would have, or after its whole time. Raises: ClaimOver."""
    _end(claim, ClaimStage.GIVEN_UP, words, at)
    NeedPart.objects.filter(pk=claim.part_id).update(taken=F("taken") - claim.amount)
    settle(claim.part.need, at=at)


def _end(claim: Claim, stage: ClaimStage, words: str, at: datetime) -> None:
    """The need is held before its claim, as whoever claims does it."""
    try:
        held(claim.part.need)
    except NeedOver as error:
        raise ClaimOver from error
    if not Claim.objects.promised().filter(pk=claim.pk).update(stage=stage, ended_at=at, ended_words=words):
        raise ClaimOver


@transaction.atomic
def judge(*, by: Person, claim: Claim, side: Side, met: bool, words: str, at: datetime) -> Verdict:
    """One side says whether a delivery was as promised, of the unit or the community and of no person. Raises:
    PermissionDenied, NotDelivered, JudgedBefore, NothingSaid, TooLong."""
    words = check_words(words)
    unit = speaker(by, claim, side)
    if not Claim.objects.delivered().filter(pk=claim.pk).exists():
        raise NotDelivered
    row = Verdict(claim=claim, side=side, unit=unit, met=met, words=words, at=at)
    return _judged(row, by, claim.part.need.place, at)


@transaction.atomic
def judge_use(*, by: Person, booking: Booking, side: Side, met: bool, words: str, at: datetime) -> Verdict:
    """The same of a resource that was used: the community of what it got, the owner of how it was used. Raises:
    PermissionDenied, NotDelivered, JudgedBefore, NothingSaid, TooLong."""
    words = check_words(words)
    if side == Side.COMMUNITY:
        require(by, Grant.KEEP_COMMONS, at=booking.booker.prefix)
        unit = booking.booker
    else:
        unit = booking.resource.unit
        require(by, Grant.STAND_BY, at=unit)
    if not Booking.objects.filter(pk=booking.pk, stage=BookingStage.USED).exists():
        raise NotDelivered
    row = Verdict(booking=booking, side=side, unit=unit, met=met, words=words, at=at)
    return _judged(row, by, booking.resource.place, at)


def _judged(row: Verdict, by: Person, place: str, at: datetime) -> Verdict:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise JudgedBefore from error
    log.write("commons.judged", row, by=by, at=at, place=place, met=row.met, side=row.side)
    return row


def speaker(by: Person, claim: Claim, side: Side) -> Organisation:
    """The unit that ``by`` speaks for on one side of a claim. Raises: PermissionDenied."""
    if side == Side.COMMUNITY:
        require(by, Grant.KEEP_COMMONS, at=claim.part.need.place)
        return claim.part.need.unit
    require(by, Grant.STAND_BY, at=claim.unit)
    return claim.unit

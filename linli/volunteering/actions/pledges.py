"""承诺: made, kept, withdrawn by its owner; public only if they want, after the community has looked at the words."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from linli.core import log
from linli.orgs.authority import require
from linli.orgs.grants import Grant
from linli.people.models import Person
from linli.places.models import Division
from linli.places.rules import Level
from linli.volunteering.errors.reporting import (
    BadTerm,
    Decided,
    LongName,
    NotHere,
    NoWords,
    OfficeAccount,
    PledgeGone,
    PledgeKept,
    TooManyPledges,
)
from linli.volunteering.models import Pledge
from linli.volunteering.rules.reporting import NAME_LIMIT, OPEN_PLEDGES, PLEDGE_LIMIT

LATEST = timedelta(days=366)


@transaction.atomic
def pledge(*, by: Person, community: Division, words: str, by_on: date, at: datetime) -> Pledge:
    """Promise to do something by a day, within a year; said twice (a button pressed twice) it is one pledge.
    Raises: OfficeAccount, NotHere, NoWords, BadTerm, TooManyPledges."""
    if by.is_staff:
        raise OfficeAccount
    on, words = timezone.localdate(at), words.strip()[:PLEDGE_LIMIT]
    if community.level != Level.COMMUNITY or community.valid_to is not None:
        raise NotHere
    if not words:
        raise NoWords
    if not on <= by_on <= on + LATEST:
        raise BadTerm
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)  # one pledge of a person after the other
    open_ones = list(Pledge.objects.filter(person=by, kept_at=None).select_related("community"))
    same = next((one for one in open_ones if (one.words, one.by_on, one.community) == (words, by_on, community)), None)
    if same is not None:
        return same
    if len(open_ones) >= OPEN_PLEDGES:
        raise TooManyPledges
    row = Pledge.objects.create(person=by, community=community, words=words, by_on=by_on, made_at=at)
    log.write("volunteering.pledged", row, by=by, at=at, place=community.prefix)
    return row


@transaction.atomic
def keep(*, by: Person, pledge: Pledge, at: datetime) -> None:
    """Say that it was kept. Raises: PledgeGone, PledgeKept."""
    if not Pledge.objects.filter(pk=pledge.pk, person=by, kept_at=None).update(kept_at=at):
        raise PledgeKept if Pledge.objects.filter(pk=pledge.pk, person=by).exists() else PledgeGone
    log.write("volunteering.pledge_kept", pledge, by=by, at=at, place=pledge.community.prefix)


@transaction.atomic
def withdraw_pledge(*, by: Person, pledge: Pledge, at: datetime) -> None:
    """Withdraw it, kept or not; it is erased and stands on no list. Raises: PledgeGone."""
    log.write("volunteering.pledge_withdrawn", pledge, by=by, at=at, place=pledge.community.prefix)
    gone, _ = Pledge.objects.filter(pk=pledge.pk, person=by).delete()
    if not gone:
        raise PledgeGone


@transaction.atomic
def publish(*, by: Person, pledge: Pledge, name: str, at: datetime) -> None:
    """Ask for it to stand on the public list, under ``name`` or, when that is empty, under none.
    Raises: PledgeGone, LongName."""
    row, name = _mine(by, pledge), name.strip()
    if len(name) > NAME_LIMIT:
        raise LongName
    row.wants_public, row.shown_name, row.shown_at, row.shown_by = True, name, None, None
    row.save(update_fields=["wants_public", "shown_name", "shown_at", "shown_by"])
    log.write("volunteering.pledge_offered", row, by=by, at=at, place=row.community.prefix)


@transaction.atomic
def unpublish(*, by: Person, pledge: Pledge, at: datetime) -> None:
    """Take it off the public list. Raises: PledgeGone."""
    row = _mine(by, pledge)
    _off(row)
    log.write("volunteering.pledge_unpublished", row, by=by, at=at, place=row.community.prefix)


@transaction.atomic
def show(*, by: Person, pledge: Pledge, at: datetime) -> None:
    """Put it on the public list, as its owner wants. Raises: PermissionDenied, Decided."""
    require(by, Grant.KEEP_REPORT_INS, at=pledge.community.prefix)
    if not Pledge.objects.to_show().filter(pk=pledge.pk).update(shown_at=at, shown_by=by):
        raise Decided
    log.write("volunteering.pledge_shown", pledge, by=by, at=at, place=pledge.community.prefix)


@transaction.atomic
def hide(*, by: Person, pledge: Pledge, at: datetime) -> None:
    """Keep it off the public list, whether it stood there or waited. Raises: PermissionDenied, Decided."""
    require(by, Grant.KEEP_REPORT_INS, at=pledge.community.prefix)
    row = Pledge.objects.filter(pk=pledge.pk, wants_public=True).first()
    if row is None:
        raise Decided
    _off(row)
    log.write("volunteering.pledge_hidden", row, by=by, at=at, place=row.community.prefix)


def _mine(by: Person, pledge: Pledge) -> Pledge:
    row = Pledge.objects.filter(pk=pledge.pk, person=by).first()
    if row is None:
        raise PledgeGone
    return row


def _off(row: Pledge) -> None:
    row.wants_public, row.shown_name, row.shown_at, row.shown_by = False, "", None, None
    row.save(update_fields=["wants_public", "shown_name", "shown_at", "shown_by"])

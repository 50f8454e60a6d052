"""A household takes part in the programme of stars by its own wish: founded, joined by a code, left, ended."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from linli.core import log
from linli.people.models import Person
from linli.points import codes
from linli.points.actions.guess import guess
from linli.points.errors import (
    HasHousehold,
    HouseholdFull,
    InvitationGone,
    NoSuchTask,
    NoTitle,
    OfficeAccount,
    TaskDone,
)
from linli.points.models import Done, Household, Invitation, Membership, Star, StarTask
from linli.points.reads.household import counting, household_of, key_of
from linli.points.rules import (
    HOUSEHOLD_MEMBERS,
    HOUSEHOLD_MONTHS,
    INVITATION_VALID,
    WRONG_INVITATIONS,
    months_after,
)

NAME_LIMIT = 20
INVITATION = "household"


@transaction.atomic
def found(*, by: Person, name: str, at: datetime) -> Household:
    """Begin to take part as a household under a name of its own, for a year. Raises: OfficeAccount, NoTitle,
    HasHousehold."""
    if by.is_staff:
        raise OfficeAccount
    name = name.strip()
    if not 0 < len(name) <= NAME_LIMIT:
        raise NoTitle
    until = months_after(timezone.localdate(at), HOUSEHOLD_MONTHS)
    household = Household.objects.create(name=name, founded_at=at, expires_on=until)
    _enter(by, household, at)
    log.write("points.household_founded", household, by=by, at=at)
    return household


@transaction.atomic
def invite(*, by: Person, at: datetime) -> str:
    """Get a code that lets one person join; an older code works no more. Raises: NoHousehold."""
    household = household_of(by, at=at)
    code = codes.by_chance()
    fresh = {"digest": codes.digest(code, INVITATION), "expires_at": at + INVITATION_VALID}
    Invitation.objects.update_or_create(household=household, defaults=fresh)
    log.write("points.household_invited", household, by=by, at=at)
    return code


def join(*, by: Person, code: str, at: datetime) -> Household:
    """Take part with the household whose code it is; the code works once.
    Raises: OfficeAccount, TooOften, InvitationGone, HouseholdFull, HasHousehold."""
    if by.is_staff:
        raise OfficeAccount
    rows = Invitation.objects.open(at).select_related("household")
    key = f"household-invitation:{by.pk}"
    row = guess(rows, code, INVITATION, key=key, most=WRONG_INVITATIONS, at=at, wrong=InvitationGone)
    return _join(by, row, at)


@transaction.atomic
def _join(by: Person, row: Invitation, at: datetime) -> Household:
    gone, _ = Invitation.objects.filter(pk=row.pk, digest=row.digest).delete()
    if not gone:
        raise InvitationGone
    if row.household.memberships.count() >= HOUSEHOLD_MEMBERS:
        raise HouseholdFull
    _enter(by, row.household, at)
    log.write("points.household_joined", row.household, by=by, at=at)
    return row.household


def _enter(person: Person, household: Household, at: datetime) -> None:
    try:
        with transaction.atomic():
            Membership.objects.create(household=household, person=person, joined_at=at)
    except IntegrityError as error:
        raise HasHousehold from error


@transaction.atomic
def leave(*, by: Person, at: datetime) -> None:
    """Take part no more; with the last one everything the household did is erased. Raises: NoHousehold."""
    household = household_of(by, at=at)
    Membership.objects.filter(household=household, person=by).delete()
    log.write("points.household_left", household, by=by, at=at)
    if not household.memberships.exists():
        end(household=household, at=at)


@transaction.atomic
def go_on(*, by: Person, at: datetime) -> Household:
    """Take part for a year from now. Raises: NoHousehold."""
    household = household_of(by, at=at)
    household.expires_on = months_after(timezone.localdate(at), HOUSEHOLD_MONTHS)
    household.save(update_fields=["expires_on"])
    log.write("points.household_goes_on", household, by=by, at=at)
    return household


@transaction.atomic
def end(*, household: Household, at: datetime) -> None:
    """Erase a household whose time is over or whose last member left, and everything it did."""
    log.write("points.household_ended", household, by=None, at=at)
    household.delete()


@transaction.atomic
def tell_done(*, by: Person, task: StarTask, at: datetime) -> Done:
    """Say that the household has done a task that does not count by itself.
    Raises: NoHousehold, NoSuchTask, TaskDone."""
    household = household_of(by, at=at)
    on = timezone.localdate(at)
    if task.verb or not Star.objects.valid(on).filter(pk=task.star_id).exists():
        raise NoSuchTask
    Household.objects.filter(pk=household.pk).update(expires_on=household.expires_on)  # one at a time
    if counting(household, at=at).get(key_of(task.star, task), 0) >= task.times:
        raise TaskDone
    done = Done.objects.create(household=household, task=task, at=at)
    log.write("points.task_told", household, by=by, at=at, task=task.pk)
    return done


@transaction.atomic
def take_word_back(*, by: Person, task: StarTask, at: datetime) -> None:
    """Take the last word back that a task was done. Raises: NoHousehold, NoSuchTask."""
    household = household_of(by, at=at)
    told = Done.objects.filter(task__star__code=task.star.code, task__code=task.code, entry_id=None)
    last = told.filter(household=household).order_by("-at", "-pk").first()
    if last is None:
        raise NoSuchTask
    last.delete()
    log.write("points.task_untold", household, by=by, at=at, task=task.pk)

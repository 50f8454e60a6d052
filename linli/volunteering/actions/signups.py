"""Signing up and its end, the waiting list, and how many are wanted.

Every write on a shift holds its row first, so that the last place goes to one, the others wait in the order in which
they came, and a place that becomes free goes to whoever waits longest. Whoever signs up holds their own row before
that, so that two shifts of one person never overlap.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from linli.core import log
from linli.orgs.authority import require
from linli.orgs.grants import Grant
from linli.people.models import Look, Person, Purpose
from linli.volunteering.errors.activities import (
    BadNumber,
    Begun,
    Clash,
    NotOpen,
    NotSignedUp,
    OfficeAccount,
    SignedUp,
    TooManyAhead,
)
from linli.volunteering.models import Shift, SignUp
from linli.volunteering.rules.activities import (
    LIVE,
    MOST_LIVE,
    MOST_WANTED,
    OPEN,
    TAKES_PLACE,
    SignUpState,
)


@transaction.atomic
def sign_up(*, by: Person, shift: Shift, at: datetime) -> SignUp:
    """Take a place in a shift, or the next one on its waiting list.
    Raises: OfficeAccount, NotOpen, Begun, SignedUp, Clash, TooManyAhead."""
    if by.is_staff:
        raise OfficeAccount
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)  # this person's sign-ups one by one
    shift = _held(shift)
    if shift.role.activity.stage not in OPEN:
        raise NotOpen
    if shift.begins_at <= at:
        raise Begun
    _check_own(by, shift, at)
    is_free = shift.signups.going().count() < shift.wanted
    state = SignUpState.GOING if is_free else SignUpState.WAITING
    row = SignUp.objects.create(shift=shift, person=by, state=state, asked_at=at)
    log.write("volunteering.signed_up", row, by=by, at=at, place=_place(shift), state=state.value)
    return row


@transaction.atomic
def cancel(*, by: Person, shift: Shift, at: datetime) -> None:
    """Give the place up; whoever waits longest gets it. Raises: Begun, NotSignedUp."""
    shift = _held(shift)
    if shift.begins_at <= at:
        raise Begun
    row = SignUp.objects.live().filter(shift=shift, person=by).first()
    if row is None:
        raise NotSignedUp
    _end(row, by=by, at=at)
    _move_up(shift, at=at)


@transaction.atomic
def want(*, by: Person, shift: Shift, wanted: int, at: datetime) -> None:
    """Set how many are wanted: more let those move up who wait; fewer take nobody's place away.
    Raises: PermissionDenied, BadNumber, NotOpen, Begun."""
    shift = _held(shift)
    require(by, Grant.HOLD_ACTIVITIES, at=_place(shift))
    if not 1 <= wanted <= MOST_WANTED:
        raise BadNumber
    if shift.role.activity.stage not in OPEN:
        raise NotOpen
    if shift.begins_at <= at:
        raise Begun
    Shift.objects.filter(pk=shift.pk).update(wanted=wanted)
    shift.wanted = wanted
    log.write("volunteering.wanted_set", shift, by=by, at=at, place=_place(shift), wanted=wanted)
    _move_up(shift, at=at)


def take_out(row: SignUp, *, at: datetime) -> None:
    """Cancel the sign-up of somebody whose account is closed. By the clock, inside its transaction."""
    shift = _held(row.shift)
    _end(row, by=None, at=at)
    _move_up(shift, at=at)


def _end(row: SignUp, *, by: Person | None, at: datetime) -> None:
    """Cancel a sign-up whose shift is held."""
    SignUp.objects.filter(pk=row.pk).update(state=SignUpState.CANCELLED, ended_at=at)
    log.write("volunteering.cancelled", row, by=by, at=at, place=_place(row.shift), was=row.state)


def _move_up(shift: Shift, *, at: datetime) -> None:
    """Give the free places of a shift that is held to those who wait, the first before the others."""
    free = shift.wanted - shift.signups.going().count()
    for row in list(shift.signups.waiting()[: max(0, free)]):
        SignUp.objects.filter(pk=row.pk).update(state=SignUpState.GOING, moved_up_at=at)
        log.write("volunteering.moved_up", row, by=None, at=at, place=_place(shift))


@transaction.atomic
def reveal(*, by: Person, signup: SignUp, at: datetime) -> tuple[str, str]:
    """Show an organiser name and telephone of somebody who signed up. The look is written before anything is read.
    Raises: PermissionDenied, NotSignedUp."""
    activity = signup.shift.role.activity
    require(by, Grant.HOLD_ACTIVITIES, at=activity.community.prefix)
    if signup.state not in LIVE or activity.stage not in TAKES_PLACE:
        raise NotSignedUp
    Look.objects.create(
        person_id=signup.person_id,
        by=by,
        unit_name=activity.organiser.name,
        purpose=Purpose.NOTIFY,
        fields="name,phone",
        about=activity.title[:40],
        at=at,
    )
    log.write("volunteering.contact_revealed", signup, by=by, at=at, place=activity.community.prefix)
    person = Person.objects.get(pk=signup.person_id)
    return person.name, person.phone


def _held(shift: Shift) -> Shift:
    """The shift as it is now that nobody else can change it until the end of the transaction."""
    rows = Shift.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("role__activity__community").get(pk=shift.pk)


def _place(shift: Shift) -> str:
    return shift.role.activity.community.prefix


def _check_own(person: Person, shift: Shift, at: datetime) -> None:
    """Raises: SignedUp, Clash, TooManyAhead."""
    own = SignUp.objects.live().filter(person=person, shift__ends_at__gt=at)
    own = own.filter(shift__role__activity__stage__in=TAKES_PLACE)
    if own.filter(shift=shift).exists():
        raise SignedUp
    over = own.filter(shift__begins_at__lt=shift.ends_at, shift__ends_at__gt=shift.begins_at)
    first = over.select_related("shift__role__activity").order_by("shift__begins_at").first()
    if first is not None:
        raise Clash(first.shift.role.activity.title, first.shift.begins_at)
    if own.count() >= MOST_LIVE:
        raise TooManyAhead

"""Who was there and for how long: said by the volunteer and confirmed, or said by the organiser; struck with a reason.

Nobody is tracked: there is no check-in, no position, and nothing said counts for the whole shift at most.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from linli.core import log
from linli.orgs.authority import require
from linli.orgs.grants import Grant
from linli.people.models import Person
from linli.volunteering.errors.activities import (
    BadMinutes,
    Confirmed,
    NoReason,
    NotOpen,
    NotSignedUp,
    NotYet,
    Struck,
    TooLate,
    WasWaiting,
)
from linli.volunteering.models import Attendance, Certificate, SignUp
from linli.volunteering.rules.activities import (
    REASON_LIMIT,
    SAY_WITHIN,
    TAKES_PLACE,
    SignUpState,
    minutes_between,
    minutes_counted,
)


@transaction.atomic
def say(*, by: Person, signup: SignUp, minutes: int | None, at: datetime) -> Attendance:
    """Say that one was there oneself; the organiser confirms it. Without ``minutes`` it is the whole shift.
    Raises: NotSignedUp, WasWaiting, NotOpen, NotYet, TooLate, BadMinutes, Confirmed."""
    if signup.person_id != by.pk:
        raise NotSignedUp
    row = _say(by, signup, minutes, at, within=True)
    log.write("volunteering.attendance_said", row, by=by, at=at, place=_place(signup), minutes=row.minutes)
    return row


@transaction.atomic
def confirm(*, by: Person, signup: SignUp, minutes: int | None, at: datetime) -> Attendance:
    """Say as the organiser that somebody was there, or confirm what they said; ``minutes`` correct it.
    Raises: PermissionDenied, WasWaiting, NotSignedUp, NotOpen, NotYet, BadMinutes, Confirmed."""
    require(by, Grant.HOLD_ACTIVITIES, at=_place(signup))
    row = Attendance.objects.filter(signup=signup).first()
    if row is None or minutes is not None or row.struck_at is not None:
        row = _say(by, signup, minutes, at, within=False)
    told = Attendance.objects.told().filter(pk=row.pk)
    if not told.update(confirmed_at=at, confirmed_by=by):
        raise Confirmed
    row.refresh_from_db()
    log.write(
        "volunteering.attended",
        row,
        by=by,
        at=at,
        place=_place(signup),
        member=signup.person_id,
        minutes=row.minutes,
    )
    return row


@transaction.atomic
def strike(*, by: Person, attendance: Attendance, reason: str, at: datetime) -> Attendance:
    """Strike what was said or confirmed; certificates that count it are withdrawn, and what it earned is taken back
    by whoever reads the log. Raises: PermissionDenied, NoReason, Struck."""
    require(by, Grant.HOLD_ACTIVITIES, at=_place(attendance.signup))
    reason = reason.strip()
    if not 0 < len(reason) <= REASON_LIMIT:
        raise NoReason
    standing = Attendance.objects.filter(pk=attendance.pk, struck_at=None)
    if not standing.update(struck_at=at, struck_by=by, reason=reason):
        raise Struck
    was_confirmed = attendance.confirmed_at is not None
    attendance.refresh_from_db()
    Certificate.objects.filter(pk__in=Certificate.objects.counting(attendance.pk).values("pk")).withdraw(at)
    verb = "volunteering.attendance_struck" if was_confirmed else "volunteering.attendance_refused"
    log.write(verb, attendance, by=by, at=at, place=_place(attendance.signup), member=attendance.signup.person_id)
    return attendance


def _say(by: Person, signup: SignUp, minutes: int | None, at: datetime, *, within: bool) -> Attendance:
    shift = signup.shift
    if shift.role.activity.stage not in TAKES_PLACE:
        raise NotOpen
    if signup.state == SignUpState.WAITING:
        raise WasWaiting
    if signup.state != SignUpState.GOING:
        raise NotSignedUp
    if shift.begins_at > at:
        raise NotYet
    if within and at - shift.ends_at > SAY_WITHIN:
        raise TooLate
    if minutes is not None and minutes < 1:
        raise BadMinutes
    counted = minutes_counted(minutes, minutes_between(shift.begins_at, shift.ends_at))
    said = {"minutes": counted, "said_at": at, "said_by": by}
    row, made = Attendance.objects.get_or_create(signup=signup, defaults=said)
    if made:
        return row
    if row.confirmed_at is not None and row.struck_at is None:
        raise Confirmed
    if row.struck_at is not None and signup.person_id == by.pk:
        raise Confirmed  # the organiser has decided; only the organiser says it anew
    fresh = {"confirmed_at": None, "confirmed_by": None, "struck_at": None, "struck_by": None, "reason": ""}
    Attendance.objects.filter(pk=row.pk).update(**said, **fresh)
    row.refresh_from_db()
    return row


def _place(signup: SignUp) -> str:
    return signup.shift.role.activity.community.prefix

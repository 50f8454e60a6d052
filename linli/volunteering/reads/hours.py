"""What a volunteer reads of their own sign-ups, hours and certificates. Nothing here reads anybody else's, but for the
page on which a certificate is checked by its code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, Sum
from django.utils import timezone

from linli.orgs.models import Organisation, OrgKind
from linli.people.models import Person
from linli.volunteering.models import Activity, Attendance, AttendanceQuerySet, Certificate, SignUp
from linli.volunteering.rules.activities import OPEN, SAY_WITHIN, TAKES_PLACE, SignUpState, parse_certificate

SHOWN = 100


@dataclass(frozen=True, slots=True)
class OwnShift:
    """One sign-up as its owner sees it. ``place`` in the waiting list counts from 1; 0: a place is theirs."""

    signup: SignUp
    activity: Activity
    begins_at: datetime
    ends_at: datetime
    place: int
    attendance: Attendance | None


@dataclass(frozen=True, slots=True)
class Mine:
    """``to_say``: shifts that were, of which nothing was said yet and something still can be."""

    coming: tuple[OwnShift, ...]
    called_off: tuple[OwnShift, ...]
    to_say: tuple[OwnShift, ...]
    done: tuple[OwnShift, ...]
    minutes: int
    times: int


@dataclass(frozen=True, slots=True)
class Issuer:
    """A community in which somebody has hours, and since when."""

    unit: Organisation
    since: date
    minutes: int


def mine(person: Person, *, at: datetime) -> Mine:
    """Everything one volunteer sees of themselves, the latest hundred."""
    rows = (
        SignUp.objects.live()
        .filter(person=person)
        .select_related("shift__role__activity__community", "attendance")
        .order_by("-shift__begins_at", "-pk")[:SHOWN]
    )
    found = list(rows)
    places = _places([row for row in found if row.state == SignUpState.WAITING and row.shift.begins_at > at])
    own = [_own(row, places) for row in found]
    ahead = [one for one in own if one.ends_at > at]
    past = [one for one in own if one.begins_at <= at and one.activity.stage in TAKES_PLACE]
    total = counted(person).aggregate(minutes=Sum("minutes"), times=Count("pk"))
    return Mine(
        coming=tuple(reversed([one for one in ahead if one.activity.stage in OPEN])),
        called_off=tuple(one for one in ahead if one.activity.stage not in TAKES_PLACE),
        to_say=tuple(one for one in past if one.attendance is None and _can_say(one, at)),
        done=tuple(one for one in past if one.attendance is not None),
        minutes=total["minutes"] or 0,
        times=total["times"],
    )


def _can_say(one: OwnShift, at: datetime) -> bool:
    return one.signup.state == SignUpState.GOING and at - one.ends_at <= SAY_WITHIN


def _own(row: SignUp, places: dict[int, int]) -> OwnShift:
    activity, attendance = row.shift.role.activity, getattr(row, "attendance", None)
    return OwnShift(row, activity, row.shift.begins_at, row.shift.ends_at, places.get(row.pk, 0), attendance)


def _places(rows: Sequence[SignUp]) -> dict[int, int]:
    """The place of each in its waiting list, one query for all."""
    waiting = SignUp.objects.filter(shift__in={row.shift_id for row in rows}, state=SignUpState.WAITING)
    queues: dict[int, list[int]] = {}
    for shift, pk in waiting.order_by("pk").values_list("shift", "pk") if rows else ():
        queues.setdefault(shift, []).append(pk)
    return {row.pk: queues[row.shift_id].index(row.pk) + 1 for row in rows if row.pk in queues.get(row.shift_id, ())}


def counted(
    person: Person, *, unit: Organisation | None = None, since: date | None = None, until: date | None = None
) -> AttendanceQuerySet:
    """The confirmed attendances of ``person``: in the community of ``unit``, on days from ``since`` to ``until``."""
    rows = Attendance.objects.counting().filter(signup__person=person)
    if unit is not None:
        rows = rows.filter(signup__shift__role__activity__community=unit.division_id)
    zone = timezone.get_current_timezone()
    if since is not None:
        rows = rows.filter(signup__shift__begins_at__gte=datetime(since.year, since.month, since.day, tzinfo=zone))
    if until is not None:
        day = until + timedelta(days=1)
        rows = rows.filter(signup__shift__begins_at__lt=datetime(day.year, day.month, day.day, tzinfo=zone))
    return rows.order_by("signup__shift__begins_at", "pk")


def hours(person: Person) -> AttendanceQuerySet:
    """The same with what a table of one's own hours tells."""
    return counted(person).select_related("signup__shift__role__activity__community")


def issuers(person: Person, *, at: datetime) -> list[Issuer]:
    """The communities that can give ``person`` a certificate."""
    sums: dict[int, list[tuple[datetime, int]]] = {}
    for community, begins_at, minutes in counted(person).values_list(
        "signup__shift__role__activity__community", "signup__shift__begins_at", "minutes"
    ):
        sums.setdefault(community, []).append((begins_at, minutes))
    units = Organisation.objects.valid(timezone.localdate(at)).filter(
        kind=OrgKind.COMMUNITY_COMMITTEE, division__in=sums
    )
    return [
        Issuer(
            unit,
            timezone.localdate(min(begins_at for begins_at, _ in sums[unit.division_id])),
            sum(minutes for _, minutes in sums[unit.division_id]),
        )
        for unit in units.order_by("code")
    ]


def certificates(person: Person) -> list[Certificate]:
    """Their own, the latest first; those that were withdrawn are told as such."""
    return list(Certificate.objects.filter(person=person).select_related("unit").order_by("-issued_at")[:SHOWN])


def certificate_with(code: str) -> Certificate | None:
    """The one that has this code, also when it was withdrawn: whoever checks it is told so."""
    return Certificate.objects.filter(code=parse_certificate(code)).select_related("unit").first()


def is_signed_up(person: Person, shifts: Sequence[int]) -> dict[int, SignUp]:
    """The live sign-ups of ``person`` for ``shifts``, by shift."""
    rows = SignUp.objects.live().filter(Q(person=person), shift__in=shifts)
    return {row.shift_id: row for row in rows}

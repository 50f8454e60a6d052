"""An activity is made, changed, published, repeated by the week, called off, and held when its time is over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction

from linli.core import log, moves
from linli.orgs.authority import System, require
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation
from linli.people.models import Person
from linli.places.models import Division, Facility
from linli.volunteering.errors.activities import (
    ActivityMoved,
    BadNumber,
    BadRepeat,
    BadShift,
    InThePast,
    NoReason,
    NoRoles,
    NotHere,
    NoTitle,
    TooManyShifts,
)
from linli.volunteering.models import Activity, Role, Shift, Skill, Team, Template
from linli.volunteering.rules.activities import (
    CALL_OFF,
    CHANGE,
    HOLD,
    LONGEST_SHIFT,
    MOST_PUPILS,
    MOST_SHIFTS,
    MOST_WANTED,
    MOST_WEEKS,
    PUBLISH,
    REASON_LIMIT,
)

Times = tuple[datetime, datetime]
"""From when to when a shift lasts."""


@dataclass(frozen=True, slots=True)
class RoleSays:
    """Who is wanted in each shift, and how many; the skill is wished for."""

    name: str
    wanted: int
    name_en: str = ""
    skill: Skill | None = None


@dataclass(frozen=True, slots=True)
class ActivitySays:
    """What an activity is. Every role is wanted in each of ``times``. It takes place at a ``facility``, or at a
    ``spot`` in words, with a ``point`` (longitude, latitude, CGCS2000) where one was picked."""

    title: str
    community: Division
    organiser: Organisation
    times: Sequence[Times]
    roles: Sequence[RoleSays]
    words: str = ""
    template: Template | None = None
    team: Team | None = None
    facility: Facility | None = None
    spot: str = ""
    point: tuple[float, float] | None = None
    pupils: int | None = None


@transaction.atomic
def make(*, by: Person | System, says: ActivitySays, at: datetime) -> Activity:
    """Draft an activity. Raises: PermissionDenied, NoTitle, NoRoles, BadShift, InThePast, TooManyShifts, BadNumber,
    NotHere."""
    require(by, Grant.HOLD_ACTIVITIES, at=says.community.prefix)
    _check(says, at)
    leader = by if isinstance(by, Person) else None
    activity = Activity.objects.create(**fields_of(says), leader=leader, made_at=at)
    _lay_out(activity, says)
    log.write("volunteering.activity_made", activity, by=by, at=at, place=says.community.prefix)
    return activity


@transaction.atomic
def change(*, by: Person, activity: Activity, says: ActivitySays, at: datetime) -> Activity:
    """Write a draft anew; what was published is called off and made anew instead.
    Raises: what ``make`` raises, ActivityMoved."""
    require(by, Grant.HOLD_ACTIVITIES, at=activity.community.prefix)
    require(by, Grant.HOLD_ACTIVITIES, at=says.community.prefix)
    _check(says, at)
    if not moves.made(activity, CHANGE, **fields_of(says)):
        raise ActivityMoved
    activity.roles.all().delete()
    _lay_out(activity, says)
    log.write("volunteering.activity_changed", activity, by=by, at=at, place=says.community.prefix)
    return activity


@transaction.atomic
def publish(*, by: Person | System, activity: Activity, at: datetime) -> Activity:
    """Let people sign up. Raises: PermissionDenied, InThePast, ActivityMoved."""
    require(by, Grant.HOLD_ACTIVITIES, at=activity.community.prefix)
    if activity.ends_at <= at:
        raise InThePast
    if not moves.made(activity, PUBLISH):
        raise ActivityMoved
    log.write("volunteering.published", activity, by=by, at=at, place=activity.community.prefix)
    return activity


@transaction.atomic
def repeat(*, by: Person | System, activity: Activity, weeks: int, at: datetime) -> list[Activity]:
    """Make the same once more in each of the next ``weeks`` weeks, drafts or published like it; one term of a class.
    Raises: PermissionDenied, BadRepeat, ActivityMoved."""
    require(by, Grant.HOLD_ACTIVITIES, at=activity.community.prefix)
    if not 1 <= weeks <= MOST_WEEKS:
        raise BadRepeat
    if activity.stage not in (*PUBLISH.before, PUBLISH.after) or activity.series is not None:
        raise ActivityMoved
    series = uuid4()
    Activity.objects.filter(pk=activity.pk).update(series=series)
    activity.series = series
    roles = list(activity.roles.prefetch_related("shifts").order_by("pk"))
    made = []
    for week in range(1, weeks + 1):
        later = timedelta(weeks=week)
        copy = Activity.objects.get(pk=activity.pk)
        copy.pk, copy.version, copy.made_at = None, 0, at
        copy.begins_at, copy.ends_at = activity.begins_at + later, activity.ends_at + later
        copy._state.adding = True
        copy.save(force_insert=True)
        for role in roles:
            again = Role.objects.create(activity=copy, name=role.name, name_en=role.name_en, skill_id=role.skill_id)
            Shift.objects.bulk_create(
                Shift(role=again, begins_at=one.begins_at + later, ends_at=one.ends_at + later, wanted=one.wanted)
                for one in role.shifts.all()
            )
        made.append(copy)
    log.write("volunteering.repeated", activity, by=by, at=at, place=activity.community.prefix, weeks=weeks)
    return made


@transaction.atomic
def call_off(*, by: Person, activity: Activity, reason: str, at: datetime) -> Activity:
    """Call an activity off; all who signed up are told why. Raises: PermissionDenied, NoReason, ActivityMoved."""
    require(by, Grant.HOLD_ACTIVITIES, at=activity.community.prefix)
    reason = reason.strip()
    if not 0 < len(reason) <= REASON_LIMIT:
        raise NoReason
    if not moves.made(activity, CALL_OFF, called_off_at=at, called_off_by=by, reason=reason):
        raise ActivityMoved
    log.write("volunteering.called_off", activity, by=by, at=at, place=activity.community.prefix)
    return activity


@transaction.atomic
def hold(*, activity: Activity, at: datetime) -> bool:
    """Note that an activity whose time is over took place. By the clock; False when another loop was faster."""
    if not moves.made(activity, HOLD):
        return False
    log.write("volunteering.held", activity, by=None, at=at, place=activity.community.prefix)
    return True


def of_template(template: Template, *, begins_at: datetime) -> tuple[list[Times], list[RoleSays]]:
    """The times and roles that a template proposes for an activity that begins then."""
    times = [(begins_at, begins_at + timedelta(minutes=template.minutes))]
    roles = [
        RoleSays(role.name, role.wanted, role.name_en, role.skill)
        for role in template.roles.select_related("skill").order_by("pk")
    ]
    return times, roles


def _check(says: ActivitySays, at: datetime) -> None:
    if not says.title.strip():
        raise NoTitle
    if not says.roles or not says.times:
        raise NoRoles
    if len(says.roles) * len(says.times) > MOST_SHIFTS:
        raise TooManyShifts
    if len({role.name.strip() for role in says.roles}) < len(says.roles) or any(
        not role.name.strip() for role in says.roles
    ):
        raise NoRoles
    if any(not 1 <= role.wanted <= MOST_WANTED for role in says.roles):
        raise BadNumber
    if says.pupils is not None and not 1 <= says.pupils <= MOST_PUPILS:
        raise BadNumber
    if any(not timedelta(0) < ends - begins <= LONGEST_SHIFT for begins, ends in says.times):
        raise BadShift
    if len({begins for begins, _ends in says.times}) < len(says.times):
        raise BadShift
    if max(ends for _begins, ends in says.times) <= at:
        raise InThePast
    check_place(says)


def check_place(says: ActivitySays) -> None:
    """Raises: NotHere, unless facility and team stand in the community and the organiser answers for some of it."""
    here = says.community.prefix
    inside = (says.facility is None or says.facility.community_id == says.community.pk) and (
        says.team is None or says.team.community_id == says.community.pk
    )
    stands_here = says.organiser.prefix.startswith(here) or here.startswith(says.organiser.prefix)
    if not (inside and stands_here):
        raise NotHere


def fields_of(says: ActivitySays) -> dict[str, Any]:
    at_facility = says.facility is not None and says.facility.lon is not None
    point = (says.facility.lon, says.facility.lat) if at_facility and says.facility else says.point or (None, None)
    return {
        "title": says.title.strip(),
        "words": says.words.strip(),
        "template": says.template,
        "community": says.community,
        "organiser": says.organiser,
        "team": says.team,
        "facility": says.facility,
        "spot": says.spot.strip(),
        "lon": point[0],
        "lat": point[1],
        "pupils": says.pupils,
        "begins_at": min(begins for begins, _ends in says.times),
        "ends_at": max(ends for _begins, ends in says.times),
    }


def _lay_out(activity: Activity, says: ActivitySays) -> None:
    for role in says.roles:
        made = Role.objects.create(
            activity=activity, name=role.name.strip(), name_en=role.name_en.strip(), skill=role.skill
        )
        Shift.objects.bulk_create(
            Shift(role=made, begins_at=begins, ends_at=ends, wanted=role.wanted) for begins, ends in says.times
        )

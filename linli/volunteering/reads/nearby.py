"""Activities that lie ahead: near a place, in a community, one of them with its shifts. Nobody's name is read here."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.db.models import Count, F, Min, Q, QuerySet, Sum

from linli.people.models import Person
from linli.places.reads.facilities import metres
from linli.places.shapes import METRES_PER_DEGREE
from linli.volunteering.models import Activity, Shift, SignUp
from linli.volunteering.reads.hours import is_signed_up
from linli.volunteering.rules.activities import AHEAD, LIVE, NEAR_METRES, SignUpState

NEAREST = 300  # of those in reach, the next ones
ON_A_PAGE = 30

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Card:
    """An activity as a list shows it. ``only`` is its shift where there is one and no other; ``own`` the state of the
    reader's sign-up, if any; ``metres`` of walking, rounded; None where nobody asked or nobody knows."""

    activity: Activity
    wanted: int
    going: int
    only: int | None = None
    own: str = ""
    metres: int | None = None

    @property
    def left(self) -> int:
        return max(0, self.wanted - self.going)

    @property
    def kilometres(self) -> str:
        return f"{(self.metres or 0) / 1000:.1f}"


@dataclass(frozen=True, slots=True)
class ShiftRow:
    """One shift: how many are wanted, come and wait; ``own`` is the reader's sign-up and ``place`` theirs in the
    waiting list, from 1."""

    shift: Shift
    going: int
    waiting: int
    own: SignUp | None = None
    place: int = 0

    @property
    def left(self) -> int:
        return max(0, self.shift.wanted - self.going)


def ahead(at: datetime, *, town: str = "", template: str = "") -> QuerySet[Activity]:
    """What lies ahead, in divisions whose code begins with ``town`` and of one template where they are given."""
    rows = Activity.objects.ahead(at, at + AHEAD).select_related("community", "facility", "organiser", "template")
    if town:
        rows = rows.within([town])
    if template:
        rows = rows.filter(template__code=template)
    return rows


def near(point: Point, *, at: datetime, template: str = "", person: Person | None = None) -> list[Card]:
    """What is within a walk of ``point``, the nearest first and of those alike far the sooner. Walking distance is the
    straight line times the county's detour factor; ``point`` is kept nowhere."""
    tall = NEAR_METRES / METRES_PER_DEGREE
    wide = tall / max(0.1, math.cos(math.radians(point[1])))
    rows = ahead(at, template=template).filter(
        lon__range=(point[0] - wide, point[0] + wide), lat__range=(point[1] - tall, point[1] + tall)
    )
    found = []
    for row in rows.order_by("begins_at", "pk")[:NEAREST]:
        far = metres(point, row.point) if row.point is not None else math.inf
        if far <= NEAR_METRES:
            walk = round(far * settings.LINLI_WALK_DETOUR / 10) * 10
            found.append((walk, row))
    found.sort(key=lambda one: (one[0], one[1].begins_at, one[1].pk))
    first = found[:ON_A_PAGE]
    shown = cards([row for _walk, row in first], person)
    return [replace(card, metres=walk) for card, (walk, _row) in zip(shown, first, strict=True)]


def cards(rows: Sequence[Activity], person: Person | None = None) -> list[Card]:
    """The same rows with how many are wanted and how many come: two queries for all, and one for ``person``."""
    keys = [row.pk for row in rows]
    shifts = Shift.objects.filter(role__activity__in=keys).order_by()
    sums = shifts.values_list("role__activity").annotate(Sum("wanted"), Count("pk"), Min("pk"))
    wanted = {pk: (number, first if count == 1 else None) for pk, number, count, first in sums}
    signups = SignUp.objects.going().filter(shift__role__activity__in=keys).order_by()
    going = dict(signups.values_list("shift__role__activity").annotate(Count("pk")))
    own = _own(keys, person) if person is not None else {}
    return [Card(row, wanted[row.pk][0], going.get(row.pk, 0), wanted[row.pk][1], own.get(row.pk, "")) for row in rows]


def _own(activities: Sequence[int], person: Person) -> dict[int, str]:
    """The state of the person's sign-up by activity; of several shifts a place before a wait."""
    rows = SignUp.objects.live().filter(person=person, shift__role__activity__in=activities)
    states = list(rows.values_list("shift__role__activity", "state"))
    waiting = {activity: state for activity, state in states if state == SignUpState.WAITING}
    return waiting | {activity: state for activity, state in states if state == SignUpState.GOING}


def shifts_of(activity: Activity, person: Person | None = None) -> list[ShiftRow]:
    """The shifts of one activity in their order; four queries at most."""
    count = {state: Count("signups", filter=Q(signups__state=state)) for state in LIVE}
    rows = list(
        Shift.objects.filter(role__activity=activity)
        .select_related("role__skill")
        .annotate(going=count[SignUpState.GOING], waiting=count[SignUpState.WAITING])
        .order_by("begins_at", "role", "pk")
    )
    own = is_signed_up(person, [row.pk for row in rows]) if person is not None else {}
    places = {shift: _place(row) for shift, row in own.items() if row.state == SignUpState.WAITING}
    return [ShiftRow(row, row.going, row.waiting, own.get(row.pk), places.get(row.pk, 0)) for row in rows]


def _place(row: SignUp) -> int:
    return SignUp.objects.filter(shift=row.shift_id, state=SignUpState.WAITING, pk__lte=row.pk).count()


def sisters(activity: Activity, *, at: datetime) -> QuerySet[Activity]:
    """The other weeks of a series that lie ahead."""
    rows = Activity.objects.ahead(at, at + 3 * AHEAD).filter(series=activity.series, series__isnull=False)
    return rows.exclude(pk=F("pk") if activity.series is None else activity.pk).order_by("begins_at")

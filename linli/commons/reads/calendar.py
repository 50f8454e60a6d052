"""When a resource is open, and how much of it is taken then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Protocol

from django.utils import timezone

from linli.commons.models import Booking, Resource
from linli.commons.rules.spans import Span, peak
from linli.core.calendar import working_calendar
from linli.core.calendar.rules import WorkingCalendar
from linli.places import hours_text
from linli.places.hours import ONE_DAY, Holidays, Hours, checked

DAYS_SHOWN = 14


class Told(Protocol):
    """Hours as lines: a row of the list, or what is said of one."""

    @property
    def hours(self) -> str: ...
    @property
    def changed_days(self) -> str: ...
    @property
    def holidays(self) -> str: ...


def hours_of(told: Told) -> Hours:
    """Raises: BadHours."""
    changes = hours_text.read_changes(told.changed_days)
    return checked(Hours(hours_text.read(told.hours), changes, Holidays(told.holidays)))


def openings(hours: Hours, span: Span, calendar: WorkingCalendar) -> list[Span]:
    """The hours of every day that ``span`` touches, of the day before too, whose night may reach into it; without
    hours told, the whole span."""
    if not hours.is_known:
        return [span]
    begin, end = (one.astimezone(calendar.zone) for one in span)
    found: list[Span] = []
    day = begin.date() - timedelta(days=1)
    while day <= end.date():
        found += hours.spans(day, calendar)
        day += ONE_DAY
    return [(opens, shuts) for opens, shuts in found if opens < end and shuts > begin]


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch of opening hours in which the same bookings run, and how much is left in it."""

    begin: datetime
    end: datetime
    left: int


@dataclass(frozen=True, slots=True)
class Day:
    on: date
    slots: list[Slot]


def days_of(resource: Resource, *, at: datetime) -> list[Day]:
    """The calendar of two weeks from today, cut where a booking begins or ends: one query."""
    calendar, hours, today = working_calendar(), hours_of(resource), timezone.localdate(at)
    days = [datetime.combine(today + timedelta(days=n), time(), calendar.zone) for n in range(DAYS_SHOWN + 1)]
    rows = Booking.objects.filter(resource=resource).overlapping(days[0], days[-1])
    taken = rows.taken().get(resource.pk, [])
    found = []
    for day in pairwise(days):
        slots: list[Slot] = []
        for opens, shuts in openings(hours, day, calendar):
            if opens < day[0]:  # it began the night before
                continue
            cuts = sorted({opens, shuts} | {edge for one in taken for edge in one[:2] if opens < edge < shuts})
            slots += [Slot(*step, resource.capacity - peak(taken, step)) for step in pairwise(cuts)]
        found.append(Day(day[0].date(), slots))
    return found

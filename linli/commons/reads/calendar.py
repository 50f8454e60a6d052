"""When a resource is open, and how much of it is taken then."""

from __future__ import annotations

from datetime import timedelta
from typing import Protocol

from linli.commons.rules.spans import Span
from linli.core.calendar.rules import WorkingCalendar
from linli.places import hours_text
from linli.places.hours import ONE_DAY, Holidays, Hours, checked


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

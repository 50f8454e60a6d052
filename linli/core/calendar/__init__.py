"""The working calendar of this deployment: rules over the dated tables of days and hours."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time

from django.utils import timezone

from linli.core.calendar.rules import Limit, LimitUnit, NoWorkingTime, Spans, WorkingCalendar
from linli.core.models import AnnouncedYear, Day, WorkingHours
from linli.core.revisions import Kept

__all__ = ["REVISION", "Limit", "LimitUnit", "NoWorkingTime", "WorkingCalendar", "working_calendar"]

REVISION = "calendar"


def parse_spans(spans: Iterable[tuple[str, str]]) -> Spans:
    return tuple((time.fromisoformat(start), time.fromisoformat(end)) for start, end in spans)


def _load() -> WorkingCalendar:
    days = list(Day.objects.all())
    return WorkingCalendar(
        zone=timezone.get_default_timezone(),
        moved={day.on: day.works for day in days},
        announced=frozenset(AnnouncedYear.objects.values_list("year", flat=True)),
        hours=[(hours.valid_from, parse_spans(hours.spans)) for hours in WorkingHours.objects.order_by("valid_from")],
        names={day.on: day.name for day in days},
    )


kept = Kept(REVISION, _load)


def working_calendar() -> WorkingCalendar:
    """The calendar as it stands, from memory; loaded anew after ``core.calendar.fill`` or a decree changed it."""
    return kept.get()

"""How the calendar gets its days: from the kept library, from a file of the yearly notice, by a decree for one day.

A decree outweighs a notice, and a later year's notice an earlier one's (the notice of a year may move days of the
December before). A year filled from a file is not touched by the library again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from importlib.metadata import version
from itertools import pairwise
from typing import Any

import chinese_calendar
import orjson
from django.db import transaction

from linli.core import log
from linli.core.calendar import REVISION, parse_spans
from linli.core.models import AnnouncedYear, Day, WorkingHours
from linli.core.revisions import bump

LIBRARY = "chinesecalendar"
FIRST_YEAR, LAST_YEAR = 1949, 2199
NAME_LENGTH, SOURCE_LENGTH = 40, 120
DEFAULT_FROM = date(2000, 1, 1)
DEFAULT_SPANS = (("08:30", "12:00"), ("13:30", "17:30"))  # the office hours of Kunshan; each place sets its own


class HolidayFileError(ValueError):
    """The file of a yearly notice cannot be used; the text says what is wrong with it, and in which day."""


class NoSuchHours(ValueError):
    """Office hours must be stretches of one day, each ending after it began, in order, none touching the next."""


@dataclass(frozen=True)
class Moved:
    """One date that a notice moved."""

    on: date
    works: bool
    name: str


@dataclass(frozen=True)
class Notice:
    """The notice of one year; no ``days`` means that it is not published yet."""

    year: int
    source: str
    days: tuple[Moved, ...]


@dataclass(frozen=True)
class Filled:
    """What was done: the years that stand now, and the years asked for whose notice is not published."""

    years: tuple[int, ...]
    unannounced: tuple[int, ...] = ()
    days: int = 0


@transaction.atomic
def fill_from_library(*, by: log.Actor | None, at: datetime) -> Filled:
    """Fill every year that the kept library knows and that no file of a notice has filled."""
    kept = set(AnnouncedYear.objects.exclude(source__startswith=LIBRARY).values_list("year", flat=True))
    notices = [notice for notice in library_notices() if notice.year not in kept]
    return _fill(notices, by=by, at=at)


@transaction.atomic
def fill_from_file(text: str | bytes, *, by: log.Actor | None, at: datetime) -> Filled:
    """Fill one year from a file in the shape of holiday-cn; what stood for that year goes, decrees stay.

    Raises: HolidayFileError.
    """
    notice = read_notice(text)
    if not notice.days:
        if AnnouncedYear.objects.filter(pk=notice.year).exists():
            raise HolidayFileError(f"the file of {notice.year} lists no day, and days of that year are known already")
        return Filled(years=(), unannounced=(notice.year,))
    return _fill([notice], by=by, at=at)


@transaction.atomic
def decree(on: date, *, works: bool, name: str, source: str, by: log.Actor | None, at: datetime) -> Day:
    """Say of one day whether it works, above any notice: a flood, a local holiday."""
    day, _ = Day.objects.update_or_create(
        on=on, defaults={"works": works, "name": name, "source": source, "notice": None}
    )
    bump(REVISION)
    log.write("core.day_decreed", day, by=by, at=at, on=on.isoformat(), works=works, source=source)
    return day


@transaction.atomic
def set_hours(
    valid_from: date, spans: Sequence[tuple[str, str]] = DEFAULT_SPANS, *, by: log.Actor | None, at: datetime
) -> WorkingHours:
    """Set the office hours in force from a day on, as pairs of ``HH:MM``. Raises: NoSuchHours."""
    try:
        moments = [moment for span in parse_spans(spans) for moment in span]
    except ValueError as error:
        raise NoSuchHours(str(error)) from error
    if not moments or any(later <= earlier for earlier, later in pairwise(moments)):
        raise NoSuchHours(str(spans))
    stored = [list(span) for span in spans]
    hours, _ = WorkingHours.objects.update_or_create(valid_from=valid_from, defaults={"spans": stored})
    bump(REVISION)
    log.write("core.hours_set", hours, by=by, at=at, valid_from=valid_from.isoformat(), spans=stored)
    return hours


def ensure_hours(*, by: log.Actor | None, at: datetime) -> None:
    """Set the usual office hours where none are set yet."""
    if not WorkingHours.objects.exists():
        set_hours(DEFAULT_FROM, by=by, at=at)


def library_notices() -> list[Notice]:
    """The notices that the kept library knows, 2004 to the last one published before its release."""
    names = {holiday.value: holiday.chinese for holiday in chinese_calendar.Holiday}
    source = f"{LIBRARY} {version(LIBRARY)}"
    by_year: dict[int, list[Moved]] = {}
    for works, days in ((False, chinese_calendar.holidays), (True, chinese_calendar.workdays)):
        for on, name in days.items():
            by_year.setdefault(on.year, []).append(Moved(on, works, names.get(name, name)))
    return [Notice(year, source, tuple(sorted(days, key=_by_date))) for year, days in sorted(by_year.items())]


def read_notice(text: str | bytes) -> Notice:
    """Read ``{"year": 2026, "papers": ["https://…"], "days": [{"name", "date", "isOffDay"}]}``.

    Raises: HolidayFileError. Source: the shape of https://github.com/NateScarlet/holiday-cn.
    """
    try:
        data = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise HolidayFileError(f"not JSON: {error}") from error
    if not isinstance(data, dict):
        raise HolidayFileError("an object with year, papers and days is needed")
    year, papers, days = data.get("year"), data.get("papers", []), data.get("days")
    if type(year) is not int or not FIRST_YEAR <= year <= LAST_YEAR:
        raise HolidayFileError(f"year: {year!r} is not a year")
    if not isinstance(papers, list) or not all(isinstance(paper, str) for paper in papers):
        raise HolidayFileError("papers: a list of addresses is needed")
    if not isinstance(days, list):
        raise HolidayFileError("days: a list is needed")
    moved = [_read_day(number, day, year) for number, day in enumerate(days, start=1)]
    seen: set[date] = set()
    for number, day in enumerate(moved, start=1):
        if day.on in seen:
            raise HolidayFileError(f"day {number}: {day.on} is listed twice")
        seen.add(day.on)
    return Notice(year, " ".join(papers)[:SOURCE_LENGTH], tuple(sorted(moved, key=_by_date)))


def _read_day(number: int, day: Any, year: int) -> Moved:
    if not isinstance(day, dict):
        raise HolidayFileError(f"day {number}: an object with name, date and isOffDay is needed")
    name, on, is_off = day.get("name"), day.get("date"), day.get("isOffDay")
    if not isinstance(name, str) or not name or len(name) > NAME_LENGTH:
        raise HolidayFileError(f"day {number}: name {name!r} is not a name")
    if not isinstance(is_off, bool):
        raise HolidayFileError(f"day {number}: isOffDay {is_off!r} is not true or false")
    try:
        parsed = date.fromisoformat(on if isinstance(on, str) else "")
    except ValueError as error:
        raise HolidayFileError(f"day {number}: date {on!r} is not a date") from error
    if not date(year - 1, 12, 1) <= parsed <= date(year, 12, 31):
        raise HolidayFileError(f"day {number}: {parsed} does not belong to the notice of {year}")
    return Moved(parsed, not is_off, name)


def _fill(notices: Iterable[Notice], *, by: log.Actor | None, at: datetime) -> Filled:
    years: list[int] = []
    count = 0
    for notice in notices:
        year, _ = AnnouncedYear.objects.update_or_create(pk=notice.year, defaults={"source": notice.source})
        Day.objects.filter(notice=year).delete()
        dates = [moved.on for moved in notice.days]
        Day.objects.filter(on__in=dates, notice__lt=notice.year).delete()
        held = set(Day.objects.filter(on__in=dates).values_list("on", flat=True))
        made = Day.objects.bulk_create(
            Day(on=moved.on, works=moved.works, name=moved.name, source=notice.source, notice=year)
            for moved in notice.days
            if moved.on not in held
        )
        log.write("core.year_filled", year, by=by, at=at, days=len(made), source=notice.source)
        years.append(notice.year)
        count += len(made)
    if years:
        bump(REVISION)
    return Filled(years=tuple(years), days=count)


def _by_date(moved: Moved) -> date:
    return moved.on

"""When a door is open: rules of days, single days that differ, and holidays. Pure; time comes in as ``at``.

The days of a rule are those of an RRULE. Source: RFC 5545 section 3.3.10; HSDS 3.0 ``schedule``, which has the same
fields and knows weeks and months.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache

from dateutil import rrule

from linli.core.calendar.rules import WorkingCalendar

ONE_DAY = timedelta(days=1)
NEAR_DAYS, FAR_DAYS = 8, 370  # how far ahead is looked: a week, and where a door is shut, a year
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY = re.compile(r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)")
MOST_INTERVAL = 52
MOST_RULES = 14


def runs(days: Collection[str]) -> list[list[str]]:
    """The weekdays among ``days`` in their order, those that follow one another together."""
    found: list[list[str]] = []
    for day in (one for one in DAYS if one in days):
        if found and DAYS.index(day) == DAYS.index(found[-1][-1]) + 1:
            found[-1].append(day)
        else:
            found.append([day])
    return found


class Freq(StrEnum):
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"


class Holidays(StrEnum):
    """What public holidays (法定节假日) and the days made up for them (调休上班) do to the rules."""

    AS_USUAL = "as_usual"  # nothing: a reading room that is open every day
    CLOSED = "closed"  # shut on the days off that were announced
    OFFICE = "office"  # shut on days off, and on days made up for open as on the Friday before


class BadHours(ValueError):
    """Rules that cannot be. ``args[0]`` says what is wrong, in a word: days, interval, since, span, many."""


@dataclass(frozen=True, slots=True)
class Days:
    """The days of an RRULE. ``since`` counts only where the rule skips weeks or months."""

    freq: Freq = Freq.WEEKLY
    byday: str = ""  # MO,TU; by the month 1SA,-1FR
    bymonthday: str = ""  # 1,15,-1
    interval: int = 1
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """Open from ``opens`` to ``closes`` on some days. ``closes`` not later than ``opens`` lies on the next day."""

    days: Days
    opens: time
    closes: time
    since: date | None = None
    until: date | None = None  # the last day

    def on(self, day: date) -> bool:
        if (self.since and day < self.since) or (self.until and day > self.until):
            return False
        return day in _days(self.days, day.replace(day=1))

    @property
    def is_round_the_clock(self) -> bool:
        return self.opens == self.closes


@dataclass(frozen=True, slots=True)
class Change:
    """What one day has instead of the rules; no span is a day on which the door stays shut."""

    span: tuple[time, time] | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """Whether a door is open: until when (None: not shut within the week to come), else from when (None: not within
    a year)."""

    is_open: bool
    closes_at: datetime | None = None
    opens_at: datetime | None = None


@dataclass(frozen=True)
class Hours:
    rules: tuple[Rule, ...] = ()
    changes: Mapping[date, Change] = field(default_factory=dict)
    holidays: Holidays = Holidays.CLOSED

    @property
    def is_known(self) -> bool:
        return bool(self.rules)

    def spans(self, day: date, calendar: WorkingCalendar) -> list[tuple[datetime, datetime]]:
        """When the door opens on ``day`` and when it shuts after that, which may be on the next day."""
        if day in self.changes:
            span = self.changes[day].span
            return [_instants(day, *span, calendar)] if span else []
        like, moved = day, calendar.moved.get(day)
        if moved is False and self.holidays is not Holidays.AS_USUAL:
            return []
        if moved and self.holidays is Holidays.OFFICE:
            while like.weekday() > 4:
                like -= ONE_DAY
        return sorted(_instants(day, rule.opens, rule.closes, calendar) for rule in self.rules if rule.on(like))

    def state(self, at: datetime, calendar: WorkingCalendar) -> State:
        """How the door stands at ``at``."""
        edge = datetime.combine(at.astimezone(calendar.zone).date() + NEAR_DAYS * ONE_DAY, time(), calendar.zone)
        for ahead in (NEAR_DAYS, FAR_DAYS):
            for start, end in self._runs(at, ahead, calendar):
                if start <= at < end:
                    return State(True, closes_at=end if end < edge else None)
                if start > at:
                    return State(False, opens_at=start)
        return State(False)

    def _runs(self, at: datetime, ahead: int, calendar: WorkingCalendar) -> Iterator[tuple[datetime, datetime]]:
        """Stretches without a shut moment from the day before ``at`` on, so that midnight shuts no door."""
        day = at.astimezone(calendar.zone).date() - ONE_DAY
        run: tuple[datetime, datetime] | None = None
        for _ in range(ahead + 1):
            for start, end in self.spans(day, calendar):
                if run is not None and start <= run[1]:
                    run = run[0], max(run[1], end)
                    continue
                if run is not None:
                    yield run
                run = start, end
            day += ONE_DAY
        if run is not None:
            yield run


def checked(hours: Hours) -> Hours:
    """``hours``, if they can be. Raises: BadHours."""
    if len(hours.rules) > MOST_RULES:
        raise BadHours("many")
    for rule in hours.rules:
        days = rule.days
        if bool(days.byday) == bool(days.bymonthday):
            raise BadHours("days")
        named = [_DAY.fullmatch(part) for part in days.byday.split(",")] if days.byday else []
        if None in named or (days.freq is Freq.WEEKLY and (days.bymonthday or any(one and one[1] for one in named))):
            raise BadHours("days")
        if days.bymonthday and not all(_is_month_day(part) for part in days.bymonthday.split(",")):
            raise BadHours("days")
        if not 1 <= days.interval <= MOST_INTERVAL:
            raise BadHours("interval")
        if days.interval > 1 and days.since is None:
            raise BadHours("since")
        if rule.since and rule.until and rule.until < rule.since:
            raise BadHours("span")
    return hours


def _is_month_day(part: str) -> bool:
    return bool(re.fullmatch(r"-?[0-9]{1,2}", part)) and 1 <= abs(int(part)) <= 31


def _instants(day: date, opens: time, closes: time, calendar: WorkingCalendar) -> tuple[datetime, datetime]:
    end = day if closes > opens else day + ONE_DAY
    return datetime.combine(day, opens, calendar.zone), datetime.combine(end, closes, calendar.zone)


@lru_cache(maxsize=4096)
def _days(days: Days, month: date) -> frozenset[date]:
    """The days of a rule within the month that begins on ``month``; most facilities share a handful of rules."""
    first = datetime.combine(month, time())
    last = first + timedelta(days=31)
    skips = days.interval > 1 and days.since is not None
    named = [_DAY.fullmatch(part) for part in days.byday.split(",") if part]
    found = rrule.rrule(
        rrule.WEEKLY if days.freq is Freq.WEEKLY else rrule.MONTHLY,
        dtstart=datetime.combine(days.since, time()) if skips and days.since else first,
        interval=days.interval,
        byweekday=[getattr(rrule, one[2])(int(one[1]) if one[1] else None) for one in named if one] or None,
        bymonthday=[int(part) for part in days.bymonthday.split(",") if part] or None,
        until=last,
    )
    return frozenset(one.date() for one in found.between(first, last, inc=True))

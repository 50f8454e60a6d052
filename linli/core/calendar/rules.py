"""The working clock: pure, told everything it needs. Minutes are whole; seconds of the start are kept.

Source: Civil Code (民法典) article 201, the day a term begins is not counted; article 203, a term that ends on a
holiday ends on the next working day, and where there are business hours, when they close. Days off and days made up
for: the yearly notice of the General Office of the State Council (国务院办公厅关于节假日安排的通知).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from functools import cached_property

ONE_DAY = timedelta(days=1)
LONGEST_SEARCH_DAYS = 366 * 12

Spans = tuple[tuple[time, time], ...]
Stop = tuple[datetime, datetime]


class LimitUnit(StrEnum):
    WORKING_HOURS = "working_hours"
    WORKING_DAYS = "working_days"
    CALENDAR_HOURS = "calendar_hours"


@dataclass(frozen=True, slots=True)
class Limit:
    """How long something may take: ``amount`` whole units."""

    amount: int
    unit: LimitUnit


class NoWorkingTime(ValueError):
    """The calendar has no working time within twelve years: its office hours are empty."""


@dataclass(frozen=True)
class WorkingCalendar:
    """Days and hours that count.

    ``moved`` says of single dates whether they work; ``announced`` are the years whose notice is known; ``hours`` are
    (valid_from, spans) in order of date, spans within one day and in order.
    """

    zone: tzinfo
    moved: Mapping[date, bool]
    announced: frozenset[int]
    hours: Sequence[tuple[date, Spans]]
    names: Mapping[date, str] = field(default_factory=dict)

    @cached_property
    def _hours_from(self) -> list[date]:
        return [valid_from for valid_from, _ in self.hours]

    def works(self, day: date) -> bool:
        moved = self.moved.get(day)
        return day.weekday() < 5 if moved is None else moved

    def spans(self, day: date) -> Spans:
        """The office hours of ``day``, empty when it does not work."""
        if not self.works(day):
            return ()
        at = bisect_right(self._hours_from, day) - 1
        return self.hours[max(at, 0)][1] if self.hours else ()

    def unannounced(self, start: datetime, end: datetime) -> list[int]:
        """Years between the two instants that were counted Monday to Friday for want of a notice."""
        first, last = sorted((start.astimezone(self.zone).year, end.astimezone(self.zone).year))
        return [year for year in range(first, last + 1) if year not in self.announced]

    # -- limits ---------------------------------------------------------------------------------------------------

    def due(self, start: datetime, limit: Limit, stops: Iterable[Stop] = ()) -> datetime:
        """The instant at which ``limit``, begun at ``start``, runs out when the clock stands in ``stops``.
        Raises: NoWorkingTime."""
        stands = in_order(stops)
        if limit.unit is LimitUnit.CALENDAR_HOURS:
            return self.stretched(start, timedelta(hours=limit.amount), stands)
        if limit.unit is LimitUnit.WORKING_HOURS:
            return self._worked(start, timedelta(hours=limit.amount), stands)
        return self._closed(start, limit.amount, stands)

    def due_after(self, start: datetime, limits: Iterable[Limit], stops: Iterable[Stop] = ()) -> datetime:
        """Where several limits end that follow one another: a promise and its extensions. Raises: NoWorkingTime."""
        stands = in_order(stops)
        for limit in limits:
            start = self.due(start, limit, stands)
        return start

    def stretched(self, start: datetime, left: timedelta, stops: Iterable[Stop] = ()) -> datetime:
        """``left`` by the clock on the wall, longer by the stops that lie before its end."""
        for since, to in in_order(stops):
            if since > start and since - start >= left:
                break
            left -= max(timedelta(), since - start)
            start = max(start, to)
        return start + left

    def counted(self, start: datetime, end: datetime, unit: LimitUnit, stops: Iterable[Stop] = ()) -> int:
        """What of a limit in ``unit`` runs between the two instants: whole working days, of the other units whole
        minutes. Negative when ``end`` is earlier. What is left of a limit is this from now to its end, and while the
        clock stands from where it stopped."""
        if end < start:
            return -self.counted(end, start, unit, stops)
        stands = in_order(stops)
        if unit is LimitUnit.WORKING_DAYS:
            return sum(1 for _ in self.counted_days(start, end, stands))
        pieces = _outside(start, end, stands)
        if unit is LimitUnit.WORKING_HOURS:
            pieces = self._working(start, end, stands)
        return int(sum((to - since for since, to in pieces), timedelta()) // timedelta(minutes=1))

    def counted_days(self, start: datetime, end: datetime, stops: Iterable[Stop] = ()) -> Iterator[date]:
        """The working days that count between the two instants: after the day of ``start``, closed by ``end``."""
        stands = in_order(stops)
        day, last = start.astimezone(self.zone).date(), end.astimezone(self.zone).date()
        while day < last:
            day += ONE_DAY
            if (close := self._close(day)) is not None and close <= end and not stands_at(close, stands):
                yield day

    def add_days(self, at: datetime, days: int) -> datetime:
        """``days`` working days on: the close of the last one; the day of ``at`` is not counted.

        Going back (``days`` < 0): the opening of the day so many working days before. 0 gives ``at``.
        """
        if days == 0:
            return at
        step = ONE_DAY if days > 0 else -ONE_DAY
        day, left = at.astimezone(self.zone).date(), abs(days)
        for _ in range(LONGEST_SEARCH_DAYS):
            day += step
            spans = self.spans(day)
            if spans:
                left -= 1
                if left == 0:
                    return self._at(day, spans[-1][1] if days > 0 else spans[0][0])
        raise NoWorkingTime

    def add_minutes(self, at: datetime, minutes: int) -> datetime:
        """``minutes`` of working time on, or back when negative. 0 gives ``at``.

        Going on, a term that is used up exactly at a close of hours ends there and not at the next opening.
        """
        if minutes == 0:
            return at
        left = timedelta(minutes=abs(minutes))
        for start, end in self._runs(at, forward=minutes > 0):
            length = end - start
            if length >= left:
                return start + left if minutes > 0 else end - left
            left -= length
        raise NoWorkingTime

    def minutes_between(self, start: datetime, end: datetime) -> int:
        """Whole working minutes from ``start`` to ``end``; negative when ``end`` is earlier."""
        if end < start:
            return -self.minutes_between(end, start)
        day, last = start.astimezone(self.zone).date(), end.astimezone(self.zone).date()
        total = timedelta()
        while day <= last:
            for opening, close in self.spans(day):
                total += max(timedelta(), min(self._at(day, close), end) - max(self._at(day, opening), start))
            day += ONE_DAY
        return int(total // timedelta(minutes=1))

    def days_between(self, start: datetime, end: datetime) -> int:
        """Working days after the day of ``start`` up to and with the day of ``end``; negative when earlier."""
        if end < start:
            return -self.days_between(end, start)
        day, last, days = start.astimezone(self.zone).date(), end.astimezone(self.zone).date(), 0
        while day < last:
            day += ONE_DAY
            days += self.works(day)
        return days

    # -- inside ---------------------------------------------------------------------------------------------------

    def _worked(self, start: datetime, left: timedelta, stands: Sequence[Stop]) -> datetime:
        """The first instant by which so much working time has run outside the stops."""
        if not left:
            return start
        for opening, close in self._runs(start, forward=True):
            for since, to in _outside(opening, close, stands):
                if to - since >= left:
                    return since + left
                left -= to - since
        raise NoWorkingTime

    def _closed(self, start: datetime, days: int, stands: Sequence[Stop]) -> datetime:
        """The close of the last of so many working days that count."""
        day, at = start.astimezone(self.zone).date(), start
        for _ in range(LONGEST_SEARCH_DAYS):
            if days == 0:
                return at
            day += ONE_DAY
            if (close := self._close(day)) is not None and not stands_at(close, stands):
                days, at = days - 1, close
        raise NoWorkingTime

    def _working(self, start: datetime, end: datetime, stands: Sequence[Stop]) -> Iterator[Stop]:
        day, last = start.astimezone(self.zone).date(), end.astimezone(self.zone).date()
        while day <= last:
            for opening, close in self.spans(day):
                yield from _outside(max(self._at(day, opening), start), min(self._at(day, close), end), stands)
            day += ONE_DAY

    def _close(self, day: date) -> datetime | None:
        """When the office hours of ``day`` end; None when it does not work."""
        spans = self.spans(day)
        return self._at(day, spans[-1][1]) if spans else None

    def _at(self, day: date, moment: time) -> datetime:
        return datetime.combine(day, moment, tzinfo=self.zone)

    def _runs(self, at: datetime, *, forward: bool) -> Iterator[tuple[datetime, datetime]]:
        """The stretches of working time after (or before) ``at``, nearest first, the first one cut at ``at``."""
        local = at.astimezone(self.zone)
        day = local.date()
        for _ in range(LONGEST_SEARCH_DAYS):
            spans = self.spans(day)
            for opening, close in spans if forward else reversed(spans):
                start, end = self._at(day, opening), self._at(day, close)
                if forward:
                    start = max(start, local)
                else:
                    end = min(end, local)
                if start < end:
                    yield start, end
            day += ONE_DAY if forward else -ONE_DAY


def in_order(stops: Iterable[Stop]) -> Sequence[Stop]:
    """The same time as stops one after the other that neither touch nor overlap; empty ones are dropped."""
    joined: list[Stop] = []
    for since, to in sorted(stops):
        if joined and since <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], to))
        elif since < to:
            joined.append((since, to))
    return joined


def stands_at(close: datetime, stops: Iterable[Stop]) -> bool:
    """Whether the clock stands when a day closes: the time up to ``close`` lies in a stop, as a stop that only begins
    then takes nothing from the day."""
    return any(since < close <= to for since, to in stops)


def _outside(start: datetime, end: datetime, stands: Iterable[Stop]) -> Iterator[Stop]:
    """What remains between the two instants outside of stops that are in order."""
    for since, to in stands:
        if start < min(since, end):
            yield start, min(since, end)
        start = max(start, to)
    if start < end:
        yield start, end

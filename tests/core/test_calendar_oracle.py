"""Ends of time against an oracle that shares no code with ``core.calendar`` and counts one minute after the other.

Its days are bytes: one for each minute, 1 where office hours run. Stops blank the minutes they cover; where one begins
or ends inside a minute, or a limit does, the seconds are counted too. The cases have every unit, extensions one on top
of the other, stops that overlap and touch, holidays, made-up days, decrees, years without a notice, hours that change,
days that end at midnight of a year, and starts at any second.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from linli.core.calendar.rules import Limit, LimitUnit, Stop, WorkingCalendar
from linli.matters.basis import Basis

SHANGHAI = ZoneInfo("Asia/Shanghai")
FIRST, DAYS = date(2024, 11, 1), 900
DAY_MINUTES, DAY_SECONDS = 1440, 86_400
MIDNIGHT = datetime.combine(FIRST, time(), tzinfo=SHANGHAI)

HOURS = [
    [("08:30", "12:00"), ("13:30", "17:30")],
    [("09:00", "12:00"), ("13:00", "17:00")],
    [("00:00", "06:00"), ("22:00", "23:59")],
    [("08:30", "11:45"), ("12:15", "14:00"), ("14:01", "16:10")],
    [("09:00", "17:00")],
]
LIMITS = {
    LimitUnit.WORKING_HOURS: [1, 2, 4, 8, 24, 40],
    LimitUnit.CALENDAR_HOURS: [1, 2, 24, 48, 100],
    LimitUnit.WORKING_DAYS: [1, 2, 3, 5, 7, 15, 30],
}


def number(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


@dataclass
class World:
    """One calendar, told to both sides in the words of each."""

    calendar: WorkingCalendar
    minutes: bytearray  # of every day one after the other: 1 where office hours run
    closes: list[int | None]  # of each day the minute at which its hours end


def world(chance: Random) -> World:
    """Days that a notice or a decree moved, around new year and anywhere; hours that change once or twice."""
    moved: dict[date, bool] = {}
    for year in (2025, 2026, 2027):
        begins = (date(year, 1, 1) - FIRST).days
        for on in range(begins - chance.randrange(4), begins + chance.randrange(1, 9)):  # a holiday over the new year
            moved[FIRST + timedelta(days=on)] = False
    for _ in range(chance.randrange(60)):
        moved[FIRST + timedelta(days=chance.randrange(DAYS))] = chance.random() < 0.5
    changes = sorted({0, *(chance.randrange(1, DAYS) for _ in range(chance.randrange(3)))})
    hours = [(begins, chance.choice(HOURS)) for begins in changes]
    minutes, closes = bytearray(DAYS * DAY_MINUTES), []
    for number_of_day in range(DAYS):
        day = FIRST + timedelta(days=number_of_day)
        spans = [these for begins, these in hours if begins <= number_of_day][-1]
        if not moved.get(day, day.strftime("%a") not in ("Sat", "Sun")):
            closes.append(None)
            continue
        for opening, close in spans:
            for minute in range(number(opening), number(close)):
                minutes[number_of_day * DAY_MINUTES + minute] = 1
        closes.append(number_of_day * DAY_MINUTES + number(spans[-1][1]))
    calendar = WorkingCalendar(
        zone=SHANGHAI,
        moved=moved,
        announced=frozenset(chance.sample([2024, 2025, 2026, 2027], 2)),
        hours=[
            (
                FIRST + timedelta(days=begins),
                tuple((time.fromisoformat(opening), time.fromisoformat(close)) for opening, close in spans),
            )
            for begins, spans in hours
        ],
    )
    return World(calendar, minutes, closes)


class Oracle:
    """Instants are seconds since the first midnight. A second counts unless a stop covers it."""

    def __init__(self, of: World, stops: list[tuple[int, int]]) -> None:
        self.of = of
        self.stops = stops

    def stands(self, second: int) -> bool:
        return any(since <= second < to for since, to in self.stops)

    def edges(self, minute: int) -> list[int]:
        """The seconds of a minute at which a stop begins or ends, and its own ends."""
        first, end = minute * 60, minute * 60 + 60
        inside = [edge for stop in self.stops for edge in stop if first < edge < end]
        return sorted({first, end, *inside})

    def end(self, start: int, amount: int, unit: LimitUnit) -> int:
        if unit == LimitUnit.WORKING_DAYS:
            return self.end_of_days(start, amount)
        left = amount * 3600
        minute = start // 60
        touched = {edge // 60 for stop in self.stops for edge in stop} | {minute}
        while True:
            if unit == LimitUnit.CALENDAR_HOURS or self.of.minutes[minute]:
                if minute in touched:
                    for since, to in zip(self.edges(minute), self.edges(minute)[1:], strict=False):
                        if self.stands(since):
                            continue
                        begins = max(since, start)
                        if to - begins >= left:
                            return begins + left
                        left -= max(0, to - begins)
                elif not self.stands(minute * 60):
                    if left <= 60:
                        return minute * 60 + left
                    left -= 60
            minute += 1

    def end_of_days(self, start: int, amount: int) -> int:
        day = start // DAY_SECONDS
        while True:
            day += 1
            close = self.of.closes[day]
            if close is not None and not self.stands(close * 60 - 1):
                amount -= 1
                if amount == 0:
                    return close * 60


def near_an_edge(chance: Random, day: int) -> int:
    """A second of a day: mostly around the opening or the close of some hours or midnight, else any."""
    if chance.random() < 0.6:
        minute = number(chance.choice(chance.choice(HOURS))[chance.randrange(2)]) if chance.random() < 0.8 else 0
        second = minute * 60 + chance.choice([-60, -1, 0, 0, 0, 1, 30, 60])
    else:
        second = chance.randrange(DAY_SECONDS)
    return max(0, day * DAY_SECONDS + second)


def stops_of(chance: Random, start: int) -> list[tuple[int, int]]:
    """None, one or several, some of which overlap or touch; from seconds to weeks long, before and after the start."""
    found: list[tuple[int, int]] = []
    for _ in range(chance.choice([0, 0, 1, 1, 2, 3])):
        since = near_an_edge(chance, start // DAY_SECONDS + chance.choice([-1, 0, 0, 0, 1, 1, 2, 3, 5, 9]))
        if found and chance.random() < 0.3:
            since = found[-1][1]  # touches the one before
        length = chance.choice([1, 59, 60, 3600, 7200, DAY_SECONDS, chance.randrange(1, 20 * DAY_SECONDS)])
        to = near_an_edge(chance, since // DAY_SECONDS + 1) if chance.random() < 0.3 else since + length
        found.append((since, max(since, to)))
    chance.shuffle(found)
    return found


def instant(second: int, chance: Random) -> datetime:
    return (MIDNIGHT + timedelta(seconds=second)).astimezone(chance.choice([UTC, SHANGHAI]))


def compare(cases: int, seed: int) -> int:
    """Every case by both sides. Returns how many ends were compared."""
    chance, compared, of = Random(seed), 0, world(Random(seed))
    for case in range(cases):
        if case % 250 == 0:
            of = world(chance)
        start = near_an_edge(chance, chance.randrange(30, DAYS - 320))
        stops = stops_of(chance, start)
        unit = chance.choice(list(LIMITS))
        amounts = [chance.choice(LIMITS[unit]) for _ in range(chance.choice([1, 1, 2, 3]))]
        oracle, end = Oracle(of, stops), start
        for amount in amounts:
            end = oracle.end(end, amount, unit)
            compared += 1
        stood: list[Stop] = [(instant(since, chance), instant(to, chance)) for since, to in stops]
        limit, *more = (Limit(amount, unit) for amount in amounts)
        basis = Basis(instant(start, chance), limit, None, tuple(more), tuple(stood))
        assert basis.due(of.calendar) == MIDNIGHT + timedelta(seconds=end), (seed, case, start, stops, unit, amounts)
        whole = sum(amounts) * (1 if unit == LimitUnit.WORKING_DAYS else 60)
        assert of.calendar.counted(basis.since, instant(end, chance), unit, stood) == whole, (seed, case)
    return compared


@pytest.mark.slow
def test_two_thousand_ends_are_where_counting_minute_by_minute_finds_them() -> None:
    assert compare(cases=2_000, seed=20261122) >= 2_000


@pytest.mark.soak
@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
def test_a_hundred_thousand_ends_are_where_counting_minute_by_minute_finds_them(seed: int) -> None:
    assert compare(cases=10_000, seed=seed) >= 10_000

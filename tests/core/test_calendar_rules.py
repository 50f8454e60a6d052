"""The working clock against an oracle that knows nothing of spans: one mark for each minute of a winter.

The winter has noon breaks, nights, weekends, a holiday over the new year, a Saturday and a Sunday made up for, a closed
Monday by decree, and office hours that change on a day in the middle.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from random import Random
from zoneinfo import ZoneInfo

import pytest

from linli.core.calendar import parse_spans
from linli.core.calendar.rules import Limit, LimitUnit, NoWorkingTime, WorkingCalendar

SHANGHAI = ZoneInfo("Asia/Shanghai")
FIRST, DAYS, CHANGE = date(2026, 11, 1), 180, date(2027, 1, 18)
MOVED = {
    date(2026, 12, 26): True,  # a Saturday made up for
    date(2027, 1, 1): False,
    date(2027, 1, 10): True,  # a Sunday made up for
    date(2027, 1, 11): False,
    **{date(2027, 2, day): False for day in range(5, 14)},
}
USUAL, WINTER = (("08:30", "12:00"), ("13:30", "17:30")), (("09:00", "11:45"), ("12:15", "14:00"), ("14:01", "16:10"))
CALENDAR = WorkingCalendar(
    zone=SHANGHAI,
    moved=MOVED,
    announced=frozenset({2026}),
    hours=[(date(2020, 1, 1), parse_spans(USUAL)), (CHANGE, parse_spans(WINTER))],
)


class Oracle:
    """Counts minutes one by one. An instant is given in seconds since the first midnight."""

    def __init__(self) -> None:
        self.start = datetime.combine(FIRST, time(), tzinfo=SHANGHAI)
        self.minutes: list[bool] = []
        self.working_days: list[bool] = []
        for number in range(DAYS):
            day = FIRST + timedelta(days=number)
            works = MOVED.get(day, day.isoweekday() <= 5)
            self.working_days.append(works)
            for minute in range(24 * 60):
                clock = f"{minute // 60:02}:{minute % 60:02}"
                hours = USUAL if day < CHANGE else WINTER
                self.minutes.append(works and any(opening <= clock < close for opening, close in hours))
        self.worked = [0, *accumulate(60 * mark for mark in self.minutes)]  # seconds worked before each minute

    def instant(self, seconds: int) -> datetime:
        return self.start + timedelta(seconds=seconds)

    def before(self, seconds: int) -> int:
        """Seconds worked before the instant."""
        minute, rest = divmod(seconds, 60)
        return self.worked[minute] + rest * self.minutes[minute]

    def add(self, seconds: int, minutes: int) -> int:
        """On: the first instant that has seen so much more work. Back: the last that had seen so much less."""
        target = self.before(seconds) + 60 * minutes
        minute = (bisect_left(self.worked, target) if minutes > 0 else bisect_right(self.worked, target)) - 1
        return 60 * minute + target - self.worked[minute]


@pytest.fixture(scope="module")
def oracle() -> Oracle:
    return Oracle()


def random_instant(random: Random) -> int:
    """Mostly near an edge of office hours, else anywhere; away from the ends of the winter."""
    day = random.randrange(40, DAYS - 40)
    edge = random.choice(
        ["08:30", "09:00", "11:45", "12:00", "12:15", "13:30", "14:00", "14:01", "16:10", "17:30", "00:00"]
    )
    near = time.fromisoformat(edge)
    minute = (
        near.hour * 60 + near.minute + random.choice([-1, 0, 0, 1]) if random.random() < 0.6 else random.randrange(1440)
    )
    return max(0, day * 86_400 + minute * 60 + random.choice([0, 0, 0, 1, 30, 59]))


def compare(oracle: Oracle, cases: int, seed: int) -> None:
    random = Random(seed)
    for _ in range(cases):
        seconds, minutes = random_instant(random), random.choice([1, 30, 210, 240, 450, random.randrange(1, 4000)])
        at = oracle.instant(seconds).astimezone(random.choice([UTC, SHANGHAI]))
        for step in (minutes, -minutes):
            found = CALENDAR.add_minutes(at, step)
            assert found == oracle.instant(oracle.add(seconds, step)), (at, step)
            assert CALENDAR.minutes_between(at, found) == step
            assert CALENDAR.minutes_between(found, at) == -step

        other = random_instant(random)
        between = CALENDAR.minutes_between(at, oracle.instant(other))
        whole = abs(oracle.before(other) - oracle.before(seconds)) // 60
        assert between == (whole if other >= seconds else -whole), (at, other)
        if between:  # so many minutes on from here is as far as there, but for part of a minute and time off
            reached = CALENDAR.add_minutes(at, between)
            assert CALENDAR.minutes_between(reached, oracle.instant(other)) == 0

        days = random.choice([1, 2, 3, 5, 15])
        today, there = seconds // 86_400, other // 86_400
        later = [day for day in range(today + 1, DAYS) if oracle.working_days[day]][days - 1]
        earlier = [day for day in range(today) if oracle.working_days[day]][-days]
        assert CALENDAR.add_days(at, days) == oracle.instant(60 * last_minute(oracle, later) + 60)
        assert CALENDAR.add_days(at, -days) == oracle.instant(60 * oracle.minutes.index(True, earlier * 1440))
        assert CALENDAR.days_between(at, CALENDAR.add_days(at, days)) == days
        low, high = sorted((today, there))
        counted = sum(oracle.working_days[low + 1 : high + 1])
        assert CALENDAR.days_between(at, oracle.instant(other)) == (counted if other >= seconds else -counted)


def last_minute(oracle: Oracle, day: int) -> int:
    return max(minute for minute in range(day * 1440, day * 1440 + 1440) if oracle.minutes[minute])


@pytest.mark.slow
def test_the_clock_agrees_with_an_oracle_that_counts_minutes(oracle: Oracle) -> None:
    compare(oracle, cases=2000, seed=2026)


@pytest.mark.soak
@pytest.mark.slow
def test_the_clock_agrees_with_the_oracle_a_hundred_thousand_times(oracle: Oracle) -> None:
    compare(oracle, cases=100_000, seed=7)


# -- by hand ------------------------------------------------------------------------------------------------------


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("at", "minutes", "then"),
    [
        ("2026-12-25 11:00", 60, "2026-12-25 12:00"),  # used up at the close: it ends there
        ("2026-12-25 11:00", 61, "2026-12-25 13:31"),  # one more: after the noon break
        ("2026-12-25 12:30", 1, "2026-12-25 13:31"),  # begun in the break
        ("2026-12-25 17:00", 60, "2026-12-26 09:00"),  # Friday evening, the Saturday is made up for
        ("2026-12-26 17:00", 60, "2026-12-28 09:00"),  # that Saturday evening, over Sunday
        ("2026-12-31 17:29", 2, "2027-01-04 08:31"),  # over the new year
        ("2027-01-10 17:30", 1, "2027-01-12 08:31"),  # a made-up Sunday, then a closed Monday
        ("2027-01-15 17:00", 60, "2027-01-18 09:30"),  # new hours from Monday
        ("2026-12-25 03:00", 450, "2026-12-25 17:30"),  # a whole day
        ("2026-12-25 13:31", -2, "2026-12-25 11:59"),
        ("2026-12-25 13:30", -1, "2026-12-25 11:59"),
        ("2026-12-28 08:30", -450, "2026-12-26 08:30"),  # back to an opening: it ends there
        ("2027-01-04 09:00", -60, "2026-12-31 17:00"),
        ("2026-12-25 12:30", 0, "2026-12-25 12:30"),
    ],
)
def test_minutes_are_added_as_a_person_would_count_them(at: str, minutes: int, then: str) -> None:
    assert CALENDAR.add_minutes(local(at), minutes) == local(then)


@pytest.mark.parametrize(
    ("limit", "then"),
    [
        (Limit(4, LimitUnit.WORKING_HOURS), "2026-12-31 14:30"),
        (Limit(3, LimitUnit.WORKING_DAYS), "2027-01-06 17:30"),
        (Limit(48, LimitUnit.CALENDAR_HOURS), "2027-01-02 09:00"),
    ],
)
def test_a_limit_runs_out_by_its_own_unit(limit: Limit, then: str) -> None:
    assert CALENDAR.due(local("2026-12-31 09:00"), limit) == local(then)


def test_the_year_of_a_day_is_the_local_one() -> None:
    new_year = datetime(2026, 12, 31, 16, 30, tzinfo=UTC)  # half past midnight in Shanghai
    assert CALENDAR.unannounced(new_year, new_year) == [2027]
    assert CALENDAR.unannounced(new_year - timedelta(hours=1), new_year) == [2027]
    assert CALENDAR.unannounced(datetime(2028, 5, 1, tzinfo=UTC), new_year) == [2027, 2028]
    assert CALENDAR.unannounced(local("2026-01-01 00:00"), local("2026-12-31 23:59")) == []


def test_without_office_hours_no_term_ever_ends() -> None:
    never = WorkingCalendar(zone=SHANGHAI, moved={}, announced=frozenset(), hours=[])
    for add in (never.add_minutes, never.add_days):
        for step in (1, -1):
            with pytest.raises(NoWorkingTime):
                add(local("2026-12-25 09:00"), step)
    assert never.minutes_between(local("2026-12-25 09:00"), local("2027-12-25 09:00")) == 0


def test_decades_between_are_counted_to_the_end() -> None:
    weeks = WorkingCalendar(SHANGHAI, {}, frozenset(), [(date(2000, 1, 1), parse_spans(USUAL))])
    start = local("2000-01-03 00:00")  # a Monday
    assert weeks.minutes_between(start, start + timedelta(weeks=52 * 26)) == 52 * 26 * 5 * 450
    assert weeks.days_between(start, start + timedelta(weeks=52 * 26)) == 52 * 26 * 5


def test_the_first_office_hours_hold_for_the_days_before_them_too() -> None:
    assert CALENDAR.spans(date(2019, 1, 2)) == parse_spans(USUAL)
    worked, off = (local(f"{day} 00:00") for day in ("2026-12-25", "2027-01-01"))
    assert [CALENDAR.minutes_between(day, day + timedelta(days=1)) for day in (worked, off)] == [450, 0]

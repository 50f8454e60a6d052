"""A clock that stands for a while, counted by hand. ``test_calendar_oracle`` counts many more minute by minute."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from linli.core.calendar import parse_spans
from linli.core.calendar.rules import Limit, LimitUnit, NoWorkingTime, Stop, WorkingCalendar, in_order

SHANGHAI = ZoneInfo("Asia/Shanghai")
HOURS, DAYS, CLOCK = LimitUnit.WORKING_HOURS, LimitUnit.WORKING_DAYS, LimitUnit.CALENDAR_HOURS
CALENDAR = WorkingCalendar(
    zone=SHANGHAI,
    moved={date(2027, 1, 1): False, date(2026, 12, 26): True},  # a holiday, and a Saturday made up for
    announced=frozenset({2026}),
    hours=[(date(2020, 1, 1), parse_spans((("08:30", "12:00"), ("13:30", "17:30"))))],
)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def stop(text: str) -> Stop:
    since, to = text.split(" to ")
    return local(since), local(to)


@pytest.mark.parametrize(
    ("start", "limit", "stops", "then"),
    [
        # Wednesday 23 December 2026 is a working day
        ("2026-12-23 09:00", Limit(2, HOURS), ["2026-12-23 10:00 to 2026-12-23 11:00"], "2026-12-23 12:00"),
        ("2026-12-23 09:00", Limit(2, HOURS), ["2026-12-23 11:00 to 2026-12-23 16:00"], "2026-12-23 11:00"),
        ("2026-12-23 09:00", Limit(2, HOURS), ["2026-12-23 10:59 to 2026-12-23 16:00"], "2026-12-23 16:01"),
        ("2026-12-23 09:00", Limit(2, HOURS), ["2026-12-23 08:00 to 2026-12-24 08:00"], "2026-12-24 10:30"),
        ("2026-12-23 17:00", Limit(1, HOURS), ["2026-12-23 17:30 to 2026-12-24 08:30"], "2026-12-24 09:00"),  # a night
        ("2026-12-23 09:00", Limit(24, CLOCK), ["2026-12-23 20:00 to 2026-12-24 05:00"], "2026-12-24 18:00"),
        ("2026-12-23 09:00", Limit(24, CLOCK), ["2026-12-24 09:00 to 2026-12-30 09:00"], "2026-12-24 09:00"),
        ("2026-12-23 09:00", Limit(2, CLOCK), ["2026-12-20 09:00 to 2026-12-23 10:00"], "2026-12-23 12:00"),
        ("2026-12-23 09:00", Limit(2, DAYS), [], "2026-12-25 17:30"),
        ("2026-12-23 09:00", Limit(2, DAYS), ["2026-12-24 17:00 to 2026-12-25 08:00"], "2026-12-26 17:30"),
        ("2026-12-23 09:00", Limit(2, DAYS), ["2026-12-24 09:00 to 2026-12-24 17:29"], "2026-12-25 17:30"),
        ("2026-12-23 09:00", Limit(2, DAYS), ["2026-12-24 09:00 to 2026-12-24 17:30"], "2026-12-26 17:30"),
        ("2026-12-23 09:00", Limit(2, DAYS), ["2026-12-24 17:30 to 2026-12-25 08:30"], "2026-12-25 17:30"),
        ("2026-12-23 09:00", Limit(1, DAYS), ["2026-12-23 10:00 to 2026-12-31 10:00"], "2026-12-31 17:30"),
        ("2026-12-31 09:00", Limit(1, DAYS), [], "2027-01-04 17:30"),  # over the new year
    ],
)
def test_a_clock_that_stood_runs_out_later(start: str, limit: Limit, stops: list[str], then: str) -> None:
    assert CALENDAR.due(local(start), limit, map(stop, stops)) == local(then)


def test_stops_in_any_order_count_once_where_they_overlap() -> None:
    stops = [
        stop("2026-12-23 10:30 to 2026-12-23 11:00"),
        stop("2026-12-23 10:00 to 2026-12-23 10:45"),
        stop("2026-12-23 15:00 to 2026-12-23 15:00"),
        stop("2026-12-23 11:00 to 2026-12-23 11:30"),
    ]
    assert in_order(stops) == [stop("2026-12-23 10:00 to 2026-12-23 11:30")]
    assert CALENDAR.due(local("2026-12-23 09:00"), Limit(2, HOURS), stops) == local("2026-12-23 14:00")


def test_an_extension_is_counted_from_the_end_before_it_under_the_same_stops() -> None:
    start, limits = local("2026-12-23 09:00"), [Limit(2, DAYS), Limit(1, DAYS)]
    assert CALENDAR.due_after(start, limits) == local("2026-12-26 17:30")
    later = [stop("2026-12-26 08:00 to 2026-12-27 08:00")]  # after the first end, so only the extension feels it
    assert CALENDAR.due_after(start, limits[:1], later) == local("2026-12-25 17:30")
    assert CALENDAR.due_after(start, limits, later) == local("2026-12-28 17:30")
    assert CALENDAR.due_after(start, []) == start


def test_what_is_left_is_what_still_counts() -> None:
    stops = [stop("2026-12-24 10:00 to 2026-12-24 11:00"), stop("2026-12-25 15:00 to 2026-12-26 09:00")]
    now, end = local("2026-12-24 09:30"), local("2026-12-28 17:30")
    assert CALENDAR.counted(now, end, DAYS, stops) == 2  # the 24th is today, the 25th closes in a stop
    assert list(CALENDAR.counted_days(now, end, stops)) == [date(2026, 12, 26), date(2026, 12, 28)]
    assert CALENDAR.counted(now, local("2026-12-24 14:00"), HOURS, stops) == 30 + 60 + 30
    assert CALENDAR.counted(now, local("2026-12-24 14:00"), CLOCK, stops) == 30 + 180
    assert CALENDAR.counted(local("2026-12-24 14:00"), now, HOURS, stops) == -120


def test_a_clock_that_stands_for_good_never_ends() -> None:
    start = local("2026-12-23 09:00")
    for limit in (Limit(1, HOURS), Limit(1, DAYS)):
        with pytest.raises(NoWorkingTime):
            CALENDAR.due(start, limit, [(start, start + timedelta(days=366 * 13))])

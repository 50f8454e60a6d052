"""When the steps of the ladder come: pure, with a calendar of plain weeks."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from linli.core.calendar.rules import Limit, LimitUnit, WorkingCalendar
from linli.matters.ladder import coming
from linli.matters.reads.terms import StepFacts

HOURS = ((time(8, 30), time(12)), (time(13, 30), time(17, 30)))  # 450 minutes a day
WEEKS = WorkingCalendar(UTC, {}, frozenset({2026}), [(date(2000, 1, 1), HOURS)])
MONDAY = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)


def step(pk: int, *, percent: int | None = None, after: Limit | None = None) -> StepFacts:
    return StepFacts(pk, f"step-{pk}", "warn", percent, after, None, "", "", date(2020, 1, 1), None)


LADDER = (step(1, percent=80), step(2, percent=100), step(3, after=Limit(1, LimitUnit.WORKING_DAYS)))


def at(since: datetime, due_at: datetime, counts: LimitUnit, **more: object) -> list[datetime]:
    found = coming(LADDER, since=since, due_at=due_at, counts=counts, calendar=WEEKS, **more)  # type: ignore[arg-type]
    return [each.at for each in found]


def test_four_fifths_are_of_the_time_that_counts() -> None:
    two_days = MONDAY.replace(day=3, hour=17)
    first, end, after = at(MONDAY, two_days, LimitUnit.WORKING_HOURS)
    assert WEEKS.minutes_between(MONDAY, first) == WEEKS.minutes_between(MONDAY, two_days) * 8 // 10
    assert (end, after) == (two_days, datetime(2026, 3, 4, 17, 30, tzinfo=UTC))


def test_hours_of_day_and_night_are_counted_through_the_night() -> None:
    assert at(MONDAY, MONDAY + timedelta(hours=10), LimitUnit.CALENDAR_HOURS)[0] == MONDAY + timedelta(hours=8)


def test_a_weekend_in_between_does_not_count() -> None:
    friday, monday = datetime(2026, 3, 6, 8, 30, tzinfo=UTC), datetime(2026, 3, 9, 17, 30, tzinfo=UTC)
    first = at(friday, monday, LimitUnit.WORKING_DAYS)[0]
    assert first == datetime(2026, 3, 9, 14, 30, tzinfo=UTC)  # 720 of 900 minutes


def test_time_during_which_the_clock_stood_is_no_part_of_the_limit() -> None:
    stop = (MONDAY + timedelta(hours=1), MONDAY + timedelta(hours=5))
    due_at = MONDAY + timedelta(hours=14)
    assert at(MONDAY, due_at, LimitUnit.CALENDAR_HOURS, stops=[stop])[0] == due_at - timedelta(hours=2)


def test_a_unit_that_had_it_too_late_is_told_once_and_then_given_its_time() -> None:
    since = MONDAY + timedelta(days=1)
    assert at(since, MONDAY, LimitUnit.WORKING_HOURS) == [since, datetime(2026, 3, 4, 17, 30, tzinfo=UTC)]


@pytest.mark.parametrize("minutes", [0, 1, 7, 60])
def test_no_step_comes_before_the_unit_had_it(minutes: int) -> None:
    due_at = MONDAY + timedelta(minutes=minutes)
    assert min(at(MONDAY, due_at, LimitUnit.WORKING_HOURS)) >= MONDAY

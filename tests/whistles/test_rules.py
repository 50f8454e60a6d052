"""Limits, steps of chasing and intervals, without a database."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from linli.core.calendar.rules import WorkingCalendar
from linli.whistles import rules
from linli.whistles.rules import ChaseStep, ChaseTo, Limit, Limits, WorkingDays

ZONE = ZoneInfo("Asia/Shanghai")
CALENDAR = WorkingCalendar(
    zone=ZONE,
    moved={date(2026, 4, 6): False},
    announced=frozenset({2026}),
    hours=[(date(2020, 1, 1), ((time(8, 30), time(12)), (time(13, 30), time(17, 30))))],
)
PUSH = Limits(timedelta(hours=1), timedelta(hours=24), WorkingDays(3))
EMERGENCY = Limits(timedelta(minutes=10), timedelta(minutes=20), timedelta(minutes=30))


def local(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


def test_signing_counts_nights_and_holidays_and_arrival_counts_working_days() -> None:
    friday_night = local(4, 3, 23, 30)  # before a long weekend: Monday the 6th is a holiday
    due = rules.dues(friday_night, PUSH, CALENDAR)
    assert due.sign_due_at == local(4, 4, 0, 30)
    assert due.contact_due_at == local(4, 4, 23, 30)
    assert due.arrive_due_at == local(4, 9, 17, 30)


def test_an_emergency_is_thirty_minutes_at_any_hour() -> None:
    due = rules.dues(local(4, 5, 3), EMERGENCY, CALENDAR)
    assert due.arrive_due_at == local(4, 5, 3, 30)


def test_steps_of_chasing_are_counted_from_the_limit_that_was_missed() -> None:
    due = rules.dues(local(3, 2, 9), PUSH, CALENDAR)
    steps = [
        ChaseStep(Limit.SIGN, timedelta(), ChaseTo.HEAD),
        ChaseStep(Limit.ARRIVE, WorkingDays(1), ChaseTo.JOINT_MEETING),
        ChaseStep(Limit.ARRIVE, WorkingDays(2), ChaseTo.CENTRE),
    ]
    times = [at for _, at in rules.chase_times(due, steps, CALENDAR)]
    assert times == [local(3, 2, 10), local(3, 6, 17, 30), local(3, 9, 17, 30)]


def test_steps_are_read_from_json_and_nothing_else_is_taken() -> None:
    assert rules.chase_steps([{"limit": "arrive", "working_days": 1, "to": "centre"}]) == [
        ChaseStep(Limit.ARRIVE, WorkingDays(1), ChaseTo.CENTRE)
    ]
    assert rules.chase_steps([{"limit": "sign", "minutes": 30, "to": "head"}])[0].after == timedelta(minutes=30)
    with pytest.raises(ValueError, match="mayor"):
        rules.chase_steps([{"limit": "sign", "to": "mayor"}])


def test_the_last_instant_still_counts_as_kept() -> None:
    due = datetime(2026, 3, 2, 2, tzinfo=UTC)
    assert not rules.is_late(due, due, due + timedelta(days=1))
    assert rules.is_late(due, None, due + timedelta(seconds=1))
    assert rules.is_late(due, due + timedelta(seconds=1), due + timedelta(days=1))


def test_wilson_intervals_are_those_of_the_textbook() -> None:
    """Newcombe 1998, Statistics in Medicine 17:857-872, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29."""
    for part, whole, low, high in ((81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (1, 29, 0.0061, 0.1718)):
        share = rules.share(part, whole)
        assert (round(share.low, 4), round(share.high, 4)) == (low, high)
    assert round(rules.share(0, 20).high, 4) == 0.1611
    assert rules.share(0, 20).low == 0.0


def test_a_share_of_few_is_not_told() -> None:
    assert not rules.share(1, 9).is_told
    assert rules.share(1, 10).is_told
    assert not rules.share(0, 0).is_told


def test_whatever_is_open_can_end_and_what_has_ended_stays() -> None:
    for table, ended in (
        (rules.MOVES, {rules.Stage.CLOSED, rules.Stage.CALLED_OFF}),
        (rules.SUMMONS_MOVES, {rules.SummonsStage.DONE, rules.SummonsStage.RELEASED, rules.SummonsStage.STOOD_DOWN}),
    ):
        left = {stage for move in table.values() for stage in move.before}
        assert not left & ended
        assert {move.after for move in table.values()} - left == ended

"""Opening hours, held against a count of minutes that knows nothing of runs and rules."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.core.calendar.rules import WorkingCalendar
from linli.places import hours_text
from linli.places.hours import DAYS, BadHours, Change, Days, Freq, Holidays, Hours, Rule, checked

pytestmark = pytest.mark.once

ZONE = ZoneInfo("Asia/Shanghai")
CALENDAR = WorkingCalendar(
    ZONE, {date(2026, 4, 6): False, date(2026, 5, 9): True, date(2026, 5, 1): False}, frozenset({2026}), []
)
MINUTE = timedelta(minutes=1)


def at(day: str, clock: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), time.fromisoformat(clock), ZONE)


def hours(text: str, changes: str = "", holidays: Holidays = Holidays.CLOSED) -> Hours:
    return checked(Hours(hours_text.read(text), hours_text.read_changes(changes), holidays))


def test_a_door_is_open_from_the_minute_it_opens_until_the_minute_it_shuts() -> None:
    desk = hours("Mo-Fr 09:00-12:00,13:30-17:30")
    assert desk.state(at("2026-03-02", "09:00"), CALENDAR).closes_at == at("2026-03-02", "12:00")
    assert desk.state(at("2026-03-02", "12:00"), CALENDAR).opens_at == at("2026-03-02", "13:30")
    assert not desk.state(at("2026-03-02", "17:30"), CALENDAR).is_open
    assert desk.state(at("2026-03-06", "18:00"), CALENDAR).opens_at == at("2026-03-09", "09:00")  # over the weekend


def test_midnight_shuts_no_door() -> None:
    station = hours("Mo-Su 18:00-02:00")
    assert station.state(at("2026-03-03", "01:59"), CALENDAR).closes_at == at("2026-03-03", "02:00")
    assert hours("24/7").state(at("2026-03-03", "00:00"), CALENDAR).is_open
    assert hours("24/7", holidays=Holidays.AS_USUAL).state(at("2026-03-03", "12:00"), CALENDAR).closes_at is None


def test_holidays_shut_what_says_so_and_made_up_days_open_an_office_only() -> None:
    noon = at("2026-04-06", "12:00")  # a Monday, 清明节
    assert not hours("Mo-Su 09:00-17:00").state(noon, CALENDAR).is_open
    assert hours("Mo-Su 09:00-17:00", holidays=Holidays.AS_USUAL).state(noon, CALENDAR).is_open
    made_up = at("2026-05-09", "12:00")  # a Saturday
    assert hours("Mo-Fr 09:00-17:00", holidays=Holidays.OFFICE).state(made_up, CALENDAR).is_open
    assert not hours("Mo-Fr 09:00-17:00").state(made_up, CALENDAR).is_open


def test_a_changed_day_comes_before_rules_and_holidays() -> None:
    desk = hours("Mo-Fr 09:00-17:00", '2026-03-04 off "盘点"; 2026-04-06 10:00-11:00')
    assert not desk.state(at("2026-03-04", "10:00"), CALENDAR).is_open
    assert desk.state(at("2026-04-06", "10:30"), CALENDAR).closes_at == at("2026-04-06", "11:00")


def test_rules_may_count_weeks_and_days_of_a_month() -> None:
    clinic = hours("Sa[1],Sa[-1] 09:00-11:00")
    assert [day for day in range(1, 32) if clinic.spans(date(2026, 8, day), CALENDAR)] == [1, 29]
    second = hours("week/2 from 2026-03-02 Mo 09:00-11:00")
    assert [day for day in range(1, 32) if second.spans(date(2026, 3, day), CALENDAR)] == [2, 16, 30]
    assert not second.spans(date(2026, 2, 16), CALENDAR)  # before it began
    payday = hours("day 15,-1 09:00-11:00", holidays=Holidays.AS_USUAL)
    assert [day for day in range(1, 29) if payday.spans(date(2026, 2, day), CALENDAR)] == [15, 28]
    summer = hours("2026-07-01..2026-08-31 Mo-Su 08:00-20:00")
    assert not summer.spans(date(2026, 6, 30), CALENDAR)
    assert summer.spans(date(2026, 8, 31), CALENDAR)


def test_a_door_that_never_opens_says_so() -> None:
    state = Hours().state(at("2026-03-02", "12:00"), CALENDAR)
    assert (state.is_open, state.opens_at) == (False, None)
    ended = hours("..2026-01-31 Mo-Fr 09:00-17:00")
    assert ended.state(at("2026-03-02", "12:00"), CALENDAR).opens_at is None


def test_a_door_that_opens_in_half_a_year_says_when() -> None:
    fair = hours("2026-09-01.. Sa 09:00-17:00")
    assert fair.state(at("2026-03-02", "12:00"), CALENDAR).opens_at == at("2026-09-05", "09:00")


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        (Rule(Days(), time(9), time(10)), "days"),
        (Rule(Days(byday="1SA"), time(9), time(10)), "days"),
        (Rule(Days(Freq.MONTHLY, bymonthday="32"), time(9), time(10)), "days"),
        (Rule(Days(byday="MO", interval=2), time(9), time(10)), "since"),
        (Rule(Days(byday="MO", interval=0), time(9), time(10)), "interval"),
        (Rule(Days(byday="MO"), time(9), time(10), date(2026, 2, 1), date(2026, 1, 1)), "span"),
    ],
)
def test_rules_that_cannot_be_are_refused_by_name(rule: Rule, why: str) -> None:
    with pytest.raises(BadHours, match=why):
        checked(Hours((rule,)))


@pytest.mark.parametrize("text", ["Mo-Fr", "Xx 09:00-10:00", "Mo 24:30-25:00", "2026-13-01.. Mo 09:00-10:00", "PH off"])
def test_text_that_is_no_hours_is_refused(text: str) -> None:
    with pytest.raises(BadHours):
        hours_text.read(text)


@pytest.mark.parametrize(
    ("chinese", "plain"),
    [
        ("周一至周五 9:00-12:00，13:30-17:30；周六 9:00-11:30", "Mo-Fr 09:00-12:00,13:30-17:30; Sa 09:00-11:30"),
        ("每月第1个星期六、每月最后一个周日 19：00至21：00", "Sa[1],Su[-1] 19:00-21:00"),
        ("每天 8:00—22:00", "Mo-Su 08:00-22:00"),
        ("全天", "24/7"),
        ("周一 9:00-10:00\n周三 9:00-10:00", "Mo 09:00-10:00; We 09:00-10:00"),
    ],
)
def test_days_may_be_written_in_chinese(chinese: str, plain: str) -> None:
    assert hours_text.read(chinese) == hours_text.read(plain)
    assert hours_text.read_changes("2026-05-02 休息") == hours_text.read_changes("2026-05-02 off")


CLOCKS = st.builds(time, st.integers(0, 23), st.sampled_from((0, 30)))
WEEKLY = st.sets(st.sampled_from(DAYS), min_size=1).map(lambda days: Days(byday=",".join(sorted(days, key=DAYS.index))))
COUNTED = st.builds(
    lambda at, day: Days(Freq.MONTHLY, f"{at}{day}"), st.sampled_from((1, 2, 3, 4, -1)), st.sampled_from(DAYS)
)
OF_MONTH = st.sets(st.integers(1, 31), min_size=1, max_size=3).map(
    lambda days: Days(Freq.MONTHLY, bymonthday=",".join(map(str, sorted(days))))
)
SKIPPING = st.builds(
    lambda days, every, since: Days(days.freq, days.byday, "", every, since),
    WEEKLY,
    st.integers(2, 4),
    st.dates(date(2026, 1, 1), date(2026, 5, 1)),
)


def _rule(days: Days, opens: time, closes: time) -> Rule:
    return Rule(days, opens, closes, days.since)


RULES = st.builds(_rule, WEEKLY | COUNTED | OF_MONTH | SKIPPING, CLOCKS, CLOCKS)
CHANGES = st.dictionaries(
    st.dates(date(2026, 4, 1), date(2026, 4, 12)),
    st.builds(Change, st.none() | st.tuples(CLOCKS, CLOCKS), st.sampled_from(("", "盘点"))),
    max_size=3,
)
HOURS = st.builds(Hours, st.lists(RULES, min_size=1, max_size=4).map(tuple), CHANGES, st.sampled_from(list(Holidays)))


def falls_on(rule: Rule, day: date) -> bool:
    """The oracle's own reading of a rule: by counting, without an RRULE."""
    days = rule.days
    if rule.since and day < rule.since:
        return False
    if days.bymonthday:
        return day.day in map(int, days.bymonthday.split(","))
    if days.freq is Freq.MONTHLY:
        nth, name = int(days.byday[:-2]), days.byday[-2:]
        if DAYS[day.weekday()] != name:
            return False
        same = [d for d in (day.replace(day=1) + timedelta(n) for n in range(31)) if d.month == day.month]
        same = [d for d in same if d.weekday() == day.weekday()]
        return same[nth - 1 if nth > 0 else nth] == day
    if DAYS[day.weekday()] not in days.byday.split(","):
        return False
    if days.interval == 1 or days.since is None:
        return True
    monday = days.since - timedelta(days.since.weekday())
    return ((day - monday).days // 7) % days.interval == 0


def open_by_count(told: Hours, instant: datetime) -> bool:
    here = instant.astimezone(ZONE).replace(tzinfo=None)
    for day in (here.date(), here.date() - timedelta(1)):
        moved = CALENDAR.moved.get(day)
        spans: list[tuple[time, time]]
        if day in told.changes:
            change = told.changes[day]
            spans = [change.span] if change.span else []
        elif moved is False and told.holidays is not Holidays.AS_USUAL:
            spans = []
        else:
            like = day
            if moved and told.holidays is Holidays.OFFICE and day.weekday() > 4:
                like = day - timedelta(day.weekday() - 4)
            spans = [(rule.opens, rule.closes) for rule in told.rules if falls_on(rule, like)]
        for opens, closes in spans:
            start = datetime.combine(day, opens)
            end = datetime.combine(day, closes) + (timedelta(0) if closes > opens else timedelta(1))
            if start <= here < end:
                return True
    return False


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(HOURS, st.integers(0, 8 * 48 - 1))
def test_open_shut_and_the_next_change_are_those_of_a_count_of_half_hours(told: Hours, half_hours: int) -> None:
    start = datetime(2026, 4, 2, tzinfo=ZONE) + half_hours * 30 * MINUTE
    state = told.state(start.astimezone(UTC), CALENDAR)
    is_open = open_by_count(told, start)
    assert state.is_open == is_open
    change = start
    week = datetime.combine(start.date() + timedelta(8), time(), ZONE)
    while open_by_count(told, change) == is_open:
        change += 30 * MINUTE
        if change >= week:  # nearer than a year there is no promise to say when it shuts
            assert state.closes_at is None
            assert state.opens_at is None or state.opens_at >= week
            return
    assert (state.closes_at if is_open else state.opens_at) == change


@pytest.mark.slow
@given(st.lists(RULES, max_size=4), CHANGES)
def test_hours_come_back_from_text_as_they_were(rules: list[Rule], changes: dict[date, Change]) -> None:
    assert hours_text.read(hours_text.write(rules)) == tuple(rules)
    assert hours_text.read_changes(hours_text.write_changes(changes)) == changes
    assert hours_text.read(hours_text.in_chinese(hours_text.write(rules))) == tuple(rules)
    assert hours_text.read_changes(hours_text.in_chinese(hours_text.write_changes(changes))) == changes


def test_hours_are_written_as_a_community_writes_them() -> None:
    told = hours_text.read("Mo-Fr 09:00-12:00,13:30-17:30; Sa[1],Su[-1] 09:00-11:00; Mo-Su 18:00-20:00")
    assert hours_text.write(told).startswith("Mo-Fr 09:00-12:00,13:30-17:30; ")
    assert hours_text.in_chinese(hours_text.write(told)) == (
        "周一至周五 09:00-12:00,13:30-17:30\n每月第1个周六,每月最后一个周日 09:00-11:00\n每天 18:00-20:00"
    )

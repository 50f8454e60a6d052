"""How the calendar gets its days: the kept library, files of the yearly notice, decrees; and what it makes of them."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from linli.core import calendar
from linli.core.calendar import fill, working_calendar
from linli.core.calendar.fill import HolidayFileError, NoSuchHours, decree, fill_from_file, fill_from_library
from linli.core.models import AnnouncedYear, Day, Entry, Revision, WorkingHours
from tests.town import T0

ROOT = Path(__file__).resolve().parents[2]
NOTICES = ROOT.parent / "shared" / "data" / "holidays"  # the yearly notices as files, where they lie beside the project
BY = SimpleNamespace(pk=5)
PAPER = "https://www.gov.cn/zhengce/zhengceku/202511/content_7047091.htm"


@pytest.fixture(autouse=True)
def fresh(db: None) -> None:
    calendar.kept.forget()


def notice(year: int = 2026, *days: tuple[str, bool], **more: object) -> bytes:
    listed = [{"name": "春节", "date": on, "isOffDay": is_off} for on, is_off in days]
    return json.dumps({"year": year, "papers": [PAPER], "days": listed} | more).encode()


def works(on: date) -> bool:
    calendar.kept.forget()
    return working_calendar().works(on)


SPRING = (("2026-02-14", False), ("2026-02-16", True), ("2026-02-17", True))


@pytest.mark.slow
def test_the_library_fills_the_years_it_knows() -> None:
    filled = fill_from_library(by=BY, at=T0)
    assert filled.years == tuple(range(2004, 2027))
    assert not works(date(2026, 10, 1))  # National Day
    assert works(date(2026, 10, 10))  # a Saturday made up for
    assert works(date(2026, 10, 12)) and not works(date(2026, 10, 11))
    assert Day.objects.get(on=date(2026, 10, 1)).name == "国庆节"
    assert AnnouncedYear.objects.get(pk=2026).source.startswith("chinesecalendar ")
    assert Entry.objects.filter(verb="core.year_filled", actor_id=5).count() == len(filled.years)
    assert fill_from_library(by=BY, at=T0).days == filled.days  # again, and nothing doubles
    assert Day.objects.count() == filled.days


def test_a_year_that_is_not_announced_counts_monday_to_friday_and_is_told() -> None:
    fill_from_library(by=BY, at=T0)
    now = working_calendar()
    assert [now.works(date(2027, 10, day)) for day in range(1, 8)] == [True, False, False, True, True, True, True]
    late_2026, early_2027 = datetime(2026, 12, 30, tzinfo=UTC), datetime(2027, 1, 8, tzinfo=UTC)
    assert now.unannounced(late_2026, early_2027) == [2027]
    assert now.unannounced(T0, late_2026) == []


def test_a_file_of_a_notice_fills_its_year() -> None:
    filled = fill_from_file(notice(2026, *SPRING), by=BY, at=T0)
    assert (filled.years, filled.days) == ((2026,), 3)
    assert works(date(2026, 2, 14)) and not works(date(2026, 2, 16)) and works(date(2026, 2, 18))
    assert Day.objects.get(on=date(2026, 2, 16)).source == AnnouncedYear.objects.get(pk=2026).source == PAPER
    entry = Entry.objects.get(verb="core.year_filled")
    assert (entry.subject_id, entry.actor_id, entry.params["days"]) == (2026, 5, 3)


def test_a_corrected_notice_takes_the_place_of_the_first() -> None:
    fill_from_file(notice(2026, *SPRING), by=BY, at=T0)
    fill_from_file(notice(2026, ("2026-02-18", True)), by=BY, at=T0)
    assert list(Day.objects.values_list("on", flat=True)) == [date(2026, 2, 18)]


def test_the_library_does_not_touch_a_year_filled_from_a_file() -> None:
    fill_from_library(by=BY, at=T0)
    fill_from_file(notice(2026, *SPRING), by=BY, at=T0)
    assert 2026 not in fill_from_library(by=BY, at=T0).years
    assert Day.objects.filter(notice=2026).count() == 3


def test_a_notice_may_move_days_of_the_december_before_and_outweighs_the_older_notice() -> None:
    new_year = notice(2023, ("2022-12-31", True), ("2023-01-01", True))
    older = notice(2022, ("2022-12-31", False), ("2022-10-01", True))
    fill_from_file(older, by=BY, at=T0)
    assert works(date(2022, 12, 31))
    fill_from_file(new_year, by=BY, at=T0)
    assert not works(date(2022, 12, 31))
    fill_from_file(older, by=BY, at=T0)  # read again: the later notice still holds
    assert not works(date(2022, 12, 31))
    assert not works(date(2022, 10, 1))


def test_a_decree_moves_one_day_and_outweighs_notices() -> None:
    fill_from_file(notice(2026, *SPRING), by=BY, at=T0)
    flood = date(2026, 7, 8)
    decree(flood, works=False, name="防汛停工", source="昆政通〔2026〕演示号", by=BY, at=T0)
    decree(date(2026, 2, 14), works=False, name="春节", source="昆政通〔2026〕演示号", by=BY, at=T0)
    assert not works(flood) and not works(date(2026, 2, 14))
    fill_from_file(notice(2026, *SPRING), by=BY, at=T0)
    assert not works(flood) and not works(date(2026, 2, 14))
    entry = Entry.objects.filter(verb="core.day_decreed").order_by("id").first()
    assert entry is not None
    assert (entry.actor_id, entry.params["on"], entry.params["works"]) == (5, "2026-07-08", False)
    decree(flood, works=True, name="", source="", by=BY, at=T0)
    assert works(flood)


def test_every_process_hears_of_a_change() -> None:
    def number() -> int:
        return Revision.objects.filter(pk="calendar").values_list("number", flat=True).first() or 0

    steps = [
        lambda: fill_from_library(by=None, at=T0),
        lambda: fill_from_file(notice(2026, *SPRING), by=None, at=T0),
        lambda: decree(date(2026, 7, 8), works=False, name="", source="", by=None, at=T0),
        lambda: fill.set_hours(date(2026, 7, 1), [("09:00", "17:00")], by=None, at=T0),
    ]
    for times, step in enumerate(steps, start=1):
        step()
        assert number() == times


def test_a_year_whose_file_is_empty_is_told_as_not_announced() -> None:
    assert fill_from_file(notice(2027), by=BY, at=T0).unannounced == (2027,)
    assert not AnnouncedYear.objects.exists()
    assert not Entry.objects.exists()


DAY = {"name": "春节", "date": "2026-02-16", "isOffDay": True}
BAD_FILES = {
    "not JSON": (b"<html>", "not JSON"),
    "empty": (b"", "not JSON"),
    "not UTF-8": (b"\xff\xfe", "not JSON"),
    "a list": (b"[]", "an object"),
    "no year": (b'{"days": []}', "year: None"),
    "a year in words": (notice(year="2026"), "year: '2026'"),
    "a year that is true": (notice(year=True), "year: True"),
    "a year far away": (notice(year=20260), "year: 20260"),
    "papers in words": (notice(papers="x"), "papers"),
    "no days": (b'{"year": 2026}', "days"),
    "a day in words": (notice(days=["2026-02-16"]), "day 1: an object"),
    "no name": (notice(days=[DAY | {"name": ""}]), "day 1: name ''"),
    "a long name": (notice(days=[DAY | {"name": "节" * 41}]), "day 1: name"),
    "no answer": (notice(days=[DAY | {"isOffDay": "yes"}]), "day 1: isOffDay 'yes'"),
    "no date": (notice(days=[DAY | {"date": None}]), "day 1: date None"),
    "30 February": (notice(days=[DAY, DAY | {"date": "2026-02-30"}]), "day 2: date '2026-02-30'"),
    "another year": (notice(days=[DAY | {"date": "2025-02-16"}]), "day 1: 2025-02-16 does not belong"),
    "the year after": (notice(days=[DAY | {"date": "2027-01-01"}]), "day 1: 2027-01-01 does not belong"),
    "twice": (notice(days=[DAY, DAY]), "day 2: 2026-02-16 is listed twice"),
}


@pytest.mark.parametrize(("body", "words"), BAD_FILES.values(), ids=BAD_FILES)
def test_a_bad_file_is_refused_with_what_is_wrong_and_changes_nothing(body: bytes, words: str) -> None:
    fill_from_file(notice(2026, *SPRING), by=BY, at=T0)
    with pytest.raises(HolidayFileError, match=words):
        fill_from_file(body, by=BY, at=T0)
    assert Day.objects.count() == 3


def test_an_empty_file_does_not_empty_a_known_year() -> None:
    fill_from_file(notice(2026, *SPRING), by=BY, at=T0)
    with pytest.raises(HolidayFileError, match="2026"):
        fill_from_file(notice(2026), by=BY, at=T0)


def test_office_hours_are_set_from_a_day_on_and_the_usual_ones_are_there_from_the_start() -> None:
    fill.ensure_hours(by=None, at=T0)
    fill.ensure_hours(by=None, at=T0)
    assert WorkingHours.objects.count() == 1
    fill.set_hours(date(2026, 6, 1), [("08:00", "12:00"), ("14:00", "18:00")], by=BY, at=T0)
    fill.set_hours(date(2026, 6, 1), [("08:00", "11:30"), ("14:30", "18:00")], by=BY, at=T0)
    calendar.kept.forget()
    may, june = working_calendar().spans(date(2026, 5, 29)), working_calendar().spans(date(2026, 6, 1))
    assert [f"{start:%H:%M}-{end:%H:%M}" for start, end in (*may, *june)] == [
        "08:30-12:00", "13:30-17:30", "08:00-11:30", "14:30-18:00",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "spans",
    [[], [("09:00", "09:00")], [("12:00", "09:00")], [("13:00", "17:00"), ("08:00", "12:00")], [("9", "25:00")],
     [("08:00", "12:00"), ("12:00", "17:00")]],
)  # fmt: skip
def test_office_hours_that_make_no_sense_are_refused(spans: list[tuple[str, str]]) -> None:
    with pytest.raises(NoSuchHours):
        fill.set_hours(date(2026, 6, 1), spans, by=BY, at=T0)
    assert not WorkingHours.objects.exists()


@pytest.mark.slow
@pytest.mark.skipif(not NOTICES.exists(), reason="the files of the yearly notices are not here")
def test_the_library_and_the_files_of_the_notices_agree_on_every_day() -> None:
    """Every year that both know, 2007 to 2026; of 2027 there is no notice."""
    fill_from_library(by=None, at=T0)
    calendar.kept.forget()
    library = working_calendar()
    AnnouncedYear.objects.all().delete()
    files = sorted(NOTICES.glob("20??.json"))
    years = [year for file in files for year in fill_from_file(file.read_bytes(), by=None, at=T0).years]
    calendar.kept.forget()
    notices = working_calendar()
    assert (years[0], years[-1]) == (2007, 2026)
    assert notices.unannounced(T0, T0 + timedelta(days=366)) == [2027]
    days = [date(2007, 1, 1) + timedelta(days=number) for number in range((date(2027, 1, 1) - date(2007, 1, 1)).days)]
    assert [day for day in days if library.works(day) != notices.works(day)] == []

"""Streets and communities come from the table of the statistics office."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied

from linli.core.imports import LONGEST_DETAIL, MissingColumns, NotText, Summary
from linli.core.models import Entry
from linli.orgs import actions
from linli.orgs.authority import SYSTEM
from linli.places.causes import WORDS, Cause
from linli.places.models import Division
from linli.places.reads import gazetteer
from tests.town import T0, Town, forget

HEADING = "year,county_code,county,town_code,town,community_code,urban_rural_class,community"
DATA = "shared/data/divisions/kunshan_2022.csv"  # beside the project, never in it
REAL = next((up / DATA for up in Path(__file__).parents if (up / DATA).exists()), None)


def line(
    community: str = "320583103001", name: str = "花园社区居委会", urban_rural_class: str = "111", **more: str
) -> str:
    cells = {
        "year": "2022",
        "county_code": "320583000000",
        "county": "昆山市",
        "town_code": "320583103000",
        "town": "陆家镇",
        "community_code": community,
        "urban_rural_class": urban_rural_class,
        "community": name,
    } | more
    return ",".join(cells[column] for column in HEADING.split(","))


def load(*lines: str, encoding: str = "utf-8") -> Summary:
    return actions.import_divisions("\n".join([HEADING, *lines]).encode(encoding), by=SYSTEM, at=T0)


def causes(summary: Summary) -> list[tuple[int, str]]:
    return [(refusal.line, refusal.cause) for refusal in summary.refused]


def test_a_community_comes_with_its_town_and_county(db: None) -> None:
    forget()
    summary = load(line())
    assert (summary.read, summary.added, summary.there, summary.refused) == (1, 1, 0, [])
    community = Division.objects.get(code="320583103001")
    assert (community.level, community.urban_rural_class, community.valid_from) == (12, "111", date(2022, 1, 1))
    assert community.parent is not None
    assert (community.parent.name, community.parent.level) == ("陆家镇", 9)
    assert community.parent.parent is not None
    assert (community.parent.parent.name, community.parent.parent.parent) == ("昆山市", None)
    assert gazetteer().label("320583103001") == "陆家镇 · 花园社区"


def test_a_second_run_adds_nothing_and_logs_nothing(db: None) -> None:
    load(line(), line("320583103002", "邹家角社区居委会"))
    again = load(line(), line("320583103002", "邹家角社区居委会"))
    assert (again.read, again.added, again.changed, again.there, again.refused) == (2, 0, 0, 2, [])
    assert Entry.objects.filter(verb="places.divisions_imported").count() == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk"])
def test_files_of_offices_are_read_as_they_are_sent(db: None, encoding: str) -> None:
    assert load(line(), encoding=encoding).added == 1
    assert Division.objects.filter(name="花园社区居委会").exists()


@pytest.mark.parametrize(
    ("bad", "cause", "detail"),
    [
        (line("32058310300"), Cause.CODE_LENGTH, "32058310300"),
        (line("32058310300X"), Cause.CODE_DIGITS, "32058310300X"),
        (line(county_code="320083000000"), Cause.CODE_GAP, "320083000000"),
        (line("320583103000"), Cause.CODE_LEVEL, "320583103000"),
        (line("320583104001"), Cause.PARENT, "320583104001"),
        (line(county_code="320584000000"), Cause.PARENT, "320583103000"),
        (line("320583600001", town_code="320583600000"), Cause.TOWN_SERIAL, "320583600000"),
        (line("320583103600"), Cause.COMMUNITY_SERIAL, "320583103600"),
        (line(urban_rural_class="130"), Cause.URBAN_RURAL_CLASS, "130"),
        (line(name=" "), Cause.BLANK, "community"),
        (line(name="长" * 61), Cause.TOO_LONG, "长" * 60),
        (line(name="名\0称"), Cause.CHARACTERS, "320583103001"),
        (line(year="2o22"), Cause.YEAR, "2o22"),
        (line(year="2" * 5000), Cause.YEAR, "2" * LONGEST_DETAIL),
        (line() + ",more", Cause.COLUMNS, ""),
        ("2022,320583000000,昆山市", Cause.COLUMNS, ""),
    ],
)
def test_a_bad_line_is_refused_by_number_and_cause_and_the_others_go_on(
    db: None, bad: str, cause: Cause, detail: str
) -> None:
    summary = load(line("320583103008"), bad, line("320583103009"))
    assert [(r.line, r.cause, r.detail) for r in summary.refused] == [(3, cause, detail)]
    assert summary.added == 2
    assert Division.objects.communities().count() == 2
    assert Division.objects.towns().count() == 1


def test_one_code_with_two_names_is_refused_the_second_time(db: None) -> None:
    summary = load(line(), line(name="另一社区居委会"), line("320583103002", town="陆家街道"))
    assert causes(summary) == [(3, Cause.TWICE), (4, Cause.TWICE)]
    assert Division.objects.get(code="320583103001").name == "花园社区居委会"


def test_the_known_exception_is_taken_and_reported(db: None) -> None:
    summary = load(line("320583103201", "合丰社区居委会"), line("320583103202", "陈巷村委会"))
    assert summary.added == 2
    assert [(odd.line, odd.cause) for odd in summary.odd] == [(2, Cause.SERIAL_ODD)]


def test_a_new_name_is_taken_over_and_the_old_one_is_in_the_log(db: None) -> None:
    forget()
    load(line())
    summary = load(line(name="新花园社区居委会", year="2023"))
    assert (summary.added, summary.changed, summary.there) == (0, 1, 0)
    assert Division.objects.get(code="320583103001").valid_from == date(2022, 1, 1)
    entry = Entry.objects.get(verb="places.division_changed")
    assert entry.params == {"before": ["花园社区居委会", "111"], "after": ["新花园社区居委会", "111"]}


def test_a_code_that_ended_does_not_come_back(town: Town) -> None:
    load(line())
    actions.end_division(by=town.zhong, division=Division.objects.get(code="320583103001"), on=date(2025, 1, 1), at=T0)
    assert causes(load(line())) == [(2, Cause.ENDED)]


def test_a_file_without_its_columns_is_refused_as_a_whole(db: None) -> None:
    with pytest.raises(MissingColumns) as error:
        actions.import_divisions(b"year,county_code\n2022,320583000000\n", by=SYSTEM, at=T0)
    assert "community_code" in error.value.args[0]
    with pytest.raises(NotText):
        actions.import_divisions(b"\xff\xfe\x00\xff", by=SYSTEM, at=T0)


def test_only_who_may_import_does_and_only_in_their_area(town: Town) -> None:
    data = f"{HEADING}\n{line()}\n".encode()
    for person in (town.ren, town.mei, town.jie, town.sys, town.aud):
        with pytest.raises(PermissionDenied):
            actions.import_divisions(data, by=person, at=T0)
    assert actions.import_divisions(data, by=town.zhong, at=T0).added == 1
    elsewhere = line("320584103001", county_code="320584000000", town_code="320584103000", county="外地")
    refused = actions.import_divisions(f"{HEADING}\n{elsewhere}\n".encode(), by=town.zhong, at=T0)
    assert causes(refused) == [(2, Cause.NOT_ALLOWED)]


def test_progress_is_told_as_lines_are_read(db: None) -> None:
    told: list[int] = []
    actions.import_divisions(f"{HEADING}\n{line()}\n{line()}\n".encode(), by=SYSTEM, at=T0, progress=told.append)
    assert told == [1, 2]


def test_every_cause_has_words() -> None:
    assert set(WORDS) == set(Cause)


@pytest.mark.slow
@pytest.mark.skipif(REAL is None, reason="the real table is not kept with the project")
def test_the_real_table_of_one_county_loads_whole(db: None) -> None:
    assert REAL is not None
    summary = actions.import_divisions(REAL.read_bytes(), by=SYSTEM, at=T0)
    assert (summary.read, summary.added, summary.refused) == (351, 351, [])
    assert Division.objects.towns().count() == 9
    again = actions.import_divisions(REAL.read_bytes(), by=SYSTEM, at=T0)
    assert (again.added, again.there) == (0, 351)

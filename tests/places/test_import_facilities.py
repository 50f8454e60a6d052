"""Facilities come from tables and from HSDS: line by line, by name of what is wrong, and the second time nothing."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from jsonschema import Draft202012Validator

from linli.core.imports import MissingColumns, Summary
from linli.faces.kit import sheets
from linli.orgs import actions
from linli.orgs.authority import SYSTEM
from linli.places import facility_table, hours_text, hsds
from linli.places.actions import facilities as places
from linli.places.actions.facilities import NotAListOfServices
from linli.places.causes import WORDS, Cause
from linli.places.hours import Change, Hours
from linli.places.models import Facility
from linli.places.reads.facilities import directory, vocabulary
from tests.places.facilities import ALWAYS, SHUT_ON_WEDNESDAY, facility
from tests.places.hsds_shape import SERVICE
from tests.town import GRIDS, INSIDE, T0, Town

HERE, OTHER = GRIDS[0][:12], GRIDS[2][:12]
LON, LAT = INSIDE[GRIDS[0]]


@pytest.fixture(autouse=True)
def _words(town: Town) -> None:
    places.seed()


def table(*lines: str, head: str = "kind,name,community_code,hours,lon,lat") -> bytes:
    return "\n".join((head, *lines)).encode()


def load(data: bytes, **more: Any) -> Summary:
    return actions.import_facilities(data, **({"by": SYSTEM, "at": T0} | more))


def test_a_table_as_an_office_writes_it_is_taken() -> None:
    head = "名称,类别,所属社区代码,开放时间,节假日,无障碍,配套,经度,纬度,层级"
    line = f"演示驿站,暖蜂驿站,{HERE},24/7,照常开放,是,饮用水、冷气 手机充电,{LON},{LAT},"
    summary = load("\n".join((head, line)).encode("gb18030"))
    assert (summary.added, summary.refused) == (1, [])
    (known,) = directory().facilities
    assert known.details.hours == ALWAYS
    assert known.details.offers == {"water", "cool_air", "charging"}
    assert (known.details.kind, known.details.wheelchair) == ("rest_station", "yes")


def test_a_file_may_call_its_columns_as_it_likes() -> None:
    columns = {"name": "站点", "kind": "性质", "community_code": "社区"}
    data = f"站点,性质,社区\n演示驿站,rest_station,{HERE}".encode()
    with pytest.raises(MissingColumns):
        load(data)
    assert load(data, columns=columns).added == 1


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        (f"palace,甲,{HERE},,,", Cause.FACILITY_KIND),
        (f"library,,{HERE},,,", Cause.BLANK),
        (f"library,甲,{HERE},,", Cause.COLUMNS),
        ("library,甲,320583999999,,,", Cause.UNKNOWN_COMMUNITY),
        (f"library,甲,{HERE},whenever,,", Cause.HOURS),
        (f"library,甲,{HERE},,east,31", Cause.COORDINATES),
        (f"library,甲,{HERE},,nan,31", Cause.COORDINATES),
        (f"library,甲,{HERE},,116.4,39.9", Cause.OUTSIDE_COUNTY),
        (f"library,{'长' * 61},{HERE},,,", Cause.TOO_LONG),
    ],
)
def test_a_wrong_line_is_refused_by_number_and_cause_and_the_others_go_on(line: str, cause: Cause) -> None:
    summary = load(table(line, f"library,好的,{HERE},Mo-Su 08:00-22:00,{LON},{LAT}"))
    assert [(one.line, one.cause) for one in summary.refused] == [(2, cause)]
    assert (summary.read, summary.added) == (2, 1)
    assert cause in WORDS


@pytest.mark.parametrize(
    ("head", "cell", "cause"),
    [
        ("uid", "not-one", Cause.UID),
        ("level", "9", Cause.FACILITY_LEVEL),
        ("level", "高", Cause.FACILITY_LEVEL),
        ("wheelchair", "maybe", Cause.WHEELCHAIR),
        ("holidays", "sometimes", Cause.HOLIDAYS),
        ("changed_days", "tomorrow off", Cause.HOURS),
        ("offers", "water gold", Cause.OFFERING),
    ],
)
def test_a_wrong_cell_of_the_other_columns_is_named(head: str, cell: str, cause: Cause) -> None:
    summary = load(table(f"library,甲,{HERE},{cell}", head=f"kind,name,community_code,{head}"))
    assert [one.cause for one in summary.refused] == [cause]
    assert not Facility.objects.exists()


def test_a_line_that_stands_twice_is_refused_the_second_time() -> None:
    line = f"library,甲,{HERE},,,"
    assert [(one.line, one.cause) for one in load(table(line, line)).refused] == [(3, Cause.TWICE)]


def test_a_point_in_another_community_is_taken_and_worth_a_look() -> None:
    summary = load(table(f"library,甲,{OTHER},,{LON},{LAT}"))
    assert (summary.added, [one.cause for one in summary.odd]) == (1, [Cause.ELSEWHERE])


def test_a_community_loads_its_own_and_no_other(town: Town) -> None:
    data = table(f"library,甲,{HERE},,,", f"library,乙,{OTHER},,,")
    with pytest.raises(PermissionDenied):
        load(data, by=town.wang)
    summary = load(data, by=town.mei)
    assert (summary.added, [one.cause for one in summary.refused]) == (1, [Cause.NOT_ALLOWED])


def everything() -> None:
    hours = Hours(
        hours_text.read("week/2 from 2026-03-02 Mo-We 09:00-11:00; 2026-07-01..2026-08-31 Sa[1],Su[-1] 19:00-02:00"),
        SHUT_ON_WEDNESDAY | {date(2026, 5, 1): Change(None, "停电、检修")},
    )
    facility(hours=hours, offers=frozenset({"water", "meeting"}), phone="+86 512 00000000", name_en="Demo centre")
    facility(
        kind="library", level=None, name="演示书屋", hours=ALWAYS, wheelchair="no", address="演示路1号", point=None
    )
    facility(kind="rest_station", level=None, name="演示驿站", place=OTHER, point=INSIDE[GRIDS[2]], wheelchair="partly")


def csv_of_all() -> bytes:
    return "".join(
        sheets.lines(list(facility_table.HEADINGS), map(facility_table.row, directory().facilities))
    ).encode()


def hsds_of_all() -> list[dict[str, Any]]:
    return [hsds.service(known, vocabulary()) for known in directory().facilities]


def test_a_table_taken_out_and_loaded_again_adds_nothing() -> None:
    everything()
    before = directory().facilities
    summary = load(csv_of_all())
    assert (summary.read, summary.there, summary.refused) == (3, 3, [])
    assert directory().facilities == before


def test_a_table_taken_out_fills_an_empty_house_alike() -> None:
    everything()
    before, data = directory().facilities, csv_of_all()
    Facility.objects.all().delete()
    assert load(data).added == 3
    assert [(one.uid, one.details) for one in directory().facilities] == [(one.uid, one.details) for one in before]


def test_hsds_has_the_shape_of_its_specification() -> None:
    everything()
    for service in hsds_of_all():
        Draft202012Validator(SERVICE).validate(service)


def test_hsds_taken_out_and_loaded_again_adds_nothing_and_fills_an_empty_house_alike() -> None:
    everything()
    before, data = directory().facilities, json.dumps(hsds_of_all()).encode()
    again = actions.import_hsds(data, by=SYSTEM, at=T0 + timedelta(days=1))
    assert (again.there, again.refused) == (3, [])
    Facility.objects.all().delete()
    assert actions.import_hsds(data, by=SYSTEM, at=T0).added == 3
    assert [(one.uid, one.details) for one in directory().facilities] == [(one.uid, one.details) for one in before]


def test_what_changed_in_a_file_changes_here() -> None:
    facility()
    services = hsds_of_all()
    services[0]["phones"] = [{"id": services[0]["id"], "number": "0512-00000001"}]
    summary = actions.import_hsds(json.dumps(services).encode(), by=SYSTEM, at=T0)
    assert (summary.changed, directory().facilities[0].details.phone) == (1, "0512-00000001")
    services[0]["service_at_locations"][0]["location"]["external_identifier"] = OTHER
    summary = actions.import_hsds(json.dumps(services).encode(), by=SYSTEM, at=T0)
    assert [one.cause for one in summary.refused] == [Cause.OTHER_COMMUNITY]


@pytest.mark.parametrize("data", [b"{}", b"[", b'"x"', b"[" * 100_000])
def test_what_is_no_list_of_services_is_refused_as_a_whole(data: bytes) -> None:
    with pytest.raises(NotAListOfServices):
        actions.import_hsds(data, by=SYSTEM, at=T0)


@pytest.mark.parametrize(
    "schedule",
    [{"freq": "DAILY"}, {"opens_at": "early"}, {"valid_from": "soon"}, {"interval": "x"}, {"byday": "1MO"}],
)
def test_a_schedule_that_cannot_be_is_refused_by_name(schedule: dict[str, str]) -> None:
    facility()
    (service,) = hsds_of_all()
    service["schedules"][0].update(schedule)
    summary = actions.import_hsds(json.dumps([service, 7, {}]).encode(), by=SYSTEM, at=T0)
    assert [one.cause for one in summary.refused] == [Cause.HOURS, Cause.HSDS, Cause.HSDS]

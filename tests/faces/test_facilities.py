"""Facilities on every face: found, filtered, opened, told of as closed, kept at the desk; the circle around homes."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from linli.faces.kit.hours import changes_in_words, in_words, state_in_words
from linli.insight.reads import circle
from linli.places import hours_text
from linli.places.actions import facilities as places
from linli.places.hours import Holidays, Hours, State
from linli.places.models import DoorNote, Facility
from linli.places.reads.facilities import details_of
from tests.insight.test_circle import building
from tests.places.facilities import ALWAYS, OFFICE, SHUT_ON_WEDNESDAY, facility
from tests.town import GRIDS, INSIDE, T0, Town

FACES = ["/", "/open/"]


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: T0)  # a Monday, nine in the morning


@pytest.fixture
def some(town: Town) -> list[Facility]:
    circle.forget()
    return [
        facility(),
        facility(kind="rest_station", level=None, name="演示驿站", hours=ALWAYS, offers=frozenset({"water"})),
        facility(
            kind="library", level=None, name="演示书屋", hours=Hours(), place=GRIDS[4][:12], point=INSIDE[GRIDS[4]]
        ),
    ]


@pytest.mark.parametrize(
    ("hours", "told"),
    [
        (OFFICE, ["周一至周五 9:00–17:30，法定节假日休息，调休上班日开放"]),
        (ALWAYS, ["24小时开放"]),
        (
            Hours(hours_text.read("Mo-Fr 09:00-12:00,13:30-17:30; Sa[1],Su[-1] 18:00-02:00"), {}, Holidays.CLOSED),
            [
                "周一至周五 9:00–12:00、13:30–17:30",
                "每月第1个周六、每月最后一个周日 18:00至次日2:00，法定节假日休息",
            ],
        ),
        (
            Hours(hours_text.read("week/2 from 2026-03-02 Mo,We 08:00-24:00"), {}, Holidays.AS_USUAL),
            ["每2周一次，周一、周三 8:00–24:00，法定节假日照常开放"],
        ),
        (Hours(hours_text.read("day 15,-1 09:00-11:00")), ["每月15、最后一日 9:00–11:00，法定节假日休息"]),
        (Hours(), []),
    ],
)
def test_hours_are_told_in_words(hours: Hours, told: list[str]) -> None:
    assert in_words(hours) == told


def test_a_door_says_when_it_opens_next() -> None:
    assert state_in_words(State(True, T0 + timedelta(hours=3)), T0) == "开放中，12:00关门"
    assert state_in_words(State(True), T0) == "开放中，24小时"
    assert state_in_words(State(False, None, T0 + timedelta(days=1)), T0) == "未开放，明天9:00开门"
    assert state_in_words(State(False, None, T0 + timedelta(days=2)), T0) == "未开放，周三 9:00开门"
    assert state_in_words(State(False, None, T0 + timedelta(days=40)), T0) == "未开放，4月11日 9:00开门"
    assert state_in_words(State(False), T0, known=False) == "开放时间未登记"
    days = changes_in_words(Hours((), SHUT_ON_WEDNESDAY), T0.date())
    assert days == ["3月4日 不开放 (盘点)", "3月7日 9:00–12:00"]


@pytest.mark.parametrize("face", FACES)
def test_the_list_is_filtered(client: Client, some: list[Facility], face: str) -> None:
    def names(query: str) -> list[str]:
        page = client.get(f"{face}facilities/?{query}")
        return [card.name for card in page.context["page"]]

    assert names("") == ["演示社区党群服务中心", "演示驿站", "演示书屋"]
    assert names("open=1") == ["演示社区党群服务中心", "演示驿站"]
    assert names("kind=library") == names("town=320583101") == ["演示书屋"]
    assert names("offer=water") == ["演示驿站"]
    assert names("q=书屋") == ["演示书屋"]
    assert names("kind=palace&town=x") == names("")
    assert names("wheelchair=1") == []
    assert "leaflet" not in client.get(f"{face}facilities/").content.decode()
    assert "leaflet" in client.get(f"{face}facilities/?map=1").content.decode()


@pytest.mark.parametrize("face", FACES)
def test_near_me_comes_in_the_body_and_stays_nowhere(client: Client, some: list[Facility], face: str) -> None:
    lon, lat = INSIDE[GRIDS[4]]
    page = client.post(f"{face}facilities/", {"near": f"{lon},{lat}"})
    assert page.context["page"][0].name == "演示书屋"
    assert page.context["page"][0].metres == 0
    assert f"{lat}" not in page.content.decode().split("data-near")[0]
    assert client.post(f"{face}facilities/", {"near": "here"}).status_code == 200


@pytest.mark.parametrize("face", FACES)
def test_one_facility_tells_hours_the_way_and_who_looked(client: Client, some: list[Facility], face: str) -> None:
    page = client.get(f"{face}facilities/{some[0].pk}/").content.decode()
    assert "周一至周五 9:00–17:30" in page
    assert "uri.amap.com" in page
    assert "尚未核实" in page
    assert client.get(f"{face}facilities/999999/").status_code == 404


@pytest.mark.parametrize("face", FACES)
def test_a_shut_door_is_told_once_a_day_from_one_address(client: Client, some: list[Facility], face: str) -> None:
    page = f"{face}facilities/{some[0].pk}/"
    for _ in range(3):
        assert client.post(f"{page}closed/").status_code == 302
    assert DoorNote.objects.count() == 1
    places.tell_closed(facility=some[0], at=T0)
    assert "最近有人说关着门" in client.get(page).content.decode()


def test_a_door_shut_by_its_hours_is_answered_in_words(
    client: Client, some: list[Facility], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: T0 + timedelta(hours=12))
    page = client.post(f"/facilities/{some[0].pk}/closed/", follow=True).content.decode()
    assert "现在本来就不开放" in page
    assert not DoorNote.objects.exists()


def test_one_address_cannot_tell_of_every_door(client: Client, town: Town) -> None:
    doors = [facility(name=f"演示中心{n}") for n in range(7)]
    for door in doors:
        client.post(f"/facilities/{door.pk}/closed/")
    assert DoorNote.objects.count() == 5


def test_all_of_it_can_be_taken_as_data(client: Client, some: list[Facility]) -> None:
    lines = client.get("/open/facilities.csv").content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("uid,kind,name")
    assert len(lines) == 4
    services = json.loads(client.get("/open/facilities.json").content)
    assert {service["id"] for service in services} == {str(one.uid) for one in some}


def test_a_list_asks_a_fixed_number_of_queries(
    client: Client, some: list[Facility], django_assert_max_num_queries
) -> None:
    client.get("/open/facilities/")
    with django_assert_max_num_queries(6):
        client.get("/open/facilities/")


# -- the desk -------------------------------------------------------------------------------------------------------


def form(**more: object) -> dict[str, object]:
    told = {
        "kind": "rest_station",
        "name": "新演示驿站",
        "place": GRIDS[0][:12],
        "hours": "每天 8:00-20:00",
        "holidays": "as_usual",
        "offers": ["water", "charging"],
        "lon": "120.905",
        "lat": "31.305",
        "datum": "cgcs2000",
    }
    return told | more


def test_a_desk_adds_changes_looks_at_and_ends_its_own(client: Client, some: list[Facility], town: Town) -> None:
    client.force_login(town.mei)
    client.post("/desk/facilities/new/", form())
    made = Facility.objects.get(name="新演示驿站")
    assert details_of(made).hours == Hours(hours_text.read("Mo-Su 08:00-20:00"), {}, Holidays.AS_USUAL)
    page = f"/desk/facilities/{made.pk}/"
    client.post(page, form(changed_days="2026-05-02 休息", phone="0512-00000000"))
    made.refresh_from_db()
    assert made.phone == "0512-00000000"
    client.post(f"{page}verify/")
    client.post(f"{page}end/")
    made.refresh_from_db()
    assert (made.verified_by, made.valid_to) == ("里厍社区居委会", T0.date() + timedelta(days=1))
    shown = client.get(page).content.decode()
    assert "联系电话：— → 0512-00000000" in shown and "2026-05-02 休息" in shown


def test_a_desk_sees_its_own_and_what_waits_first(client: Client, some: list[Facility], town: Town) -> None:
    client.force_login(town.mei)
    places.tell_closed(facility=some[1], at=T0)
    page = client.get("/desk/facilities/")
    assert [card.name for card, *_ in page.context["rows"]] == ["演示驿站", "演示社区党群服务中心"]
    assert client.get(f"/desk/facilities/{some[2].pk}/").status_code == 404
    client.force_login(town.wang)
    assert client.get("/desk/facilities/").status_code == 404


@pytest.mark.parametrize(
    "more",
    [
        {"hours": "whenever"},
        {"changed_days": "soon"},
        {"lat": ""},
        {"place": GRIDS[2][:12]},
        {"lon": "10"},
        {"level": "12"},
        {"name": ""},
    ],
)
def test_what_cannot_be_comes_back_with_words_at_the_field(
    client: Client, some: list[Facility], town: Town, more: dict[str, str]
) -> None:
    client.force_login(town.mei)
    answer = client.post("/desk/facilities/new/", form(**more))
    assert answer.status_code in (400, 422)
    assert "is-invalid" in answer.content.decode()
    assert Facility.objects.count() == 3


# -- the circle -----------------------------------------------------------------------------------------------------


@pytest.fixture
def homes(some: list[Facility], town: Town) -> None:
    building(town, "近苑", None, 30)
    building(town, "外苑", None, 70, GRIDS[2])
    circle.forget()


def test_everybody_sees_shares_areas_and_gaps(client: Client, homes: None) -> None:
    page = client.get("/open/circle/?kind=rest_station")
    assert page.context["share"].within == (30, 30, 30)
    assert [(row.name, row.share.homes) for row in page.context["rows"]] == [("玉山镇", 100)]
    assert [row.name for row, _ in page.context["gaps"]] == ["外苑"]
    inside = client.get("/open/circle/?kind=rest_station&area=320583100002")
    assert inside.context["share"].within == (0, 0, 0)
    assert client.get("/open/circle/?kind=x&area=110").context["share"].homes == 100


def test_the_desk_is_told_where_a_new_site_covers_most(client: Client, homes: None, town: Town) -> None:
    client.force_login(town.jie)
    page = client.get("/desk/facilities/circle/?kind=rest_station&sites=1&minutes=15")
    assert [(one.name, one.adds) for one in page.context["chosen"]] == [("外苑", 70)]
    assert page.context["plan"].is_best
    assert "已证明" in page.content.decode()
    assert client.get("/desk/facilities/circle/?sites=99").status_code == 200
    client.force_login(town.guan)
    assert client.get("/desk/facilities/circle/").status_code == 404


def test_a_desk_looks_into_its_own_area_only(client: Client, homes: None, town: Town) -> None:
    client.force_login(town.mei)
    page = client.get("/desk/facilities/circle/?kind=rest_station&area=320583100002")
    assert page.context["wish"].within == GRIDS[0][:12]
    assert page.context["share"].homes == 30
    assert isinstance(page.context["now"], datetime)

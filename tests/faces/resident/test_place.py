"""小区 → 楼 → 单元 in the report sheet, with nothing but forms: what is tapped, what it says, what is never lost."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from linli.matters.models import Matter
from linli.places.models import Building, Estate
from tests.faces.resident.conftest import filled
from tests.town import GRIDS, INSIDE, Town

pytestmark = pytest.mark.usefixtures("now")
PICKED = re.compile(
    r'name="pick" value="([^"]+)" hx-post="/report/"><span>([^<]+?) ?(?:<small>([^<]*)</small>)?</span>'
)
Step = Callable[..., str]


@pytest.fixture
def step(client: Client, town: Town) -> Step:
    """One step of the sheet, as a page without script sends it; gives the page."""

    def take(**more: object) -> str:
        answer = client.post("/report/", filled(town, place="", **more))
        assert answer.status_code == 200
        return answer.content.decode()

    return take


def offered(page: str) -> dict[str, str]:
    """Name to reference of what can be picked."""
    return {name: reference for reference, name, _ in PICKED.findall(page)}


def standing(page: str) -> str:
    found = re.search(r'<input type="hidden" name="place" value="([^"]*)">', page)
    return found[1] if found else ""


def test_a_name_leads_to_the_estate_its_building_and_its_entrance(client: Client, town: Town, step: Step) -> None:
    town.estate()
    found = offered(step(sought="幸福", step="where"))
    estate = step(pick=found["幸福小区"], beside="")
    assert "哪幢楼？" in estate and list(offered(estate))[:3] == ["1幢", "2幢", "10幢"]
    building = step(pick=offered(estate)["2幢"])
    assert "几单元？" in building and "幸福小区 · 2\N{NO-BREAK SPACE}幢" in building
    entrance = step(pick=offered(building)["2单元"])
    assert "<b>幸福小区 · 2\N{NO-BREAK SPACE}幢 · 2\N{NO-BREAK SPACE}单元</b>" in entrance and "垃圾桶满了" in entrance
    assert offered(entrance) == {} and "101" not in re.sub(GRIDS[0], "", entrance)
    client.post("/report/", filled(town, place=standing(entrance), address="门口"))
    matter = Matter.objects.get()
    assert (matter.place, matter.address) == (GRIDS[0], "幸福小区2幢2单元 门口")


def test_an_estate_alone_is_enough(client: Client, town: Town) -> None:
    estate = town.estate()
    client.post("/report/", filled(town, place=f"estate:{estate.pk}"))
    matter = Matter.objects.get()
    assert (matter.place, matter.address, matter.lon) == (GRIDS[1], "幸福小区", None)


def test_one_step_up_offers_the_other_buildings(town: Town, step: Step) -> None:
    estate = town.estate()
    two = Building.objects.get(name="2幢")
    page = step(pick=f"estate:{estate.pk}/{two.pk}/1单元")
    assert offered(page) == {} and f'value="estate:{estate.pk}/{two.pk}"' in page
    assert "10幢" in offered(step(pick=f"estate:{estate.pk}"))


def test_what_the_phone_says_is_followed_by_the_estates_there(town: Town, step: Step) -> None:
    town.estate()
    Estate.objects.create(community=town.other_community, name="别处花园")
    lon, lat = INSIDE[GRIDS[0]]
    page = step(lon=lon, lat=lat, how="phone", step="where")
    assert list(offered(page)) == ["幸福小区"]
    picked = step(lon=lon, lat=lat, how="phone", pick=offered(page)["幸福小区"])
    assert 'id="id_lon" value=""' in picked and "您选的地点" in picked


def test_somewhere_else_offers_the_estates_of_where_one_stood(town: Town, step: Step) -> None:
    town.estate()
    lon, lat = INSIDE[GRIDS[0]]
    page = step(lon=lon, lat=lat, how="phone", step="elsewhere")
    assert list(offered(page)) == ["幸福小区"]
    twin = Estate.objects.create(community=town.other_community, name="幸福小区")
    found = PICKED.findall(step(beside=GRIDS[2], sought="幸福", step="where"))
    assert (f"estate:{twin.pk}", "幸福小区", "亭林社区") in found


def test_the_entrance_reported_last_is_one_tap_away(client: Client, town: Town, step: Step) -> None:
    estate = town.estate()
    two = Building.objects.get(name="2幢")
    reference = f"estate:{estate.pk}/{two.pk}/1单元"
    client.post("/report/", filled(town, place=reference))
    begun = client.get("/report/").content.decode()
    assert "幸福小区 · 2\N{NO-BREAK SPACE}幢 · 1\N{NO-BREAK SPACE}单元" in begun and "您上次反映问题的地方" in begun
    assert standing(begun) == reference
    assert f'name="at" value="{reference}"' in step(step="elsewhere")
    assert client.get("/").status_code == client.get("/call/").status_code == 200
    two.dwellings.all().delete()
    two.delete()
    assert client.get("/report/").status_code == 200  # the building is gone, and with it the guess


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("estate:999999", "名单里没有这个小区"),
        ("estate:abc", "名单里没有这个小区"),
        ("estate:{estate}/{elsewhere}", "这个小区里没有这幢楼"),
        ("estate:{estate}//2单元", "这个小区里没有这幢楼"),
        ("estate:{estate}/{two}/9单元", "这幢楼没有这个单元"),
        ("estate:{estate}/{two}/1单元/1001", "这幢楼没有这个单元"),
        ("320583999", "没有找到这个地点"),
    ],
)
def test_a_place_that_is_none_is_named_in_the_sheet_and_nothing_is_lost(
    client: Client, town: Town, step: Step, wrong: str, said: str
) -> None:
    estate = town.estate()
    other = Estate.objects.create(community=town.other_community, name="别处")
    elsewhere = Building.objects.create(estate=other, name="1幢")
    two = Building.objects.get(estate=estate, name="2幢")
    place = wrong.format(estate=estate.pk, elsewhere=elsewhere.pk, two=two.pk)
    answer = client.post("/report/", filled(town, place=place, address="门口"))
    page = answer.content.decode()
    assert answer.status_code == 400 and said in page and 'href="#id_place"' in page
    assert "垃圾桶满了" in page and 'value="门口"' in page
    assert Matter.objects.count() == 0
    if wrong.startswith("estate"):
        assert said in step(pick=place)


def test_a_name_that_no_estate_has_goes_along_as_words(client: Client, town: Town, step: Step) -> None:
    assert "没有找到这个小区" in step(sought="无名小区", step="where")
    client.post("/report/", filled(town, sought="无名小区", address="门口"))
    assert Matter.objects.get().address == "无名小区 门口"


def test_a_part_of_the_page_is_all_that_a_search_brings(client: Client, town: Town) -> None:
    town.estate()
    answer = client.post("/report/", filled(town, sought="幸福", step="sought"), headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert page.lstrip().startswith('<div id="found"') and list(offered(page)) == ["幸福小区"]


def test_the_exact_place_is_not_public(client: Client, town: Town) -> None:
    estate = town.estate()
    client.post("/report/", filled(town, place=f"estate:{estate.pk}", is_public="on"))
    Matter.objects.update(is_public=True)
    number = Matter.objects.get().number
    for address in ("/open/", f"/open/matters/{number}/", "/open/map/"):
        answer = Client().get(address)
        assert answer.status_code == 200 and "幸福" not in answer.content.decode()

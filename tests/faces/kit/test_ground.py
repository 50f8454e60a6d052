"""The ground under a pin: grids and estates of one community, in the datum of the tiles."""

from __future__ import annotations

import pytest
from django.test import Client

from linli.faces.kit import ground
from linli.matters.models import Matter
from linli.places.datum import Datum, gcj02
from linli.places.models import Estate
from tests.faces.resident.conftest import filled
from tests.town import GRIDS, INSIDE, Town


def test_a_community_shows_its_grids_and_the_points_of_its_estates(client: Client, town: Town) -> None:
    town.estate()
    Estate.objects.create(community=town.other_community, name="别处", lon=120.925, lat=31.305)
    Estate.objects.create(community=town.community, name="没有坐标")
    told = client.get(f"/kit/ground/{town.community.code}/").json()
    assert told["label"] == "玉山镇 · 里厍社区"
    assert [grid["id"] for grid in told["grids"]["features"]] == GRIDS[:2]
    (estate,) = told["estates"]["features"]
    assert estate["properties"] == {"name": "幸福小区"}
    assert estate["geometry"]["coordinates"] == pytest.approx(INSIDE[GRIDS[1]])


@pytest.mark.parametrize("code", ["320583999999", "x", GRIDS[0], "000000000000"])
def test_what_is_no_community_is_not_found(client: Client, town: Town, code: str) -> None:
    assert client.get(f"/kit/ground/{code}/").status_code == 404


def test_tiles_with_the_offset_of_public_maps_move_the_ground_and_bring_the_pin_back(
    client: Client, town: Town, settings, tmp_path
) -> None:  # type: ignore[no-untyped-def]
    settings.LINLI_TILES_DATUM = "gcj02"
    settings.LINLI_MEDIA = tmp_path
    town.estate()
    (estate,) = client.get(f"/kit/ground/{town.community.code}/").json()["estates"]["features"]
    assert estate["geometry"]["coordinates"] == pytest.approx(gcj02(*INSIDE[GRIDS[1]]), abs=1e-5)
    lon, lat = gcj02(*INSIDE[GRIDS[2]])
    client.post("/report/", filled(town, place="", lon=lon, lat=lat, datum="gcj02", how="pin"))
    matter = Matter.objects.get()
    assert matter.place == GRIDS[2]
    assert (matter.lon, matter.lat) == pytest.approx(INSIDE[GRIDS[2]], abs=1e-5)


def test_a_pin_in_another_county_is_named_in_the_sheet_and_nothing_is_lost(client: Client, town: Town) -> None:
    sheet = filled(town, place="", lon="116.39", lat="39.90", datum="wgs84", how="pin")
    answer = client.post("/report/", sheet)
    assert answer.status_code == 400
    assert "不在本市范围内" in answer.content.decode() and "垃圾桶满了" in answer.content.decode()
    assert not Matter.objects.exists()


@pytest.mark.parametrize(
    ("lon", "lat", "datum"), [("x", "1", "gcj02"), ("1", "1", "moon"), ("nan", "nan", "wgs84"), ("", "", "gcj02")]
)
def test_what_is_no_point_or_no_datum_stays_as_it_came(lon: str, lat: str, datum: str) -> None:
    assert ground.pointed(lon, lat, datum) == (lon, lat)


def test_a_point_goes_to_the_map_and_comes_back_within_a_metre(settings) -> None:  # type: ignore[no-untyped-def]
    settings.LINLI_TILES_DATUM = "gcj02"
    there = ground.drawn((120.955, 31.345))
    assert there == gcj02(120.955, 31.345)
    back = ground.pointed(*map(str, there), Datum.GCJ02)
    assert tuple(map(float, back)) == pytest.approx((120.955, 31.345), abs=2e-6)

"""What a phone needs on the way: the list in groups, a point for each order, the plan, maps in their datum."""

from __future__ import annotations

import math
import re
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from linli.faces.field.drawing import WIDTH, Frame, marks
from linli.faces.kit.ways import ways
from linli.matters import actions
from linli.matters.models import WorkOrder
from linli.places.datum import Datum, to_cgcs2000
from linli.places.reads import gazetteer
from tests.town import GRIDS, INSIDE, T0, Town

METRES = 111_320.0
SPOTS = [(120.9051, 31.3052), (121.4737, 31.2304), (87.6168, 43.8256), (110.3312, 20.0311), (123.4315, 41.8057)]
READS = {"amap": Datum.GCJ02, "tencent": Datum.GCJ02, "baidu": Datum.BD09, "apple": Datum.GCJ02}


def text(answer: Any) -> str:
    return str(answer.content.decode())


def asked_for(key: str, address: str) -> tuple[float, float]:
    """The point that an address names, longitude first, in the datum of its app."""
    query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    if key == "amap":
        lon, lat, _ = query["to"].split(",")
        return float(lon), float(lat)
    said = {"tencent": "tocoord", "baidu": "destination", "apple": "daddr"}[key]
    lat, lon = re.findall(r"\d+\.\d+", query[said])[:2]
    return float(lon), float(lat)


def metres(one: tuple[float, float], other: tuple[float, float]) -> float:
    east = (one[0] - other[0]) * math.cos(math.radians(one[1]))
    return math.hypot(east, one[1] - other[1]) * METRES


@pytest.mark.parametrize("spot", SPOTS)
def test_every_map_app_is_told_the_spot_in_its_own_datum(spot: tuple[float, float]) -> None:
    for way in ways(spot, "第1网格"):
        told = asked_for(way.key, way.address)
        assert metres(to_cgcs2000(*told, READS[way.key]), spot) <= 1
        assert metres(told, spot) > 100  # had it been told as it stands, the way would end somewhere else


def test_a_map_app_is_told_nothing_but_the_point_and_the_name_of_the_grid(town: Town, client: Client) -> None:
    order = town.handling(words="我家漏水请联系演示张三", address="3幢502室").orders.get()
    client.force_login(town.guan)
    page = client.get(f"/field/orders/{order.pk}/")
    for way in page.context["ways"]:
        assert "漏水" not in unquote(way.address)
        assert "502" not in unquote(way.address)
        assert "第1网格" in unquote(way.address)


def test_what_is_late_stands_before_what_ends_today_and_later(town: Town, client: Client) -> None:
    now = timezone.now()
    keys = []
    for due_at in (now + timedelta(days=9), now - timedelta(hours=1), now + timedelta(days=3)):
        order = town.handling(at=now - timedelta(hours=2)).orders.get()
        WorkOrder.objects.filter(pk=order.pk).update(due_at=due_at)
        keys.append(order.pk)
    client.force_login(town.guan)
    found = client.get("/field/").context["groups"]
    assert [(group.key, [line.pk for line in group.lines]) for group in found] == [
        ("late", [keys[1]]),
        ("later", [keys[2], keys[0]]),
    ]


def test_an_order_without_a_point_stands_in_the_middle_of_its_grid(town: Town, client: Client) -> None:
    town.handling()
    town.handling(point=None, place=GRIDS[1])
    client.force_login(town.guan)
    lines = client.get("/field/").context["lines"]
    assert {(line.is_spot, line.lon, line.lat) for line in lines} == {
        (True, *INSIDE[GRIDS[0]]),
        (False, *INSIDE[GRIDS[1]]),
    }


def test_the_list_takes_no_position(town: Town, client: Client) -> None:
    town.handling()
    client.force_login(town.guan)
    page = text(client.get("/field/"))
    assert 'data-lat="31.305"' in page
    assert not re.search(r"<form[^>]*>(?:(?!</form>).)*name=\"(?:lat|lon|position)\"", page, re.DOTALL)


def test_the_plan_shows_the_own_grid_and_its_open_orders_only(town: Town, client: Client) -> None:
    for place in (GRIDS[0], GRIDS[1]):
        matter = town.matter(point=INSIDE[place])
        actions.dispatch(by=town.mei, matter=matter, lead=town.committee, at=T0)
    client.force_login(town.wang)
    page = client.get("/field/plan/")
    assert [area.name for area in page.context["areas"] if area.is_own] == ["第1网格"]
    assert len(page.context["marks"]) == len(page.context["numbered"]) == 1
    assert "<path" in text(page)


def test_without_an_order_the_plan_of_a_department_is_empty(town: Town, client: Client) -> None:
    client.force_login(town.guan)
    assert client.get("/field/plan/").context["frame"] is None


def test_points_that_touch_are_one_mark_and_none_leaves_the_drawing(town: Town, client: Client) -> None:
    for point in (INSIDE[GRIDS[0]], INSIDE[GRIDS[0]], (120.9015, 31.3015)):
        town.handling(point=point)
    client.force_login(town.guan)
    lines = client.get("/field/").context["lines"]
    frame = Frame.around([gazetteer().outlines[GRIDS[0]]])
    found = marks(frame, lines)
    assert sorted(len(mark.numbers) for mark in found) == [1, 2]
    assert all(0 <= mark.x <= WIDTH and 0 <= mark.y <= frame.height for mark in found)
    assert frame.at(*INSIDE[GRIDS[0]]) == pytest.approx((WIDTH / 2, frame.height / 2), abs=0.1)

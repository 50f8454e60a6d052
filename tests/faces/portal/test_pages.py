"""The portal: who sees what without signing in, and that the pages stay light."""

from __future__ import annotations

import csv
import json
from datetime import timedelta
from io import StringIO

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from linli.duties import reads as duty_reads
from linli.duties.models import Kind
from linli.faces.kit import sheets
from linli.faces.portal import downloads, outlines
from linli.matters.models import Matter
from tests.town import GRIDS, INSIDE, Town

WORDS = "门口张三家垃圾桶满了"
ADDRESS = "某某路88号"


@pytest.fixture
def shown(town: Town) -> Matter:
    return town.matter(at=timezone.now(), is_public=True, words=WORDS, address=ADDRESS)


def test_the_list_tells_kind_community_and_stage_and_nothing_that_was_said(client: Client, shown: Matter) -> None:
    for url in ("/open/", f"/open/matters/{shown.number}/", "/open/map/", "/open/matters.csv", "/open/matters.json"):
        answer = client.get(url)
        assert answer.status_code == 200, url
        page = answer.getvalue().decode()
        assert "里厍社区" in page, url
        for secret in (WORDS, ADDRESS, GRIDS[0], "第1网格", "120.905", "演示"):
            assert secret not in page, (url, secret)


def test_only_what_its_reporter_agreed_to_show_is_shown(client: Client, town: Town) -> None:
    at = timezone.now()
    hidden = town.matter(at=at)
    private = town.matter(at=at, kind=town.abuse.code, is_public=True)
    Matter.objects.filter(pk=private.pk).update(is_public=True)  # even if somebody forced it
    for matter in (hidden, private):
        assert client.get(f"/open/matters/{matter.number}/").status_code == 404
    assert client.get("/open/matters.json").json()["matters"] == []
    assert client.get("/open/matters/nothing/").status_code == 404


def test_the_public_line_of_steps_names_units_and_days_only(client: Client, town: Town) -> None:
    matter = town.answered(at=timezone.now(), is_public=True)
    page = client.get(f"/open/matters/{matter.number_shown}/", headers={"Accept-Language": "zh-hans"}).content.decode()
    for text in ("昆山市城市管理局", "已答复", "暴露垃圾", "按时"):
        assert text in page
    for secret in ("已清运", "演示城管经办", "演示社区台", ":00"):
        assert secret not in page


def test_a_month_and_a_town_narrow_everything(client: Client, town: Town, shown: Matter) -> None:
    other = town.matter(at=timezone.now(), is_public=True, point=INSIDE[GRIDS[4]])

    def numbers(**query: str) -> set[str]:
        return {row["number"] for row in client.get("/open/matters.json", query).json()["matters"]}

    assert numbers() == {shown.number_shown, other.number_shown}
    assert numbers(town="320583101") == {other.number_shown}
    last = (timezone.localtime() - timedelta(days=32)).strftime("%Y-%m")
    assert numbers(month=last) == set()
    for nonsense in ({"month": "2026-99"}, {"town": "999999999"}, {"after": "!"}, {"month": "\x00"}, {"town": "'; --"}):
        assert client.get("/open/", nonsense).status_code == 200


def test_pages_of_the_list_hold_every_matter_once(client: Client, town: Town) -> None:
    at = timezone.now()
    for minute in range(55):
        town.report(at=at - timedelta(seconds=minute), is_public=True)
    first = client.get("/open/")
    rest = client.get("/open/", {"after": first.context["following"]})
    numbers = [row.number for page in (first, rest) for row in page.context["matters"]]
    assert len(numbers) == len(set(numbers)) == 55
    assert "figures" not in rest.content.decode().split("<main")[1].split("list")[0]


@pytest.mark.slow
def test_the_number_of_queries_does_not_grow(
    client: Client, town: Town, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(30):
        town.report(at=timezone.now(), is_public=True)
    for url, most in (("/open/", 6), ("/open/map/", 1), ("/open/matters.csv", 1), ("/open/definitions/", 0)):
        with django_assert_max_num_queries(most):
            client.get(url).getvalue()


def test_the_csv_opens_in_a_spreadsheet_and_runs_nothing(client: Client, town: Town, shown: Matter) -> None:
    Kind.objects.filter(pk=town.rubbish.pk).update(name="=HYPERLINK(1)")
    duty_reads.kept.forget()
    raw = client.get("/open/matters.csv").getvalue()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(StringIO(raw.decode("utf-8-sig"))))
    assert [row["number"] for row in rows] == [shown.number_shown]
    assert tuple(rows[0]) == downloads.COLUMNS
    assert rows[0]["kind"] == "'=HYPERLINK(1)"


@pytest.mark.parametrize("start", sheets.FORMULA_STARTS)
def test_no_cell_starts_a_formula(start: str) -> None:
    assert sheets.safe(f"{start}cmd") == f"'{start}cmd"
    assert sheets.safe("平常") == "平常"


def test_the_map_draws_communities_from_their_grids_when_they_have_no_outline(client: Client, town: Town) -> None:
    outlines.kept.forget()
    answer = client.get("/open/map/communities.json", headers={"Accept-Encoding": "identity"})
    drawn = {area["id"]: area for area in json.loads(answer.content)["features"]}
    assert set(drawn) == {"320583100001", "320583100002", "320583101001"}
    ring = drawn["320583100001"]["geometry"]["coordinates"][0]
    assert {tuple(point) for point in ring} >= {(120.9, 31.3), (120.92, 31.3), (120.92, 31.31), (120.9, 31.31)}
    south, west = drawn["320583100001"]["properties"]["middle"]
    assert 31.3 < south < 31.31
    assert 120.9 < west < 120.92
    assert "max-age" in answer["Cache-Control"]


def test_the_map_page_holds_its_list_without_a_script(client: Client, town: Town, shown: Matter) -> None:
    page = client.get("/open/map/").content.decode()
    assert 'data-code="320583100001"' in page
    assert page.count("<script") == 3  # the data block, Leaflet, our own
    assert client.post("/open/map/").status_code == 405

"""What a grid worker reports from patrol: the sheet of the residents, the own grid guessed."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from linli.matters.models import Channel, Matter
from linli.places.models import Building
from tests.faces.field.test_orders import notes_of, picture, text
from tests.town import GRIDS, INSIDE, Town, fixed


@pytest.fixture
def wang(client: Client, town: Town) -> Client:
    client.force_login(town.wang)
    return client


def asked(**more: object) -> dict[str, object]:
    """A sheet as it is after the camera and nothing else."""
    return {"intent": uuid4(), "kind": "", "place": GRIDS[0], "how": "own", "words": ""} | more


def test_a_photo_is_enough_and_the_own_grid_is_guessed(wang: Client, town: Town) -> None:
    form = text(wang.get("/field/report/"))
    assert f'name="place" value="{GRIDS[0]}"' in form and "您负责的网格" in form
    sent = wang.post("/field/report/", asked(photos=[picture()]))
    matter = Matter.objects.get()
    assert sent.headers["Location"] == f"/field/report/{matter.number}/"  # where it can be solved on the spot
    assert (matter.channel, matter.place, matter.kind) == (Channel.FIELD, GRIDS[0], town.unsure)
    assert matter.reporters.get().entered_by == town.wang
    assert matter.photos.count() == 1
    assert matter.number_shown in text(wang.get("/field/"))


def test_where_the_photo_was_taken_wins_over_the_own_grid(wang: Client, town: Town) -> None:
    lon, lat = INSIDE[GRIDS[0]]
    wang.post("/field/report/", asked(place="", how="photo", lon=lon, lat=lat, kind=town.rubbish.code))
    matter = Matter.objects.get()
    assert (matter.place, matter.lon, matter.kind) == (GRIDS[0], lon, town.rubbish)


def test_a_report_sent_twice_is_taken_once(wang: Client, town: Town) -> None:
    for _ in range(2):
        assert wang.post("/field/report/", asked(intent=fixed(3))).status_code == 302
    assert Matter.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "status", "said"),
    [
        ({"kind": "外星人"}, 400, "请选择问题类别"),
        ({"place": GRIDS[2]}, 403, "该地点不在您的辖区内"),
        ({"place": ""}, 422, "请告诉我们地点"),
        ({"place": "estate:999999"}, 422, "名单里没有这个小区"),
        ({"lon": "10", "lat": "10"}, 400, "不在本市范围内"),
        ({"lon": str(INSIDE[GRIDS[4]][0]), "lat": str(INSIDE[GRIDS[4]][1])}, 403, "该地点不在您的辖区内"),
    ],
)
def test_a_wrong_report_comes_back_with_everything(
    wang: Client, town: Town, wrong: dict[str, str], status: int, said: str
) -> None:
    page = wang.post("/field/report/", asked(photos=[picture()], words="巡查发现垃圾") | wrong)
    assert page.status_code == status and said in text(page)
    assert "巡查发现垃圾" in text(page) and len(notes_of(page)) == 1
    assert not Matter.objects.exists()


def test_a_sheet_without_its_intent_begins_anew(wang: Client, town: Town) -> None:
    assert wang.post("/field/report/", asked(intent="x")).status_code == 422
    assert not Matter.objects.exists()


def test_an_entrance_of_the_own_grid_is_chosen_in_the_same_sheet(wang: Client, town: Town) -> None:
    estate = town.estate()
    two = Building.objects.get(name="2幢")
    reference = f"estate:{estate.pk}/{two.pk}/2单元"
    shown = text(wang.post("/field/report/", asked(pick=reference)))
    assert "幸福小区 · 2\N{NO-BREAK SPACE}幢 · 2\N{NO-BREAK SPACE}单元" in shown
    wang.post("/field/report/", asked(place=reference))
    matter = Matter.objects.get()
    assert (matter.place, matter.address) == (GRIDS[0], "幸福小区2幢2单元")


def test_a_department_reports_nothing_on_patrol(client: Client, town: Town) -> None:
    client.force_login(town.guan)
    assert client.get("/field/report/").status_code == 404
    assert client.post("/field/report/", asked()).status_code == 404


def test_the_kind_brings_its_warning(wang: Client, town: Town) -> None:
    sheet = asked(kind=town.gas.code, step="about")
    part = wang.post("/field/report/", sheet, headers={"HX-Request": "true"})
    assert "拨打 119" in text(part) and text(part).lstrip().startswith('<div id="about"')
    assert "HX-Request" in part.headers["Vary"]


def test_what_is_open_there_already_is_shown_and_offers_nothing_to_join(wang: Client, town: Town) -> None:
    town.matter(by=town.ren, point=INSIDE[GRIDS[0]], at=timezone.now())
    shown = text(wang.post("/field/report/", asked(kind=town.rubbish.code, step="where")))
    assert "附近已有 1 件相同" in shown and "不用重复上报" in shown
    assert 'name="join"' not in shown


def test_the_sheet_waits_on_the_phone_where_there_is_no_network(wang: Client, town: Town) -> None:
    form = text(wang.get("/field/report/"))
    assert 'data-outbox="patrol"' in form and 'id="outbox"' in form

"""Entering what somebody says at the counter or on the phone."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from linli.duties.models import CatalogueRow
from linli.matters.actions import dispatch
from linli.matters.models import Matter
from tests.town import GRIDS, Town, fixed, forget


@pytest.fixture
def mei(client: Client, town: Town) -> Client:
    client.force_login(town.mei)
    return client


def asked(town: Town, **more: object) -> dict[str, object]:
    return {
        "intent": uuid4(),
        "channel": "phone",
        "kind": town.leak.code,
        "place": "玉山镇 · 里厍社区 · 第1网格",
        "words": "楼道漏水",
        "name": "演示张三",
        "phone": "100-0000 0009",
    } | more


def test_a_call_is_taken_in_and_the_receipt_read_out(mei: Client, town: Town) -> None:
    assert mei.get("/desk/new/").status_code == 200
    assert mei.post("/desk/new/", asked(town)).headers["Location"] == "/desk/new/done/"
    matter = Matter.objects.get()
    reporter = matter.reporters.get()
    assert (matter.channel, matter.place, matter.kind) == ("phone", GRIDS[0], town.leak)
    assert (reporter.person, reporter.entered_by, reporter.phone) == (None, town.mei, "10000000009")
    receipt = mei.get("/desk/new/done/")
    assert matter.number_shown in receipt.content.decode()
    assert "昆山市水务局" in receipt.content.decode()
    assert "no-store" in receipt.headers["Cache-Control"]


def test_pressing_twice_takes_it_in_once(mei: Client, town: Town) -> None:
    body = asked(town, intent=fixed(7))
    assert mei.post("/desk/new/", body).status_code == mei.post("/desk/new/", body).status_code == 302
    assert Matter.objects.count() == 1
    assert mei.post("/desk/new/", body | {"words": "另一件事"}).status_code == 409


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "外星人"),
        ("kind", ""),
        ("place", "巴城镇 · 巴城社区"),  # another town
        ("place", ""),
        ("phone", "不告诉你"),
        ("channel", "web"),
        ("words", "长" * 2001),
        ("intent", "x"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_the_rest_kept(
    mei: Client, town: Town, field: str, value: str
) -> None:
    answer = mei.post("/desk/new/", asked(town, address="三号楼门口") | {field: value})
    assert answer.status_code == 422
    assert "三号楼门口" in answer.content.decode()
    if field != "intent":
        assert f'id="id_{field}_error"' in answer.content.decode()
    assert not Matter.objects.exists()


def test_questions_of_the_kind_join_the_form(mei: Client, town: Town) -> None:
    question = {"code": "floor", "label": "哪一层？", "label_en": "Which floor?", "required": True}
    CatalogueRow.objects.filter(kind=town.leak).update(questions=[question])
    forget()
    part = mei.get("/desk/new/", {"kind": town.leak.code}, headers={"HX-Request": "true"})
    assert "哪一层？" in part.content.decode()
    assert "<html" not in part.content.decode()
    assert "HX-Request" in part.headers["Vary"]
    open_question = mei.post("/desk/new/", asked(town))
    assert open_question.status_code == 422
    assert "reply-floor_error" in open_question.content.decode()
    assert mei.post("/desk/new/", asked(town, **{"reply-floor": "三层"})).status_code == 302
    assert Matter.objects.get().replies == {"floor": "三层"}


def test_danger_is_told_before_anything_else(mei: Client, town: Town) -> None:
    part = mei.get("/desk/new/", {"kind": town.gas.code}, headers={"HX-Request": "true"})
    assert "有危险：请先拨打 119" in part.content.decode()


@pytest.mark.parametrize("who", ["guan", "ren", "sys"])
def test_who_may_not_report_for_others_finds_no_form(client: Client, town: Town, who: str) -> None:
    client.force_login(getattr(town, who))
    assert client.get("/desk/new/").status_code == 404
    assert client.post("/desk/new/", asked(town)).status_code == 404


def test_without_anything_taken_in_there_is_no_receipt(mei: Client, client: Client, town: Town) -> None:
    assert mei.get("/desk/new/done/").headers["Location"] == "/desk/new/"
    assert Client().get("/desk/new/").headers["Location"].startswith("/door/")


def test_a_question_with_options_is_chosen_from_and_read_by_those_who_handle_it(mei: Client, town: Town) -> None:
    options = [{"code": "in", "label": "屋内", "label_en": "Inside"}, {"code": "out", "label": "屋外"}]
    question = {"code": "where", "label": "在哪里漏", "label_en": "Where", "required": True, "options": options}
    CatalogueRow.objects.filter(kind=town.leak).update(questions=[question])
    forget()
    form = mei.get("/desk/new/", {"kind": town.leak.code}).content.decode()
    assert 'value="in"' in form and "屋外" in form and "{&#x27;" not in form
    assert mei.post("/desk/new/", asked(town, **{"reply-where": "elsewhere"})).status_code == 422
    assert mei.post("/desk/new/", asked(town, **{"reply-where": "in"})).status_code == 302
    matter = Matter.objects.get()
    page = mei.get(f"/desk/matters/{matter.number}/").content.decode()
    assert "在哪里漏" in page and "屋内" in page
    order = dispatch(by=town.mei, matter=matter, lead=town.water, at=timezone.now())[0]
    mei.force_login(town.shui)
    page = mei.get(f"/field/orders/{order.pk}/", headers={"Accept-Language": "en"}).content.decode()
    assert "Where" in page and "Inside" in page

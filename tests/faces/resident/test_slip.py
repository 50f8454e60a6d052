"""告知单 in the browser of whoever holds it, without an account."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from linli.homes.actions import slips
from linli.homes.models import CareNeed, ChangeRequest, Occupant
from linli.orgs import actions as orgs
from linli.orgs.models import AreaKind
from tests.homes.doors import NAME, PHONE, alone, gone, household, lives
from tests.orgs.bodies import TODAY, branch
from tests.town import T0, Town

pytestmark = pytest.mark.once


@pytest.fixture
def held(client: Client, town: Town, monkeypatch: pytest.MonkeyPatch) -> tuple[Occupant, str]:
    """Somebody who lives alone, and the code that the household holds."""
    monkeypatch.setattr(timezone, "now", lambda: T0)
    home = household(town)
    person = lives(town, home)
    alone(town, person)
    return person, slips.give(by=town.mei, household=home, at=T0)


def said(client: Client, code: str, **more: object) -> str:
    return client.post("/slip/", {"code": code, **more}).content.decode()


def test_the_code_opens_what_was_written_masked(client: Client, held: tuple[Occupant, str]) -> None:
    assert "告知单编码" in client.get("/slip/").content.decode()
    page = said(client, held[1])
    assert all(told in page for told in ("幸福小区 2幢 1单元 201", "演**", "100****0077", "独居老人", "上门探望"))
    assert NAME not in page and PHONE not in page
    answer = client.post("/slip/", {"code": "BCDFGHJKMNPQ"})
    assert answer.status_code == 422 and "告知单编码无效" in answer.content.decode()
    assert client.post("/slip/", {"code": ""}).status_code == 422


def test_a_button_erases_one_line_and_another_all_of_a_person(
    client: Client, town: Town, held: tuple[Occupant, str]
) -> None:
    person, code = held
    stranger = lives(town, household(town, "9"))
    assert "不属于这一户" in said(client, code, **{"erase-person": stranger.pk})
    page = said(client, code, **{"erase-need": CareNeed.objects.get().pk})
    assert "独居老人" not in page and not gone(person)
    assert "没有登记任何人" in said(client, code, **{"erase-person": person.pk})
    assert gone(person) and not gone(stranger)
    assert client.post("/slip/", {"code": code, "erase-person": person.pk}).status_code == 404


def test_a_correction_is_asked_for_and_its_answer_read(client: Client, town: Town, held: tuple[Occupant, str]) -> None:
    person, code = held
    typed = {"who": person.pk, "asks": "phone", "words": "没有了"}
    answer = client.post("/slip/", {"code": code, **typed})
    page = answer.content.decode()
    assert answer.status_code == 400 and "这不是电话号码" in page and 'value="没有了"' in page
    assert client.post("/slip/", {"code": code, "who": "x", "asks": "", "words": ""}).status_code == 422
    assert "社区核对中" in said(client, code, **(typed | {"words": "10000000088"}))
    slips.refuse(by=town.mei, request=ChangeRequest.objects.get(), answer="打不通", at=T0)
    assert "打不通" in said(client, code)


def test_guessing_is_stopped(client: Client, held: tuple[Occupant, str]) -> None:
    for _ in range(20):
        client.post("/slip/", {"code": "BCDFGHJKMNPQ"})
    assert client.post("/slip/", {"code": held[1]}).status_code == 429


def test_who_answers_for_homes_reads_who_lives_there(client: Client, town: Town, held: tuple[Occupant, str]) -> None:
    home = held[0].household.dwelling
    area = orgs.ask_for_area(
        by=town.mei, body=branch(town), kind=AreaKind.BUILDING_HEAD, person=town.lao, estate=home.building.estate,
        building=home.building, on=TODAY, at=T0,
    )  # fmt: skip
    client.force_login(town.lao)
    assert "独居老人" not in client.get("/mine/homes/").content.decode()
    orgs.agree_to_area(by=town.lao, area=area, at=T0)
    page = client.get("/mine/homes/").content.decode()
    assert "演** · 独居老人" in page and "100****" not in page and NAME not in page

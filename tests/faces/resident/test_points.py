"""我的积分 and our stars on the phone: opened by oneself, spent by code, seen by nobody else."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from linli.points import actions
from linli.points.models import Account, Household, Redemption, StarTask
from linli.points.reads.wallet import wallet_of
from tests.points.steps import balance, cause, code_of, earned, merchant, offer, taken, wallet
from tests.town import SINCE, Town, fixed

pytestmark = pytest.mark.slow


@pytest.fixture
def at() -> datetime:
    return timezone.now()


@pytest.fixture
def ren(client: Client, town: Town) -> Client:
    client.force_login(town.ren)
    return client


def test_a_wallet_is_opened_in_plain_words_and_closed_after_the_box_was_ticked(ren: Client, town: Town) -> None:
    assert "只有我自己能看到" in ren.get("/points/").content.decode()
    assert not Account.objects.exists()
    ren.post("/points/open/")
    assert wallet_of(town.ren) is not None
    assert "In my wallet" in ren.get("/points/", headers={"Accept-Language": "en"}).content.decode()
    answer = ren.post("/points/close/")
    assert (answer.status_code, "请先勾选" in answer.content.decode()) == (422, True)
    assert wallet_of(town.ren) is not None
    ren.post("/points/close/", {"sure": "1"})
    assert wallet_of(town.ren) is None


def test_an_account_of_an_office_is_told_that_it_has_no_wallet(client: Client, town: Town) -> None:
    client.force_login(town.mei)
    assert "没有积分钱包" in client.get("/points/").content.decode()
    client.post("/points/open/")
    assert not Account.objects.exists()


def test_the_page_says_what_came_why_and_what_expires_when(ren: Client, town: Town, at: datetime) -> None:
    wallet(town.ren, at=at - timedelta(days=1))
    earned(town, town.ren, at=at)
    page = ren.get("/points/").content.decode()
    for said in ("<b>10</b>", "参加活动", "+10", "后到期"):
        assert said in page


def test_a_code_is_taken_shown_and_given_up(ren: Client, town: Town, at: datetime) -> None:
    wallet(town.ren, at=at - timedelta(days=1))
    earned(town, town.ren, at=at)
    noodles = offer(town, merchant(town)[0])
    page = ren.get("/points/thanks/").content.decode()
    assert "一碗面" in page
    for _ in range(2):  # the same form, sent twice
        answer = ren.post(f"/points/thanks/{noodles.pk}/take/", {"intent": str(fixed(3))})
    row = Redemption.objects.get()
    assert answer["Location"] == f"/points/codes/{row.pk}/"
    code = code_of(row)
    assert f"{code[:4]} {code[4:]}" in ren.get(answer["Location"]).content.decode()
    assert "一碗面" in ren.get("/points/codes/").content.decode()
    ren.post(f"/points/codes/{row.pk}/give-up/")
    assert balance(town.ren) == 10


def test_another_persons_code_is_not_there(client: Client, town: Town, at: datetime) -> None:
    wallet(town.ren, at=at - timedelta(days=1))
    earned(town, town.ren, at=at)
    row = taken(town.ren, offer(town, merchant(town)[0]), at=at)
    client.force_login(town.lao)
    assert client.get(f"/points/codes/{row.pk}/").status_code == 404
    assert client.post(f"/points/codes/{row.pk}/give-up/").status_code == 404


def test_points_are_given_and_what_is_wrong_is_told_where_it_was_typed(ren: Client, town: Town, at: datetime) -> None:
    wallet(town.ren, at=at - timedelta(days=1))
    earned(town, town.ren, at=at)
    meals = cause(town)
    for points, left, status in (("11", 10, 409), ("x", 10, 422), ("", 10, 422), ("4", 6, 302)):
        answer = ren.post(f"/points/thanks/causes/{meals.pk}/", {"points": points, "intent": str(uuid4())})
        assert (balance(town.ren), answer.status_code) == (left, status)
        if status != 302:
            page = answer.content.decode()
            assert f'id="give-{meals.pk}-points_error"' in page
            assert f'value="{points}"' in page or not points
            assert ("积分不够" in page) == (points == "11")


def test_the_community_near_is_remembered_and_nothing_else_is_taken_for_one(ren: Client, town: Town) -> None:
    wallet(town.ren)
    offer(town, merchant(town)[0])
    ren.post("/points/thanks/near/", {"near": town.community.code})
    assert wallet_of(town.ren).near == town.community.code  # type: ignore[union-attr]
    for odd in ("\0", "320583999999", "里厍"):
        ren.post("/points/thanks/near/", {"near": odd})
        assert wallet_of(town.ren).near == ""  # type: ignore[union-attr]


def test_a_household_goes_its_way_on_the_page(ren: Client, town: Town) -> None:
    actions.seed(at=timezone.now(), since=SINCE)
    assert "环境整洁星" in ren.get("/points/stars/").content.decode()
    for wrong in (" ", "家" * 21):
        answer = ren.post("/points/stars/found/", {"name": wrong})
        assert (answer.status_code, 'id="id_name_error"' in answer.content.decode()) == (422, True)
    ren.post("/points/stars/found/", {"name": "演示人家"})
    assert ren.post("/points/stars/found/", {"name": "又一家"}).status_code == 409
    assert "演示人家" in ren.get("/points/stars/").content.decode()
    for task in StarTask.objects.filter(star__code="clean"):
        for _ in range(task.times):
            ren.post(f"/points/stars/tasks/{task.pk}/")
    haircut = offer(town, merchant(town)[0], price=None, stars=1)
    page = ren.get("/points/stars/").content.decode()
    assert "<b>1</b>" in page
    assert "一碗面" in page
    assert "一碗面" not in ren.get("/points/thanks/").content.decode()
    answer = ren.post(f"/points/thanks/{haircut.pk}/take/", {"intent": str(uuid4())})
    assert Redemption.objects.get().household is not None
    assert answer["Location"].startswith("/points/codes/")
    shown = ren.post("/points/stars/invite/").content.decode()
    code = shown.partition("<output>")[2].partition("</output>")[0]
    other = Client()
    other.force_login(town.lao)
    assert "演示人家" not in other.get("/points/stars/").content.decode()
    wrong = other.post("/points/stars/join/", {"code": "2222 2222"})
    assert (wrong.status_code, 'value="2222 2222"' in wrong.content.decode()) == (400, True)
    other.post("/points/stars/join/", {"code": code})
    assert "演示人家" in other.get("/points/stars/").content.decode()
    ren.post("/points/stars/leave/")
    other.post("/points/stars/leave/")
    assert not Household.objects.exists()


def test_a_list_of_thanks_costs_the_same_however_long_it_is(ren: Client, town: Town) -> None:
    wallet(town.ren)
    unit, _ = merchant(town)
    counts = []
    for more in (1, 9):
        for _ in range(more):
            offer(town, unit)
            cause(town)
        with CaptureQueriesContext(connection) as queries:
            ren.get("/points/thanks/")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 14

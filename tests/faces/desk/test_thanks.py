"""Thanks on the desk: a community offers, the county sets rules, a counter takes codes; no person shows."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from linli.points.models import Cause, Offer, Rule
from tests.points.steps import cause, code_of, earned, merchant, offer, rule, taken, wallet
from tests.town import SINCE, Town

pytestmark = pytest.mark.slow


@pytest.fixture
def mei(client: Client, town: Town) -> Client:
    client.force_login(town.mei)
    return client


def says(town: Town, **more: object) -> dict[str, object]:
    unit = {"community": town.community.pk, "unit": town.committee.pk, "title": "免费理发", "begin": str(SINCE)}
    return unit | {"stock": "3", "period": "week", "price": "20"} | more


def test_a_community_offers_thanks_and_ends_them(mei: Client, town: Town) -> None:
    assert mei.get("/desk/thanks/offers/new/").status_code == 200
    assert mei.post("/desk/thanks/offers/new/", says(town)).status_code == 302
    row = Offer.objects.get()
    assert (row.price, row.stock, row.period) == (20, 3, "week")
    assert "免费理发" in mei.get("/desk/thanks/").content.decode()
    mei.post(f"/desk/thanks/offers/{row.pk}/end/")
    row.refresh_from_db()
    assert row.valid_to == timezone.localdate()
    assert "免费理发" not in mei.get("/desk/thanks/").content.decode()


@pytest.mark.parametrize("bad", [{"price": "", "stars": ""}, {"stars": "3"}, {"end": "2020-01-01"}, {"title": ""}])
def test_what_is_wrong_with_an_offer_is_said_at_the_form(mei: Client, town: Town, bad: dict[str, str]) -> None:
    answer = mei.post("/desk/thanks/offers/new/", says(town, **bad))
    assert answer.status_code in (400, 422)
    assert 'class="problems"' in answer.content.decode()
    assert not Offer.objects.exists()


def test_the_next_community_neither_sees_nor_ends_it(client: Client, town: Town) -> None:
    row, meals = offer(town, town.committee), cause(town)
    client.force_login(town.tom)
    assert "一碗面" not in client.get("/desk/thanks/").content.decode()
    assert client.post(f"/desk/thanks/offers/{row.pk}/end/").status_code == 404
    assert client.post(f"/desk/thanks/causes/{meals.pk}/end/").status_code == 404
    assert client.post("/desk/thanks/offers/new/", says(town)).status_code == 422


def test_a_community_collects_for_a_neighbour(mei: Client, town: Town) -> None:
    mei.post("/desk/thanks/causes/new/", says(town, title="给独居老人送餐", for_neighbour="on"))
    row = Cause.objects.get()
    assert row.for_neighbour
    mei.post(f"/desk/thanks/causes/{row.pk}/end/")
    row.refresh_from_db()
    assert row.valid_to == timezone.localdate()


def test_the_county_sets_a_rule_from_a_day_on(client: Client, town: Town) -> None:
    client.force_login(town.zhong)
    assert client.get("/desk/thanks/rules/").status_code == 200
    on = timezone.localdate() + timedelta(days=7)
    asked = {"verb": "volunteering.attended", "name": "参加活动", "points": "8", "months": "12", "on": str(on)}
    assert client.post("/desk/thanks/rules/", asked | {"day_cap": "5", "look": "1"}).status_code == 400
    assert client.post("/desk/thanks/rules/", asked | {"day_cap": "5"}).status_code == 400
    assert client.post("/desk/thanks/rules/", asked | {"verb": "matters.received"}).status_code == 422
    assert client.post("/desk/thanks/rules/", asked | {"look": "1"}).context["looked"] and not Rule.objects.exists()
    assert client.post("/desk/thanks/rules/", asked).status_code == 302
    assert client.post("/desk/thanks/rules/", asked).status_code == 409
    assert Rule.objects.get().valid_from == on
    client.force_login(town.mei)
    assert client.get("/desk/thanks/rules/").status_code == 404
    assert "参加活动" in client.get("/desk/thanks/").content.decode()


def test_a_merchant_enters_a_code_once_and_learns_nothing_of_the_member(client: Client, town: Town) -> None:
    at = timezone.now()
    rule(points=7_654)
    wallet(town.ren, at=at - timedelta(days=1))
    earned(town, town.ren, at=at)
    unit, seller = merchant(town)
    code = code_of(taken(town.ren, offer(town, unit, price=4_321), at=at))
    client.force_login(seller)
    assert client.get("/desk/").status_code == 404
    first = client.post("/desk/thanks/counter/", {"code": code.lower()}, follow=True)
    again = client.post("/desk/thanks/counter/", {"code": code})
    wrong = client.post("/desk/thanks/counter/", {"code": "22222222"})
    assert "请交付：一碗面" in first.content.decode()
    assert (again.status_code, wrong.status_code) == (409, 400)
    for page in (first, again, wrong):
        text = page.content.decode()
        for canary in (town.ren.name, town.ren.phone, "7654", "3333", "4321", "7,654"):
            assert canary not in text


def test_no_page_of_the_desk_names_a_member_or_sums_what_members_have(client: Client, town: Town) -> None:
    at = timezone.now()
    rule(points=7_654)
    wallet(town.ren, at=at - timedelta(days=1))
    earned(town, town.ren, at=at)
    offer(town, town.committee)
    rule_page = "/desk/thanks/rules/"
    for person, paths in ((town.mei, ("/desk/thanks/", "/desk/thanks/counter/")), (town.zhong, (rule_page,))):
        client.force_login(person)
        for path in paths:
            text = client.get(path).content.decode()
            assert town.ren.name not in text
            assert "7654" not in text.replace("7654积分", "")  # the rule itself may be read


def test_the_lists_of_the_desk_cost_the_same_however_long_they_are(mei: Client, town: Town) -> None:
    for path in ("/desk/thanks/", "/desk/thanks/counter/"):
        mei.get(path)  # what processes keep in memory is loaded
        counts = []
        for more in (1, 9):
            for _ in range(more):
                offer(town, town.committee)
                cause(town)
            with CaptureQueriesContext(connection) as queries:
                mei.get(path)
            counts.append(len(queries))
        assert counts[0] == counts[1] <= 14

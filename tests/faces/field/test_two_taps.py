"""Two taps on site: an order is handed back by a reason, departments are called to help by a cause."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from linli.matters import actions
from linli.matters.models import Return, WorkOrder
from linli.matters.rules import OrderStage
from linli.orgs.models import Organisation
from linli.whistles.models import Whistle
from tests.town import SINCE, Town
from tests.whistles.steps import cause


@pytest.fixture
def strayed(town: Town) -> WorkOrder:
    """Rubbish, which the catalogue gives to urban management, was sent to the water department."""
    at = timezone.now()
    matter = town.matter(at=at)
    actions.dispatch(by=town.mei, matter=matter, lead=town.water, at=at)
    return matter.orders.get()


@pytest.fixture
def own(town: Town) -> WorkOrder:
    """An order of the committee in the grid of the grid worker."""
    cause()  # those that the house begins with
    at = timezone.now()
    matter = town.matter(at=at)
    actions.dispatch(by=town.mei, matter=matter, lead=town.committee, at=at)
    return matter.orders.get()


def tapped(client: Client, order: WorkOrder, quick: str) -> Any:
    return client.post(f"/field/orders/{order.pk}/hand-back/", {"version": order.version, "quick": quick})


def test_one_tap_on_the_reason_hands_back_to_the_unit_that_the_catalogue_names(
    client: Client, town: Town, strayed: WorkOrder
) -> None:
    client.force_login(town.shui)
    page = client.get(f"/field/orders/{strayed.pk}/hand-back/")
    assert [one.reason.code for one in page.context["quick"]] == ["not_our_duty", "too_little_said"]
    assert tapped(client, strayed, "not_our_duty").status_code == 302
    row = Return.objects.get()
    assert (row.owner, row.reason.code, row.words) == (town.cleaners, "not_our_duty", "不属于本单位职责")
    assert row.basis == "按本市事项目录，该类事项由该单位承办。"
    strayed.refresh_from_db()
    assert strayed.stage == OrderStage.RETURNING


def test_who_is_in_charge_by_the_catalogue_is_offered_no_other_owner(client: Client, town: Town) -> None:
    order = town.handling(at=timezone.now()).orders.get()
    client.force_login(town.guan)
    page = client.get(f"/field/orders/{order.pk}/hand-back/")
    assert [one.reason.code for one in page.context["quick"]] == ["too_little_said"]
    assert tapped(client, order, "not_our_duty").status_code == 422
    assert not Return.objects.exists()


def test_whom_a_rule_names_is_offered_no_owner_of_the_catalogue(client: Client, town: Town) -> None:
    at = timezone.now()
    matter = town.matter(at=at, words="河道里的垃圾")
    actions.dispatch(by=town.mei, matter=matter, lead=town.water, at=at)
    client.force_login(town.shui)
    page = client.get(f"/field/orders/{matter.orders.get().pk}/hand-back/")
    assert [one.reason.code for one in page.context["quick"]] == ["too_little_said"]


def test_the_words_name_the_right_kind_and_its_unit(client: Client, town: Town) -> None:
    at = timezone.now()
    matter = town.matter(at=at, words="楼下水管漏水，没有人管")
    actions.dispatch(by=town.mei, matter=matter, lead=town.cleaners, at=at)
    order = matter.orders.get()
    client.force_login(town.guan)
    page = client.get(f"/field/orders/{order.pk}/hand-back/")
    assert [one.reason.code for one in page.context["quick"]] == ["wrong_kind", "too_little_said"]
    assert tapped(client, order, "wrong_kind").status_code == 302
    row = Return.objects.get()
    assert (row.owner, row.reason.code) == (town.water, "wrong_kind")
    assert row.basis == "按诉求内容应为“水管漏水”。按本市事项目录，该类事项由该单位承办。"


def test_words_that_name_two_kinds_name_no_owner(client: Client, town: Town) -> None:
    at = timezone.now()
    matter = town.matter(at=at, words="漏水，还有噪声")
    actions.dispatch(by=town.mei, matter=matter, lead=town.cleaners, at=at)
    order = matter.orders.get()
    client.force_login(town.guan)
    assert tapped(client, order, "wrong_kind").status_code == 422
    assert not Return.objects.exists()


def test_the_unit_with_the_same_duty_in_the_smaller_area_is_offered(client: Client, town: Town) -> None:
    at = timezone.now()
    station = Organisation.objects.create(
        code="station",
        kind=town.water.kind,
        name="玉山镇水务站",
        name_en="station",
        division=town.town,
        parent=town.water,
        duty=town.water.duty,
        valid_from=SINCE,
    )
    matter = town.matter(at=at, kind=town.leak.code)
    actions.dispatch(by=town.mei, matter=matter, lead=town.water, at=at)
    order = matter.orders.get()
    client.force_login(town.shui)
    page = client.get(f"/field/orders/{order.pk}/hand-back/")
    assert "not_our_area" in [one.reason.code for one in page.context["quick"]]
    assert tapped(client, order, "not_our_area").status_code == 302
    row = Return.objects.get()
    assert (row.owner, row.basis) == (station, "事发地在该单位辖区内，由其承担同一职责。")


def test_a_reason_that_is_none_hands_nothing_back(client: Client, town: Town, strayed: WorkOrder) -> None:
    client.force_login(town.shui)
    assert tapped(client, strayed, "tired").status_code == 422
    assert not Return.objects.exists()


def test_one_tap_on_the_cause_calls_whom_the_house_suggests(client: Client, town: Town, own: WorkOrder) -> None:
    client.force_login(town.wang)
    page = client.get(f"/field/orders/{own.pk}/help/")
    offered = page.context["offered"]
    assert [unit.pk for unit in offered[0].units] == [town.cleaners.pk]
    intent = uuid4()
    for _ in range(2):  # the answer to the first was lost
        told = {"intent": intent, "cause": offered[0].cause.pk}
        assert client.post(f"/field/orders/{own.pk}/help/", told).status_code == 302
    whistle = Whistle.objects.get()
    assert whistle.matter == own.matter
    assert whistle.words.startswith("请到场协助处置：暴露垃圾")
    assert [summons.department for summons in whistle.summonses.all()] == [town.cleaners]


def test_help_needs_a_cause_that_is_offered(client: Client, town: Town, own: WorkOrder) -> None:
    client.force_login(town.wang)
    for wrong in ("", "0", "x"):
        assert client.post(f"/field/orders/{own.pk}/help/", {"intent": uuid4(), "cause": wrong}).status_code == 422
    assert not Whistle.objects.exists()


def test_departments_call_nobody(client: Client, town: Town) -> None:
    order = town.handling(at=timezone.now()).orders.get()
    client.force_login(town.guan)
    assert client.get(f"/field/orders/{order.pk}/help/").status_code == 404
    assert not client.get(f"/field/orders/{order.pk}/").context["may_whistle"]

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
from linli.whistles.models import Whistle
from tests.town import Town
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

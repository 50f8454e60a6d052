"""What an answer begins with: only what is true of the order, and never instead of what was done."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from linli.matters import actions
from linli.matters.models import Answer, WorkOrder
from tests.faces.field.test_orders import step
from tests.town import T0, Town

DONE = "已到现场，处理了“暴露垃圾”。"


@pytest.fixture
def guan(client: Client, town: Town) -> Client:
    client.force_login(town.guan)
    return client


def begun(client: Client, order: WorkOrder) -> Any:
    return client.get(f"/field/orders/{order.pk}/answer/").context["form"]


def test_who_has_come_begins_with_what_was_dealt_with(guan: Client, town: Town) -> None:
    order = town.handling().orders.get()
    actions.sign(by=town.guan, order=order, at=T0)
    assert not begun(guan, order)["words"].value()
    actions.start(by=town.guan, order=order, at=T0)
    assert begun(guan, order)["words"].value() == DONE


def test_what_will_be_done_later_is_not_called_done(guan: Client, town: Town) -> None:
    order = town.handling().orders.get()
    actions.start(by=town.guan, order=actions.sign(by=town.guan, order=order, at=T0), at=T0)
    order.refresh_from_db()
    asked = {"spoken_to": "nobody", "finished_on": timezone.localdate() + timedelta(days=3), "send": "1"}
    refused = step(guan, order, "answer", words=DONE, **asked)
    assert refused.status_code == 422
    assert "请写明将采取什么措施" in refused.content.decode()
    assert not Answer.objects.exists()
    assert step(guan, order, "answer", words="三天内增设垃圾桶", **asked).status_code == 302


def test_nothing_is_said_for_the_unit_where_it_is_sensitive(client: Client, town: Town) -> None:
    matter = town.matter(kind=town.abuse.code)
    actions.dispatch(by=town.mei, matter=matter, lead=town.committee, at=T0)
    order = matter.orders.get()
    actions.start(by=town.wang, order=actions.sign(by=town.wang, order=order, at=T0), at=T0)
    client.force_login(town.wang)
    assert begun(client, order)["words"].value() == ""


def test_a_contact_of_an_earlier_round_is_not_told_as_one_of_this(guan: Client, town: Town) -> None:
    matter = town.answered(by=town.ren)
    actions.send_back(by=town.mei, matter=matter, words="还没清完", at=T0 + timedelta(hours=1))
    matter.refresh_from_db()
    assert matter.contacted_at is not None
    order = matter.orders.open().get()
    form = begun(guan, order)
    assert (form["spoken_to"].value(), form["contacted_at"].value()) == (None, None)
    now = timezone.now()
    actions.contacted(by=town.guan, order=order, reached=True, at=now)
    form = begun(guan, order)
    assert form["spoken_to"].value() == "reporter"
    assert form["contacted_at"].value()

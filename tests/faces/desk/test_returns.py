"""退单 on screen: what waits, what was decided, and how often each unit and rule was wrong."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from linli.matters import actions
from linli.matters.rules import OrderStage
from tests.matters.steps import LATER, order_in
from tests.town import Town


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: LATER)


@pytest.mark.parametrize("tab", ["open", "disputes", "decided", "counts"])
def test_every_part_of_the_list_opens_for_the_arbiter(client: Client, town: Town, tab: str) -> None:
    order_in(town, OrderStage.RETURNING)
    client.force_login(town.zhong)
    assert client.get(f"/desk/returns/?tab={tab}").status_code == 200


def test_what_came_back_is_counted_by_unit_and_by_rule(client: Client, town: Town) -> None:
    order = order_in(town, OrderStage.RETURNING)
    actions.keep(by=town.zhong, handed_back=order.handed_back, words="按目录由你局办理", at=LATER)
    client.force_login(town.zhong)
    context = client.get("/desk/returns/?tab=counts").context
    (unit,) = context["by_unit"]
    assert (unit.key, unit.sent, unit.handed_back, unit.upheld, unit.share) == (order.unit_id, 1, 1, 0, 0)
    assert [row.handed_back for row in context["by_rule"]] == [1]

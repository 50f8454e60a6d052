"""请求支援: who leads asks for a unit that assists; the desk sends it or says why not."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from linli.matters import actions
from linli.matters.errors import AskedAlready, Moved, NothingSaid, NotLeading, NoUnit, SameUnitTwice
from linli.matters.models import Support, WorkOrder
from linli.matters.reads.clock import check
from linli.matters.reads.timeline import timeline
from linli.matters.rules import AskStage
from tests.town import T0, Town, answer


@pytest.fixture
def order(town: Town) -> WorkOrder:
    return town.handling(by=town.ren).orders.get()


def asked(town: Town, order: WorkOrder) -> Support:
    return actions.ask_support(by=town.guan, order=order, unit=town.water, words="请关阀门", at=T0)


def test_the_desk_sends_the_unit_that_was_asked_for_with_these_words(town: Town, order: WorkOrder) -> None:
    row = actions.decide_support(by=town.mei, support=asked(town, order), is_granted=True, at=T0)
    assert (row.stage, row.decided_by) == (AskStage.GRANTED, town.mei)
    sent = order.matter.orders.get(unit=town.water)
    assert (sent.leads, sent.task) == (False, "请关阀门")
    order.refresh_from_db()
    assert order.leads
    told = {step.verb: step for step in timeline(order.matter, public=False)}
    assert (told["matters.order_support_asked"].words, told["matters.order_support_asked"].to) == (
        "请关阀门",
        town.water.name,
    )
    assert not any("support" in step.verb for step in timeline(order.matter, public=True))
    assert all(not stretch.differences for stretch in check())


def test_a_refusal_needs_words_and_nobody_is_sent(town: Town, order: WorkOrder) -> None:
    row = asked(town, order)
    with pytest.raises(NothingSaid):
        actions.decide_support(by=town.mei, support=row, is_granted=False, at=T0)
    actions.decide_support(by=town.mei, support=row, is_granted=False, words="不需要关阀", at=T0)
    assert order.matter.orders.count() == 1
    with pytest.raises(Moved):
        actions.decide_support(by=town.mei, support=row, is_granted=True, at=T0)


def test_only_who_leads_asks_once_for_a_unit_that_has_a_part_and_none_yet(town: Town, order: WorkOrder) -> None:
    asked(town, order)
    with pytest.raises(AskedAlready):
        asked(town, order)
    for unit, error in ((town.cleaners, SameUnitTwice), (town.far_committee, NoUnit)):
        with pytest.raises(error):
            actions.ask_support(by=town.guan, order=order, unit=unit, words="请协助", at=T0)
    with pytest.raises(PermissionDenied):
        actions.ask_support(by=town.shui, order=order, unit=town.water, words="请协助", at=T0)
    (helper,) = actions.dispatch(by=town.mei, matter=order.matter, lead=None, assisting=[town.water], at=T0)
    with pytest.raises(NotLeading):
        actions.ask_support(by=town.shui, order=helper, unit=town.street, words="请协助", at=T0)


def test_other_desks_and_units_do_not_decide(town: Town, order: WorkOrder) -> None:
    row = asked(town, order)
    for stranger in (town.tom, town.guan, town.far):
        with pytest.raises(PermissionDenied):
            actions.decide_support(by=stranger, support=row, is_granted=True, at=T0)


def test_what_nobody_decided_is_dropped_with_the_answer(town: Town, order: WorkOrder) -> None:
    row = asked(town, order)
    actions.sign(by=town.guan, order=order, at=T0)
    actions.finish(by=town.guan, order=order, answer=answer(), at=T0)
    row.refresh_from_db()
    assert row.stage == AskStage.DROPPED


def test_on_the_phone_it_is_two_taps_and_the_desk_reads_and_sends_it(client: Client, town: Town) -> None:
    order = town.handling(at=timezone.now(), words="河道里的垃圾").orders.get()
    client.force_login(town.guan)
    address = f"/field/orders/{order.pk}/support/"
    assert address in client.get(f"/field/orders/{order.pk}/").content.decode()
    page = client.get(address)
    assert next(unit.pk for unit in page.context["units"]) == town.water.pk
    assert client.post(address, {"quick": town.water.pk}).status_code == 302
    assert "已请求" in client.get(f"/field/orders/{order.pk}/").content.decode()
    assert client.post(address, {"unit": "没有这个单位", "words": "x"}).status_code == 422
    row = Support.objects.get()
    assert row.words.startswith("请协助办理：暴露垃圾")
    client.force_login(town.mei)
    assert row.words in client.get("/desk/supports/").content.decode()
    assert client.post(f"/desk/supports/{row.pk}/", {"refuse": "1"}).status_code in (400, 422)
    assert client.post(f"/desk/supports/{row.pk}/", {"grant": "1"}).status_code == 302
    assert order.matter.orders.filter(unit=town.water, leads=False).exists()
    assert client.post(f"/desk/supports/{row.pk}/", {"grant": "1"}).status_code == 404

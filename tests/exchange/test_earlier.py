"""A hotline's earlier time is the promise, where the row of the catalogue says so."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client

from linli.duties.models import CatalogueRow
from linli.exchange import actions
from linli.matters import actions as matters
from linli.matters.models import Matter
from linli.matters.reads.deadline import deadlines
from tests.exchange.conftest import Hotline
from tests.matters.test_clock import found
from tests.town import T0, Town, answer, forget

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def binds(town: Town) -> None:
    CatalogueRow.objects.filter(kind=town.rubbish).update(earlier_binds=True)
    forget()


def taken(hotline: Hotline, town: Town, due_at: datetime | None) -> Matter:
    number = f"GD{Matter.objects.count():06d}"
    said = actions.Said(
        number=number, kind=town.rubbish.code, words="垃圾桶满了", place="320583100001001", due_at=due_at
    )
    return actions.take(partner=hotline.partner, said=said, at=T0).order.matter


@pytest.mark.usefixtures("binds")
def test_the_earlier_time_binds_and_no_other(town: Town, hotline: Hotline) -> None:
    ours = taken(hotline, town, None).due_at
    assert ours is not None
    early = ours - HOUR
    for due_at, given in ((early, early), (ours, None), (ours + HOUR, None), (T0, None), (T0 - HOUR, None)):
        matter = taken(hotline, town, due_at)
        assert (matter.given_due_at, matter.due_at) == (given, given or ours)
        assert matter.row_id is not None
    assert found() == []


def test_without_the_rule_ours_binds(town: Town, hotline: Hotline) -> None:
    ours = taken(hotline, town, None).due_at
    matter = taken(hotline, town, T0 + HOUR)
    assert (matter.given_due_at, matter.due_at) == (None, ours)


@pytest.mark.usefixtures("binds")
def test_the_clock_goes_by_it_through_a_pass_from_desk_to_unit_and_a_new_round(town: Town, hotline: Hotline) -> None:
    early = T0 + 2 * HOUR
    matter = taken(hotline, town, early)
    matters.dispatch(by=town.mei, matter=matter, lead=town.cleaners, at=T0)
    order = matter.orders.get()
    assert order.due_at == early
    assert not Matter.objects.overdue(early).exists()
    assert Matter.objects.overdue(early + HOUR).get() == matter
    row = matters.ask_extension(by=town.guan, order=order, amount=1, words="等待车辆", at=T0 + HOUR)
    matters.decide_extension(by=town.zhong, extension=row, is_granted=True, at=T0 + HOUR)
    matter.refresh_from_db()
    assert matter.due_at is not None
    assert early + DAY / 2 < matter.due_at < early + 2 * DAY  # one working day more
    assert found() == []
    matters.sign(by=town.guan, order=order, at=T0 + HOUR)
    matters.finish(by=town.guan, order=order, answer=answer(at=T0 + HOUR), at=T0 + HOUR)
    matters.send_back(by=town.wang, matter=Matter.objects.get(pk=matter.pk), words="没清完", at=T0 + DAY)
    matter.refresh_from_db()
    assert matter.given_due_at is None  # the hotline promised nothing for another round
    assert found() == []


@pytest.mark.usefixtures("binds")
def test_as_another_kind_it_binds_only_where_that_kind_says_so(town: Town, hotline: Hotline) -> None:
    early = T0 + 2 * HOUR
    first, second = taken(hotline, town, early), taken(hotline, town, early)
    matters.accept(by=town.mei, matter=first, kind=town.leak, at=T0 + HOUR)
    assert first.given_due_at is None
    assert first.due_at is not None and first.due_at > early
    CatalogueRow.objects.filter(kind=town.leak).update(earlier_binds=True)
    forget()
    matters.accept(by=town.mei, matter=second, kind=town.leak, at=T0 + HOUR)
    assert (second.given_due_at, second.due_at) == (early, early)
    assert found() == []


@pytest.mark.usefixtures("binds")
def test_how_it_is_computed_names_both_limits(client: Client, town: Town, hotline: Hotline) -> None:
    early = T0 + 2 * HOUR
    matter = taken(hotline, town, early)
    (promise,) = deadlines(matter, at=T0)
    assert (promise.given, promise.due_at) == (early, early)
    assert promise.waived is not None and promise.waived.kind == town.rubbish.pk
    client.force_login(town.mei)
    page = client.get(f"/desk/matters/{matter.number}/clock/").content.decode()
    assert "以较早的时限为准" in page

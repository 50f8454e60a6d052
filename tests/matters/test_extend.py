"""More time: asked before the end, once at a time, decided above; the promise moves with the unit that leads."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from linli.core.calendar import LimitUnit, fill
from linli.matters import actions
from linli.matters.errors import (
    AskedAlready,
    BeyondPromise,
    ExtendedEnough,
    Moved,
    NotAbove,
    NothingSaid,
    TimeOver,
    TooManyWords,
    TooMuchTime,
)
from linli.matters.models import Extension, Matter, WorkOrder
from linli.matters.rules import AskStage
from tests.matters.steps import last_entry, nothing_written, verbs_since
from tests.matters.test_clock import found
from tests.town import T0, Town, answer

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
END = T0 + 3 * DAY + timedelta(hours=8, minutes=30)  # three working days from Monday: Thursday, half past five


def leaking(town: Town) -> WorkOrder:
    """Water leads with three working days from Monday morning."""
    matter = town.matter(by=town.ren, kind=town.leak.code)
    (order,) = actions.dispatch(by=town.mei, matter=matter, lead=town.water, at=T0)
    return order


def ask(town: Town, order: WorkOrder, **more: object) -> Extension:
    asked: dict[str, object] = {"amount": 2, "words": "需采购配件", "at": T0 + DAY}
    return actions.ask_extension(by=town.shui, order=order, **(asked | more))  # type: ignore[arg-type]


def grant(town: Town, row: Extension, **more: object) -> Extension:
    decided: dict[str, object] = {"is_granted": True, "at": T0 + DAY + HOUR}
    return actions.decide_extension(by=town.zhong, extension=row, **(decided | more))  # type: ignore[arg-type]


def test_more_time_for_the_lead_moves_the_promise_and_who_shares_it(town: Town) -> None:
    order = leaking(town)
    (helper,) = actions.dispatch(by=town.mei, matter=order.matter, lead=None, assisting=[town.cleaners], at=T0)
    assert order.due_at == helper.due_at == END
    before = last_entry()
    row = ask(town, order)
    assert (row.unit, row.stage, WorkOrder.objects.get(pk=order.pk).due_at) == (
        LimitUnit.WORKING_DAYS,
        AskStage.ASKED,
        END,
    )
    grant(town, row)
    then = END + 4 * DAY  # Friday and, after the weekend, Monday
    assert Matter.objects.get(pk=order.matter_id).due_at == then
    assert set(WorkOrder.objects.values_list("due_at", flat=True)) == {then}
    assert set(WorkOrder.objects.values_list("warn_at", flat=True)) == {T0 + DAY + HOUR}
    assert verbs_since(before) == ["order_extension_asked", "order_extended"]
    assert found() == []


def test_what_was_granted_twice_is_counted_one_after_the_other(town: Town) -> None:
    town.leak.rows.update(urgency="complex")  # twice, at most 15
    order = leaking(town)
    for at in (T0 + DAY, T0 + 2 * DAY):
        grant(town, ask(town, order, amount=1, at=at), at=at)
    assert Matter.objects.get(pk=order.matter_id).due_at == END + 4 * DAY
    assert found() == []
    with nothing_written(ExtendedEnough):
        ask(town, order)


def test_a_refusal_needs_words_and_moves_nothing(town: Town) -> None:
    row = ask(town, leaking(town))
    with nothing_written(NothingSaid):
        grant(town, row, is_granted=False)
    grant(town, row, is_granted=False, words="理由不足")
    assert (row.stage, row.decision_words, row.order.due_at) == (AskStage.REFUSED, "理由不足", END)
    ask(town, row.order)  # may ask again: what was refused is not counted
    assert found() == []


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"words": " "}, NothingSaid),
        ({"words": "长" * 301}, TooManyWords),
        ({"amount": 0}, TooMuchTime),
        ({"amount": 8}, TooMuchTime),
        ({"at": END + timedelta(microseconds=1)}, TimeOver),
    ],
)
def test_what_cannot_be_asked(town: Town, more: dict[str, object], error: type[Exception]) -> None:
    order = leaking(town)
    with nothing_written(error):
        ask(town, order, **more)


def test_it_can_be_asked_until_the_very_end_and_once_at_a_time(town: Town) -> None:
    order = leaking(town)
    ask(town, order, at=END)
    with nothing_written(AskedAlready):
        ask(town, order)


def test_only_the_unit_asks_and_only_a_level_above_decides(town: Town) -> None:
    order = leaking(town)
    with nothing_written(PermissionDenied):
        actions.ask_extension(by=town.guan, order=order, amount=1, words="不是我的", at=T0)
    row = ask(town, order)
    for person, error in ((town.shui, PermissionDenied), (town.far, PermissionDenied), (town.jie, NotAbove)):
        with nothing_written(error):
            actions.decide_extension(by=person, extension=row, is_granted=True, at=T0 + DAY)


def test_the_street_decides_about_its_community_and_not_about_itself(town: Town) -> None:
    matter = town.matter(by=town.ren, kind=town.noise.code)
    lead, helper = actions.dispatch(by=town.mei, matter=matter, lead=town.street, assisting=[town.committee], at=T0)
    row = actions.ask_extension(by=town.jie, order=lead, amount=1, words="等待鉴定", at=T0)
    with nothing_written(NotAbove):
        actions.decide_extension(by=town.jie, extension=row, is_granted=True, at=T0)
    WorkOrder.objects.filter(pk=helper.pk).update(limit_amount=1, limit_unit="working_days", due_at=T0 + DAY)
    helper = WorkOrder.objects.select_related("matter", "unit").get(pk=helper.pk)
    row = actions.ask_extension(by=town.mei, order=helper, amount=1, words="等待鉴定", at=T0)
    actions.decide_extension(by=town.jie, extension=row, is_granted=True, at=T0)
    helper.refresh_from_db()
    assert helper.due_at == T0 + 2 * DAY + timedelta(hours=8, minutes=30)
    assert Matter.objects.get(pk=matter.pk).due_at == matter.due_at


def test_who_assists_gets_no_more_than_the_promise_leaves(town: Town) -> None:
    order = leaking(town)
    (helper,) = actions.dispatch(by=town.mei, matter=order.matter, lead=None, assisting=[town.cleaners], at=T0)
    with nothing_written(BeyondPromise):
        actions.ask_extension(by=town.guan, order=helper, amount=1, words="人手不足", at=T0)
    WorkOrder.objects.filter(pk=helper.pk).update(limit_amount=2, limit_unit="working_days", due_at=END - DAY)
    helper.refresh_from_db()
    actions.ask_extension(by=town.guan, order=helper, amount=1, words="人手不足", at=T0)
    Extension.objects.all().delete()
    with nothing_written(BeyondPromise):
        actions.ask_extension(by=town.guan, order=helper, amount=2, words="人手不足", at=T0)


def test_what_nobody_decided_is_dropped_with_the_work(town: Town) -> None:
    order = leaking(town)
    row = ask(town, order)
    actions.sign(by=town.shui, order=order, at=T0 + DAY)
    actions.finish(by=town.shui, order=order, answer=answer("已修好", at=T0 + DAY), at=T0 + DAY)
    assert Extension.objects.get().stage == AskStage.DROPPED
    with nothing_written(Moved):
        grant(town, row)
    with nothing_written(Moved):
        ask(town, order)
    actions.send_back(by=town.wang, matter=Matter.objects.get(), words="还在漏", at=T0 + DAY)
    order.refresh_from_db()
    order.matter.refresh_from_db()
    grant(town, ask(town, order, at=T0 + 2 * DAY), at=T0 + 2 * DAY)  # a new round, a new count
    assert found() == []


def test_more_time_is_counted_by_the_calendar_that_holds_when_it_is_granted(town: Town) -> None:
    order = leaking(town)
    row = ask(town, order)
    fill.decree(date(2026, 3, 6), works=False, name="防汛", source="演示公告", by=town.sys, at=T0 + DAY)
    grant(town, row)
    assert Matter.objects.get(pk=order.matter_id).due_at == END + 5 * DAY  # Monday and Tuesday
    assert found() == []


def test_another_system_s_promise_is_extended_from_where_it_ended(town: Town) -> None:
    order = leaking(town)
    Matter.objects.filter(pk=order.matter_id).update(given_due_at=T0 + DAY, due_at=T0 + DAY, row=None)
    WorkOrder.objects.update(due_at=T0 + DAY)
    order = WorkOrder.objects.select_related("matter", "unit").get()
    row = grant(town, ask(town, order, amount=1, at=T0))
    assert row.unit == LimitUnit.WORKING_DAYS
    assert Matter.objects.get().due_at == T0 + 2 * DAY + timedelta(hours=8, minutes=30)

"""A clock that stands: for a listed cause, from a decision, to a day; and everything that ends it."""

from __future__ import annotations

from datetime import timedelta

from linli.matters import actions
from linli.matters.errors import (
    Moved,
)
from linli.matters.models import Matter, Pause, PauseCause, WorkOrder
from linli.matters.rules import AskStage
from tests.matters.steps import last_entry, nothing_written, verbs_since
from tests.matters.test_clock import found
from tests.matters.test_extend import DAY, END, HOUR, leaking
from tests.town import T0, Town

MIDNIGHT = T0 + timedelta(hours=15)  # of the Monday on which it begins


def cause(code: str) -> PauseCause:
    return PauseCause.objects.get(code=code)


def ask(town: Town, order: WorkOrder, code: str = "waiting_reporter", **more: object) -> Pause:
    asked: dict[str, object] = {"words": "等待您提供户号", "until_at": MIDNIGHT + 2 * DAY, "at": T0 + HOUR}
    return actions.ask_pause(by=town.shui, order=order, cause=cause(code), **(asked | more))  # type: ignore[arg-type]


def grant(town: Town, row: Pause, **more: object) -> Pause:
    decided: dict[str, object] = {"is_granted": True, "at": T0 + 2 * HOUR}
    return actions.decide_pause(by=town.zhong, pause=row, **(decided | more))  # type: ignore[arg-type]


def fresh(order: WorkOrder) -> WorkOrder:
    return WorkOrder.objects.select_related("matter", "unit").get(pk=order.pk)


def test_waiting_for_the_reporter_begins_at_once_and_stops_the_promise(town: Town) -> None:
    order = leaking(town)
    (helper,) = actions.dispatch(by=town.mei, matter=order.matter, lead=None, assisting=[town.cleaners], at=T0)
    before = last_entry()
    row = ask(town, order)
    now = fresh(order)
    assert (row.stage, row.began_at, row.decided_at) == (AskStage.GRANTED, T0 + HOUR, None)
    assert (now.paused_at, now.matter.paused_at, fresh(helper).paused_at) == (T0 + HOUR,) * 3
    assert (now.due_at, now.matter.due_at) == (END, END)  # still the old promise
    assert not WorkOrder.objects.overdue(END + DAY).exists()
    assert not Matter.objects.overdue(END + DAY).exists()
    assert verbs_since(before) == ["order_pause_asked", "order_paused"]
    assert found() == []


def test_by_hand_the_clock_runs_again_and_the_stop_is_not_counted(town: Town) -> None:
    order = leaking(town)
    row = ask(town, order)
    actions.resume(by=town.shui, pause=row, at=T0 + DAY)
    now = fresh(order)
    assert (now.paused_at, now.matter.paused_at) == (None, None)
    assert now.due_at == now.matter.due_at == END  # Monday never counted, and on Tuesday the clock ran at the close
    assert (row.ended_at, row.ended_by) == (T0 + DAY, town.shui)
    assert found() == []
    with nothing_written(Moved):
        actions.resume(by=town.shui, pause=row, at=T0 + DAY)

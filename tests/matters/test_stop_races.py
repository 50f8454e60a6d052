"""Twenty at once on one extension or pause, and several loops of the clock: each thing happens once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from linli.core.models import Entry
from linli.matters import actions, jobs
from linli.matters.errors import AskedAlready, Moved, TimeOver
from linli.matters.models import Extension, Matter, Pause, WorkOrder
from linli.matters.rules import AskStage
from tests.matters.steps import last_entry, verbs_since
from tests.matters.test_clock import found
from tests.matters.test_extend import DAY, END, HOUR, leaking
from tests.matters.test_extend import ask as ask_extension
from tests.matters.test_extend import grant as grant_extension
from tests.matters.test_pause import MIDNIGHT
from tests.matters.test_pause import ask as ask_pause
from tests.matters.test_pause import grant as grant_pause
from tests.matters.test_races import RACERS, losers, race
from tests.matters.test_recount import SOON, decree
from tests.town import T0, Town
from tests.town import answer as complete

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def seen(order: WorkOrder) -> WorkOrder:
    return WorkOrder.objects.select_related("matter", "unit__division").get(pk=order.pk)


def all_at_once(deed: Callable[[], Any]) -> list[Any]:
    return race([deed] * RACERS)


@pytest.mark.parametrize("ask", [ask_extension, ask_pause])
def test_one_of_twenty_asks(town: Town, ask: Callable[..., Any]) -> None:
    order = leaking(town)
    before = last_entry()
    results = all_at_once(lambda: ask(town, seen(order)))
    assert losers(results) == {AskedAlready: RACERS - 1}
    assert len(verbs_since(before)) == (1 if ask is ask_extension else 2)


@pytest.mark.parametrize("is_granted", [True, False])
def test_one_of_twenty_decides_about_an_extension(town: Town, is_granted: bool) -> None:
    row = ask_extension(town, leaking(town))
    before = last_entry()

    def deed() -> object:
        fresh = Extension.objects.select_related("order__matter", "order__unit__division").get(pk=row.pk)
        return grant_extension(town, fresh, is_granted=is_granted, words="已核")

    assert losers(all_at_once(deed)) == {Moved: RACERS - 1}
    assert verbs_since(before) == ["order_extended" if is_granted else "order_extension_refused"]
    assert Matter.objects.get().due_at == (END + 4 * DAY if is_granted else END)
    assert found() == []


def test_one_of_twenty_lets_a_clock_stand_and_one_lets_it_run(town: Town) -> None:
    row = ask_pause(town, leaking(town), "weather")
    before = last_entry()

    def fresh() -> Pause:
        return Pause.objects.select_related("cause", "order__matter", "order__unit__division").get(pk=row.pk)

    assert losers(all_at_once(lambda: grant_pause(town, fresh()))) == {Moved: RACERS - 1}
    assert verbs_since(before) == ["order_paused"]
    results = all_at_once(lambda: actions.resume(by=town.shui, pause=fresh(), at=T0 + DAY))
    assert losers(results) == {Moved: RACERS - 1}
    assert verbs_since(before) == ["order_paused", "order_resumed"]
    assert found() == []


def test_several_loops_end_each_pause_once_and_on_its_day(town: Town) -> None:
    for _ in range(12):
        ask_pause(town, leaking(town))
    results = race([lambda: jobs.end_pauses(at=MIDNIGHT + 3 * DAY)] * 4)
    assert not losers(results)
    assert sum(results) == 12
    assert set(Pause.objects.values_list("ended_at", flat=True)) == {MIDNIGHT + 2 * DAY}
    assert Entry.objects.filter(verb="matters.order_resumed").count() == 12
    assert set(Matter.objects.values_list("due_at", flat=True)) == {END + 4 * DAY}
    assert found() == []


def test_several_loops_count_anew_once(town: Town) -> None:
    for _ in range(6):
        leaking(town)
    decree(town, (T0 + 2 * DAY).date(), at=T0 + HOUR)
    results = race([lambda: jobs.recount(at=T0 + HOUR + SOON)] * 4)
    assert not losers(results)
    assert sum(results) == Entry.objects.filter(verb="matters.recounted").count() == 6
    assert set(Matter.objects.values_list("due_at", flat=True)) == {END + DAY}


def test_answering_and_deciding_at_once_never_block_each_other(town: Town) -> None:
    for _ in range(4):
        order = leaking(town)
        row = ask_extension(town, order)
        actions.sign(by=town.shui, order=order, at=T0 + DAY)

        def answer(pk: int = order.pk) -> object:
            one = WorkOrder.objects.select_related("matter", "unit__division").get(pk=pk)
            return actions.finish(by=town.shui, order=one, answer=complete("已修好"), at=T0 + DAY + HOUR)

        def decide(pk: int = row.pk) -> object:
            one = Extension.objects.select_related("order__matter", "order__unit__division").get(pk=pk)
            return grant_extension(town, one)

        def pause(pk: int = order.pk) -> object:
            one = WorkOrder.objects.select_related("matter", "unit__division").get(pk=pk)
            return ask_pause(town, one, at=T0 + DAY, until_at=T0 + DAY + timedelta(hours=30))

        results = race([answer, decide, pause])
        assert set(losers(results)) <= {Moved, TimeOver}
        row.refresh_from_db()
        assert row.stage in (AskStage.GRANTED, AskStage.DROPPED)
        assert WorkOrder.objects.get(pk=order.pk).paused_at is None
    assert found() == []

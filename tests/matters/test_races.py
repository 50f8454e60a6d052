"""Twenty at once on one matter: one wins, the others are told and shown how it stands now; nobody waits for ever."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from queue import SimpleQueue
from threading import Barrier, Thread
from typing import Any, Self

import pytest
from django.db import connection, connections

from linli.core.models import Entry, Intent
from linli.faces.kit.problems import explain
from linli.matters import actions
from linli.matters.actions import Receipt
from linli.matters.errors import AlreadyLed, AlreadyRated, LegsOpen, Moved, NoSelfMerge, SameUnitTwice
from linli.matters.models import Answer, Check, Matter, Rating, Reporter, WorkOrder
from linli.matters.rules import MOVES, ORDER_MOVES, OrderStage, Stage, UnsolvedReason
from tests.matters.steps import (
    LATER,
    MATTER_IN,
    accepted,
    answered,
    do,
    do_order,
    last_entry,
    order_in,
    received,
    verbs_since,
)
from tests.matters.test_moves import LOGGED, ORDER_LOGGED
from tests.town import T0, Town, answer, fixed

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

RACERS = 20
ROUNDS = pytest.mark.parametrize("rounds", [1, pytest.param(200, marks=pytest.mark.soak)])


class Racers:
    """Threads that wait for each other and then start at once, race after race, each on a connection that it keeps."""

    def __init__(self, count: int) -> None:
        self.barrier, self.done = Barrier(count), SimpleQueue[tuple[int, Any]]()
        self.given = [SimpleQueue[Callable[[], Any] | None]() for _ in range(count)]
        self.threads = [Thread(target=self._run, args=(place,)) for place in range(count)]

    def __enter__(self) -> Self:
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        for given in self.given:
            given.put(None)
        for thread in self.threads:
            thread.join(timeout=60)

    def race(self, deeds: Sequence[Callable[[], Any]]) -> list[Any]:
        """Do all ``deeds`` at once. Returns what each gave or raised."""
        for given, deed in zip(self.given, deeds, strict=True):
            given.put(deed)
        results = dict(self.done.get(timeout=120) for _ in deeds)
        return [results[place] for place in range(len(deeds))]

    def _run(self, place: int) -> None:
        try:
            while (deed := self.given[place].get()) is not None:
                try:
                    connection.ensure_connection()
                    self.barrier.wait(timeout=30)
                    result = deed()
                except Exception as error:
                    result = error
                self.done.put((place, result))
        finally:
            connections.close_all()


def race(deeds: Sequence[Callable[[], Any]]) -> list[Any]:
    """Do all ``deeds`` at once, once. Returns what each gave or raised."""
    with Racers(len(deeds)) as racers:
        return racers.race(deeds)


def losers(results: Sequence[Any]) -> Counter[type]:
    return Counter(type(result) for result in results if isinstance(result, Exception))


@ROUNDS
@pytest.mark.parametrize("verb", [verb for verb in MOVES if verb != "answer"])  # that is the order's "finish", below
def test_one_of_twenty_makes_the_move_and_the_others_see_it_made(town: Town, verb: str, rounds: int) -> None:
    with Racers(RACERS) as racers:
        for _ in range(rounds):
            stage = Stage.ACCEPTED if verb == "withdraw" else Stage(min(MOVES[verb].before))
            matter = MATTER_IN[stage](town)
            more = {"into": received(town)} if verb == "merge" else {}
            seen = [Matter.objects.get(pk=matter.pk) for _ in range(RACERS)]
            before = last_entry()

            results = racers.race(
                [lambda one=one, more=more: do(town, verb, one, version=one.version, **more) for one in seen]
            )

            lost = losers(results)
            assert lost.total() == RACERS - 1
            assert set(lost) <= {Moved, SameUnitTwice, AlreadyRated}
            assert {explain(result).status for result in results if isinstance(result, Exception)} == {409}
            assert Matter.objects.get(pk=matter.pk).stage == MOVES[verb].after
            for result in results:
                if isinstance(result, Moved):
                    fresh = result.fresh
                    assert (fresh.pk, fresh.stage) == (matter.pk, MOVES[verb].after)  # type: ignore[attr-defined]
            assert verbs_since(before) == LOGGED[verb]


@ROUNDS
@pytest.mark.parametrize("verb", ORDER_MOVES)
def test_one_of_twenty_moves_the_order(town: Town, verb: str, rounds: int) -> None:
    with Racers(RACERS) as racers:
        for _ in range(rounds):
            order = order_in(town, OrderStage(min(ORDER_MOVES[verb].before)))
            seen = [WorkOrder.objects.select_related("matter", "unit").get(pk=order.pk) for _ in range(RACERS)]
            before = last_entry()
            results = racers.race([lambda one=one: do_order(town, verb, one) for one in seen])
            assert losers(results) == {Moved: RACERS - 1}
            assert {explain(result).status for result in results if isinstance(result, Exception)} == {409}
            assert WorkOrder.objects.get(pk=order.pk).stage == ORDER_MOVES[verb].after
            assert verbs_since(before) == ORDER_LOGGED[verb]
            assert Answer.objects.filter(order=order, round=1).count() == (verb in ("finish", "take_up_again"))
            assert Check.objects.filter(matter=order.matter_id).count() == (verb == "take_up_again")


def test_who_looks_again_before_dispatching_is_told_of_the_unit_that_has_it(town: Town) -> None:
    matter = accepted(town)
    results = race(
        [
            lambda: actions.dispatch(by=town.mei, matter=Matter.objects.get(pk=matter.pk), lead=town.cleaners, at=LATER)
            for _ in range(RACERS)
        ]
    )
    assert losers(results).total() == RACERS - 1
    assert set(losers(results)) <= {Moved, SameUnitTwice, AlreadyLed}
    assert WorkOrder.objects.get().leads


@pytest.mark.parametrize("solved", [True, False])
def test_one_reporter_on_twenty_devices_judges_once(town: Town, solved: bool) -> None:
    matter = answered(town)
    reason = None if solved else UnsolvedReason.HALF_DONE
    seen = [Reporter.objects.select_related("matter", "person").get(matter=matter) for _ in range(RACERS)]
    results = race([lambda one=one: actions.rate(reporter=one, solved=solved, reason=reason, at=LATER) for one in seen])
    assert losers(results).total() == RACERS - 1
    assert set(losers(results)) <= {AlreadyRated, Moved}
    assert Rating.objects.count() == 1
    assert Matter.objects.get().round == (1 if solved else 2)


def test_check_and_reporter_at_once_leave_one_truth(town: Town) -> None:
    matter = answered(town)
    reporter = town.reporter(matter)
    results = race(
        [
            lambda: actions.close(by=town.wang, matter=Matter.objects.get(pk=matter.pk), at=LATER),
            lambda: actions.send_back(by=town.mei, matter=Matter.objects.get(pk=matter.pk), words="满的", at=LATER),
            lambda: actions.rate(reporter=reporter, solved=False, reason=UnsolvedReason.HALF_DONE, at=LATER),
        ]
    )
    assert set(losers(results)) <= {Moved}
    fresh = Matter.objects.get(pk=matter.pk)
    rounds = Entry.objects.filter(verb__in=["matters.sent_back", "matters.reopened"]).count()
    assert fresh.round == 1 + rounds
    assert fresh.orders.get().stage == (OrderStage.IN_HAND if fresh.stage == Stage.HANDLING else OrderStage.DONE)


def test_units_that_answer_at_the_same_moment_answer_the_matter_once(town: Town) -> None:
    matter = accepted(town)
    units = {town.cleaners: town.guan, town.water: town.shui, town.committee: town.mei, town.street: town.jie}
    lead, *assisting = units
    orders = actions.dispatch(by=town.mei, matter=matter, lead=lead, assisting=assisting, at=T0)
    for order in orders:
        actions.sign(by=units[order.unit], order=order, at=T0)
    seen = WorkOrder.objects.select_related("matter", "unit").filter(matter=matter)
    results = race(
        [
            lambda one=one: actions.finish(by=units[one.unit], order=one, answer=answer("已办"), at=LATER)
            for one in list(seen)
        ]
    )
    assert set(losers(results)) <= {LegsOpen}  # the lead, unless all others were quicker
    done = Matter.objects.get(pk=matter.pk).stage == Stage.ANSWERED
    assert done is (not losers(results))
    assert Entry.objects.filter(verb="matters.answered").count() == done
    assert list(WorkOrder.objects.open().values_list("leads", flat=True)) == [True] * (not done)


def test_taking_back_and_answering_at_once_never_block_each_other(town: Town) -> None:
    for _ in range(5):
        order = order_in(town, OrderStage.SIGNED)
        reporter = Reporter.objects.select_related("matter", "person").get(matter=order.matter_id)
        results = race(
            [
                lambda order=order: actions.finish(by=town.guan, order=order, answer=answer("已办"), at=LATER),
                lambda reporter=reporter: actions.withdraw(reporter=reporter, at=LATER),
            ]
        )
        assert losers(results) == {Moved: 1}
        fresh = WorkOrder.objects.select_related("matter").get(pk=order.pk)
        assert (fresh.stage, fresh.matter.stage) in (
            (OrderStage.DONE, Stage.ANSWERED),
            (OrderStage.CANCELLED, Stage.WITHDRAWN),
        )


def test_two_matters_merged_into_each_other_at_once(town: Town) -> None:
    for _ in range(5):
        one, other = accepted(town), accepted(town)
        pairs = [(one, other), (other, one)]
        results = race(
            [
                lambda a=a, b=b: actions.merge(
                    by=town.mei, matter=Matter.objects.get(pk=a.pk), into=Matter.objects.get(pk=b.pk), at=LATER
                )
                for a, b in pairs
            ]
        )
        assert losers(results).total() == 1
        assert set(losers(results)) <= {NoSelfMerge, Moved}
        assert sorted(Matter.objects.filter(pk__in=[one.pk, other.pk]).values_list("stage", flat=True)) == [
            Stage.ACCEPTED,
            Stage.MERGED,
        ]


def test_one_form_sent_twenty_times_at_once_is_one_matter_and_one_receipt(town: Town) -> None:
    results = race([lambda: town.report(by=town.ren, intent=fixed(1)) for _ in range(RACERS)])
    assert not losers(results)
    assert all(isinstance(result, Receipt) for result in results)
    assert len(set(results)) == 1
    assert sum(result.is_new for result in results) == 1
    assert (Matter.objects.count(), Reporter.objects.count(), Intent.objects.count(), Entry.objects.count()) == (1,) * 4


def test_twenty_reports_at_once_are_twenty_matters(town: Town) -> None:
    results = race([lambda n=n: town.report(by=town.ren, intent=fixed(n)) for n in range(RACERS)])
    assert not losers(results)
    assert len({result.number for result in results}) == Matter.objects.count() == RACERS

"""Every stage and every verb: what the tables allow happens and is logged once, what they refuse leaves no trace."""

from __future__ import annotations

import pytest

from linli.matters.errors import Moved
from linli.matters.models import Matter, WorkOrder
from linli.matters.rules import MOVES, ORDER_MOVES, OrderStage, Stage
from tests.matters.steps import MATTER_IN, do, do_order, last_entry, nothing_written, order_in, received, verbs_since
from tests.town import Town

LOGGED = {
    "accept": ["accepted"],
    "decline": ["declined"],
    "merge": ["merged"],
    "unmerge": ["unmerged"],
    "withdraw": ["withdrawn"],
    "dispatch": ["order_dispatched", "dispatched"],
    "answer": ["order_done", "contacted", "answered"],
    "send_back": ["sent_back"],
    "close": ["closed"],
    "reopen": ["rated", "reopened"],
}
ORDER_LOGGED = {
    "sign": ["order_signed"],
    "start": ["order_started"],
    "finish": ["order_done", "contacted", "answered"],
    "take_up_again": ["sent_back"],
    "cancel": ["order_cancelled", "withdrawn"],
    "hand_back": ["order_handed_back"],
    "keep": ["order_kept"],
    "pass_on": ["order_passed_on", "order_dispatched", "dispatched"],
}
ALLOWED = [(verb, Stage(stage)) for verb, step in MOVES.items() for stage in sorted(step.before)]
REFUSED = [(verb, stage) for verb in MOVES for stage in Stage if stage not in MOVES[verb].before]
ORDER_ALLOWED = [(verb, OrderStage(stage)) for verb, step in ORDER_MOVES.items() for stage in sorted(step.before)]
ORDER_REFUSED = [(verb, stage) for verb in ORDER_MOVES for stage in OrderStage if stage not in ORDER_MOVES[verb].before]


def ready(town: Town, verb: str, stage: Stage) -> Matter:
    matter = MATTER_IN[stage](town)
    if verb == "answer":
        order = matter.orders.get()
        do_order(town, "sign", order)
    return matter


@pytest.mark.parametrize(("verb", "stage"), ALLOWED)
def test_a_move_in_the_table_is_made_and_logged_once(town: Town, verb: str, stage: Stage) -> None:
    matter = ready(town, verb, stage)
    more = {"into": received(town)} if verb == "merge" else {}
    expected = LOGGED[verb]
    if verb in ("merge", "withdraw") and stage == Stage.HANDLING:
        expected = ["order_cancelled", *expected]
    before = last_entry()

    do(town, verb, matter, **more)

    fresh = Matter.objects.get(pk=matter.pk)
    assert fresh.stage == MOVES[verb].after
    assert fresh.version > 1
    assert verbs_since(before) == expected


@pytest.mark.parametrize(("verb", "stage"), [(v, s) for v, s in REFUSED if v not in ("answer", "dispatch")])
def test_a_move_outside_the_table_is_refused_and_shows_the_fresh_matter(town: Town, verb: str, stage: Stage) -> None:
    matter = MATTER_IN[stage](town)
    more = {"into": received(town)} if verb == "merge" else {}
    target = matter if stage != Stage.MERGED else Matter.objects.get(pk=matter.pk)
    if verb == "reopen" and stage == Stage.MERGED:
        target = matter.standing()  # a merged matter's reporter judges the one that stands for it, here only received
    with nothing_written(Moved) as raised:
        do(town, verb, matter, **more)
    assert isinstance(raised.value, Moved)
    assert raised.value.fresh == target
    assert raised.value.fresh.stage == (stage if target == matter else Stage.RECEIVED)  # type: ignore[attr-defined]


def test_a_dispatch_accepts_what_was_only_received(town: Town) -> None:
    matter = received(town)
    before = last_entry()
    do(town, "dispatch", matter)
    assert verbs_since(before) == ["accepted", "order_dispatched", "dispatched"]
    assert matter.stage == Stage.HANDLING
    assert matter.accepted_at is not None


CANNOT_DISPATCH = [stage for stage in Stage if stage not in (Stage.RECEIVED, Stage.ACCEPTED, Stage.HANDLING)]


@pytest.mark.parametrize("stage", CANNOT_DISPATCH)
def test_what_is_answered_or_over_is_not_dispatched(town: Town, stage: Stage) -> None:
    matter = MATTER_IN[stage](town)
    with nothing_written(Moved):
        do(town, "dispatch", matter)


@pytest.mark.parametrize(("verb", "stage"), ORDER_ALLOWED)
def test_a_move_of_an_order_in_the_table_is_made_and_logged_once(town: Town, verb: str, stage: OrderStage) -> None:
    order = order_in(town, stage)
    before = last_entry()
    do_order(town, verb, order)
    assert WorkOrder.objects.get(pk=order.pk).stage == ORDER_MOVES[verb].after
    assert verbs_since(before) == ORDER_LOGGED[verb]


@pytest.mark.parametrize(("verb", "stage"), ORDER_REFUSED)
def test_a_move_of_an_order_outside_the_table_is_refused(town: Town, verb: str, stage: OrderStage) -> None:
    order = order_in(town, stage)
    with nothing_written(Moved):
        do_order(town, verb, order)


@pytest.mark.parametrize("verb", [verb for verb in MOVES if verb != "answer"])
def test_who_saw_an_older_version_is_told(town: Town, verb: str) -> None:
    stage = Stage(min(MOVES[verb].before))
    matter = ready(town, verb, stage)
    more = {"into": received(town)} if verb == "merge" else {}
    with nothing_written(Moved):
        do(town, verb, matter, version=matter.version - 1, **more)


def test_the_tables_name_every_stage() -> None:
    assert {step.after for step in MOVES.values()} | {Stage.RECEIVED} == set(Stage)
    assert {step.after for step in ORDER_MOVES.values()} | {OrderStage.DISPATCHED} == set(OrderStage)
    assert {stage for step in MOVES.values() for stage in step.before} == set(Stage) - {
        Stage.DECLINED,
        Stage.WITHDRAWN,
    }

"""退单: handed back once, in time, with a reason, a basis and the right owner; decided above; then coordinated."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from linli.core.calendar import Limit, LimitUnit, working_calendar
from linli.core.revisions import bump
from linli.duties.models import CatalogueRow
from linli.duties.reads.lists import NOT_LISTED, UnknownCitation
from linli.duties.reads.routing import REVISION
from linli.matters import actions
from linli.matters.errors import (
    FirstReturn,
    HandBackOver,
    Moved,
    NoBasis,
    NoCitation,
    NoOwner,
    NothingSaid,
    NoUnit,
    OwnCase,
    SameUnitTwice,
    SecondReturn,
    UnknownReason,
)
from linli.matters.models import Dispute, Matter, Return, WorkOrder
from linli.matters.reads import clock
from linli.matters.rules import AskStage, OrderStage, Stage
from tests.matters.steps import LATER, handed_back, last_entry, nothing_written, order_in, verbs_since
from tests.town import T0, Town, answer

HOUR = timedelta(hours=1)


def stops(row: CatalogueRow, when: str) -> None:
    """The catalogue says when a return stops the clock."""
    CatalogueRow.objects.filter(pk=row.pk).update(return_stops=when)
    bump(REVISION)


def sound() -> bool:
    """The tables show what the log tells and the rules give."""
    return not [difference for part in clock.check() for difference in part.differences]


def test_a_return_waits_for_the_arbiter_and_counts_as_signed_for(town: Town) -> None:
    order = order_in(town, OrderStage.DISPATCHED)
    row = handed_back(town, order, at=T0 + HOUR)
    assert (order.stage, order.signed_at, order.signed_by) == (OrderStage.RETURNING, T0 + HOUR, town.guan)
    assert (row.stage, row.owner, row.reason.code) == (AskStage.ASKED, town.water, "not_our_duty")
    assert sound()


def test_a_kept_order_is_the_units_again_with_the_words_of_the_arbiter(town: Town) -> None:
    order = order_in(town, OrderStage.RETURNING)
    actions.keep(by=town.zhong, handed_back=order.handed_back, words="按目录由你局办理", at=LATER)
    row = Return.objects.get()
    assert (row.stage, row.decided_by, row.decision_words) == (AskStage.REFUSED, town.zhong, "按目录由你局办理")
    assert WorkOrder.objects.get(pk=order.pk).stage == OrderStage.SIGNED
    assert sound()


def test_an_upheld_return_sends_the_order_to_the_owner_that_was_named(town: Town) -> None:
    order = order_in(town, OrderStage.RETURNING)
    fresh = actions.pass_on(by=town.zhong, handed_back=order.handed_back, at=LATER)
    assert fresh is not None
    matter = Matter.objects.get(pk=order.matter_id)
    assert WorkOrder.objects.get(pk=order.pk).stage == OrderStage.CANCELLED
    assert (fresh.unit, fresh.leads, fresh.stage, matter.unit) == (town.water, True, "dispatched", town.water)
    assert (matter.stage, Return.objects.get().sent_as) == (Stage.HANDLING, fresh)
    assert sound()


def test_the_arbiter_may_name_another_unit(town: Town) -> None:
    order = order_in(town, OrderStage.RETURNING)
    fresh = actions.pass_on(by=town.zhong, handed_back=order.handed_back, to=town.street, at=LATER)
    assert fresh is not None
    assert Return.objects.get().sent_to == fresh.unit == town.street
    assert Return.objects.get().owner == town.water


@pytest.mark.parametrize(("when", "kept", "passed_on"), [("never", 0, 0), ("upheld", 0, 2), ("always", 2, 2)])
def test_the_catalogue_says_whether_the_clock_stood(town: Town, when: str, kept: int, passed_on: int) -> None:
    stops(CatalogueRow.objects.get(kind=town.rubbish), when)
    for verb, hours in (("keep", kept), ("pass_on", passed_on)):
        order = order_in(town, OrderStage.DISPATCHED)
        before = order.due_at
        handed_back(town, order, at=T0)
        more = {"words": "按目录由你局办理"} if verb == "keep" else {}
        standing = getattr(actions, verb)(by=town.zhong, handed_back=order.handed_back, at=LATER, **more)
        fresh = WorkOrder.objects.select_related("matter").get(pk=standing.pk)
        limit = Limit(4, LimitUnit.WORKING_HOURS)
        assert fresh.due_at == fresh.matter.due_at
        assert fresh.due_at == working_calendar().due(T0, limit, stops=[(T0, T0 + hours * HOUR)])
        assert (fresh.due_at > before) is bool(hours)
    assert sound()


def test_a_leg_that_assists_moves_no_promise(town: Town) -> None:
    stops(CatalogueRow.objects.get(kind=town.leak), "always")
    matter = town.matter(kind=town.leak.code)
    own = Limit(1, LimitUnit.WORKING_DAYS)
    actions.dispatch(by=town.mei, matter=matter, lead=town.water, assisting=[town.cleaners], limit=own, at=T0)
    order = matter.orders.get(unit=town.cleaners)
    before, asked_by = Matter.objects.get(pk=matter.pk).due_at, order.due_at
    two_days = timedelta(days=2)
    row = handed_back(town, order, owner=town.street, at=T0)
    actions.keep(by=town.zhong, handed_back=row, words="请协助清理路面", at=T0 + two_days)
    fresh = WorkOrder.objects.select_related("matter").get(pk=order.pk)
    assert fresh.matter.due_at == before
    assert fresh.due_at == working_calendar().due(T0, own, stops=[(T0, T0 + two_days)]) > asked_by
    assert sound()


def test_an_assisting_leg_may_end_without_another(town: Town) -> None:
    matter = town.matter()
    actions.dispatch(by=town.mei, matter=matter, lead=town.cleaners, assisting=[town.water], at=T0)
    order = matter.orders.get(unit=town.water)
    row = actions.hand_back(by=town.shui, order=order, reason="too_little_said", words="没有说明协助什么", at=T0)
    assert actions.pass_on(by=town.zhong, handed_back=row, words="不需协助", at=LATER) is None
    assert matter.orders.open().get().unit == town.cleaners
    assert sound()


def test_for_the_lead_somebody_must_be_named(town: Town) -> None:
    order = order_in(town, OrderStage.DISPATCHED)
    row = actions.hand_back(by=town.guan, order=order, reason="too_little_said", words="看不出在哪里", at=T0)
    with nothing_written(NoOwner):
        actions.pass_on(by=town.zhong, handed_back=row, at=LATER)


def test_who_assists_takes_the_lead_over_and_assists_no_more(town: Town) -> None:
    matter = town.matter()
    actions.dispatch(by=town.mei, matter=matter, lead=town.cleaners, assisting=[town.water], at=T0)
    row = handed_back(town, matter.orders.get(unit=town.cleaners))
    fresh = actions.pass_on(by=town.zhong, handed_back=row, at=LATER)
    assert list(matter.orders.open()) == [fresh]
    assert fresh is not None and fresh.leads
    assert sound()


def test_a_leg_that_assists_goes_to_nobody_who_is_at_work_already(town: Town) -> None:
    matter = town.matter()
    actions.dispatch(by=town.mei, matter=matter, lead=town.cleaners, assisting=[town.water], at=T0)
    order = matter.orders.get(unit=town.water)
    row = actions.hand_back(
        by=town.shui, order=order, reason="not_our_duty", words="属市容", basis="三定", owner=town.cleaners, at=T0
    )
    with nothing_written(SameUnitTwice):
        actions.pass_on(by=town.zhong, handed_back=row, at=LATER)


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"reason": "no_such"}, UnknownReason),
        ({"words": " "}, NothingSaid),
        ({"basis": " "}, NoBasis),
        ({"owner": None}, NoOwner),
        ({"reason": "outside_list"}, NoCitation),
        ({"cites": "SQ-F-1"}, UnknownCitation),  # a department has no list
        ({"version": 99}, Moved),
    ],
)
def test_what_a_return_lacks_is_named(town: Town, wrong: dict[str, object], error: type[Exception]) -> None:
    order = order_in(town, OrderStage.DISPATCHED)
    with nothing_written(error):
        handed_back(town, order, **wrong)


def test_nobody_hands_back_to_the_own_unit_or_to_one_without_a_part(town: Town) -> None:
    order = order_in(town, OrderStage.DISPATCHED)
    with nothing_written(NoOwner):
        handed_back(town, order, owner=town.cleaners)
    with nothing_written(NoUnit):
        handed_back(town, order, owner=town.far_committee)


def test_after_its_time_an_order_is_not_handed_back(town: Town) -> None:
    order = order_in(town, OrderStage.DISPATCHED)
    end = working_calendar().due(T0, Limit(4, LimitUnit.WORKING_HOURS))
    with nothing_written(HandBackOver):
        handed_back(town, order, at=end + timedelta(seconds=1))
    assert handed_back(town, order, at=end)


def community_order(town: Town) -> WorkOrder:
    """A leaking pipe was sent to the community, whose list says that it must not answer for it."""
    matter = town.matter(kind=town.leak.code)
    [order] = actions.dispatch(by=town.jie, matter=matter, lead=town.committee, at=T0)
    return order


def test_one_click_cites_the_list_and_names_its_owner(town: Town) -> None:
    order = community_order(town)
    row = actions.hand_back(
        by=town.mei, order=order, reason="outside_list", words="不在社区清单内", cites="SQ-F-1", at=T0
    )
    assert (row.owner, row.cites, row.basis) == (town.water, "SQ-F-1", "演示依据")


def test_what_no_list_names_can_be_cited_as_such(town: Town) -> None:
    matter = town.matter(kind=town.gas.code)
    [order] = actions.dispatch(by=town.jie, matter=matter, lead=town.committee, at=T0)
    asked = {"reason": "outside_list", "words": "清单没有", "cites": NOT_LISTED, "at": T0}
    with nothing_written(NoOwner):
        actions.hand_back(by=town.mei, order=order, **asked)
    assert actions.hand_back(by=town.mei, order=order, owner=town.cleaners, **asked).cites == NOT_LISTED


@pytest.mark.parametrize(
    ("who", "error"),
    [("jie", None), ("zhong", None), ("mei", PermissionDenied), ("far", PermissionDenied), ("guan", PermissionDenied)],
)
def test_the_level_above_decides(town: Town, who: str, error: type[Exception] | None) -> None:
    row = actions.hand_back(
        by=town.mei, order=community_order(town), reason="outside_list", words="清单外", cites="SQ-F-1", at=T0
    )
    person = getattr(town, who)
    if error is None:
        actions.keep(by=person, handed_back=row, words="请先到场", at=LATER)
    else:
        with nothing_written(error):
            actions.keep(by=person, handed_back=row, words="请先到场", at=LATER)


def test_a_street_decides_neither_for_itself_nor_for_a_department(town: Town) -> None:
    row = handed_back(town, order_in(town, OrderStage.DISPATCHED))
    with nothing_written(OwnCase):
        actions.keep(by=town.jie, handed_back=row, words="由你局办理", at=LATER)
    matter = town.matter()
    [order] = actions.dispatch(by=town.mei, matter=matter, lead=town.street, at=T0)
    own = actions.hand_back(
        by=town.jie, order=order, reason="not_our_duty", words="属市容", basis="三定", owner=town.cleaners, at=T0
    )
    with nothing_written(OwnCase):
        actions.pass_on(by=town.jie, handed_back=own, at=LATER)


def kept(town: Town) -> WorkOrder:
    order = order_in(town, OrderStage.RETURNING)
    actions.keep(by=town.zhong, handed_back=order.handed_back, words="按目录由你局办理", at=LATER)
    return WorkOrder.objects.select_related("matter", "unit").get(pk=order.pk)


def test_a_second_return_is_barred_and_becomes_a_dispute(town: Town) -> None:
    order = kept(town)
    with nothing_written(SecondReturn):
        handed_back(town, order, at=LATER)
    row = actions.dispute(by=town.guan, order=order, words="三定已划归水务", at=LATER)
    assert (row.handed_back.decision_words, row.words) == ("按目录由你局办理", "三定已划归水务")
    with nothing_written(SecondReturn):
        actions.dispute(by=town.guan, order=order, words="再问一次", at=LATER)
    assert sound()


def test_who_got_the_leg_by_an_arbiter_cannot_hand_it_on_either(town: Town) -> None:
    order = order_in(town, OrderStage.RETURNING)
    fresh = actions.pass_on(by=town.zhong, handed_back=order.handed_back, at=LATER)
    assert fresh is not None
    with nothing_written(SecondReturn):
        actions.hand_back(
            by=town.shui, order=fresh, reason="not_our_duty", words="不是", basis="三定", owner=town.cleaners, at=LATER
        )
    assert actions.dispute(by=town.shui, order=fresh, words="河道外的垃圾归市容", at=LATER).order == fresh


def test_what_was_never_handed_back_is_no_dispute(town: Town) -> None:
    with nothing_written(FirstReturn):
        actions.dispute(by=town.guan, order=order_in(town, OrderStage.SIGNED), words="不归我局", at=T0)


def test_a_dispute_is_opened_in_time_after_the_decision(town: Town) -> None:
    order = kept(town)
    end = working_calendar().due(LATER, Limit(4, LimitUnit.WORKING_HOURS))
    with nothing_written(HandBackOver):
        actions.dispute(by=town.guan, order=order, words="不归我局", at=end + timedelta(seconds=1))
    assert actions.dispute(by=town.guan, order=order, words="不归我局", at=end)


@pytest.mark.parametrize("on", ["cleaners", "water"])
def test_the_centre_settles_a_dispute_for_good(town: Town, on: str) -> None:
    order = kept(town)
    row = actions.dispute(by=town.guan, order=order, words="三定已划归水务", at=LATER)
    with nothing_written(PermissionDenied):
        actions.settle(by=town.jie, dispute=row, on=town.water, words="由水务办理", at=LATER)
    before = last_entry()
    fresh = actions.settle(by=town.zhong, dispute=row, on=getattr(town, on), words="会商定", at=LATER)
    assert fresh.unit == Dispute.objects.get().settled_on == getattr(town, on)
    again = [] if on == "cleaners" else ["order_cancelled", "order_dispatched", "dispatched"]
    assert verbs_since(before) == ["order_settled", *again]
    assert Matter.objects.get(pk=order.matter_id).orders.open().get() == fresh
    with nothing_written(Moved):
        actions.settle(by=town.zhong, dispute=row, on=town.water, words="再定", at=LATER)
    assert sound()


def test_a_settled_leg_is_neither_handed_back_nor_disputed_again(town: Town) -> None:
    order = kept(town)
    row = actions.dispute(by=town.guan, order=order, words="三定已划归水务", at=LATER)
    fresh = actions.settle(by=town.zhong, dispute=row, on=town.water, words="会商定", at=LATER)
    with nothing_written(SecondReturn):
        actions.hand_back(
            by=town.shui, order=fresh, reason="not_our_duty", words="不是", basis="三定", owner=town.cleaners, at=LATER
        )
    with nothing_written(SecondReturn):
        actions.dispute(by=town.shui, order=fresh, words="还是不归我局", at=LATER)


def test_an_order_that_is_being_handed_back_is_not_answered(town: Town) -> None:
    order = order_in(town, OrderStage.RETURNING)
    with nothing_written(Moved):
        actions.finish(by=town.guan, order=order, answer=answer("已清运"), at=LATER)

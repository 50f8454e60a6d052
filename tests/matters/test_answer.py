"""The lead puts the legs together and answers last, with four elements; without one nothing is sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from linli.core.calendar import Limit, LimitUnit, working_calendar
from linli.core.models import Entry
from linli.matters import actions
from linli.matters.actions import Contact, Draft
from linli.matters.errors import (
    LegsOpen,
    LimitTooLong,
    Moved,
    NobodySpokenTo,
    NoFinish,
    NotContacted,
    NothingSaid,
    TooManyWords,
)
from linli.matters.models import Answer, Channel, ContactTry, Matter, WorkOrder
from linli.matters.reads import clock
from linli.matters.rules import CONTACT_TRIES, OrderStage, SpokenTo, Stage, sign_is_late
from tests.matters.steps import LATER, accepted, last_entry, nothing_written, order_in, verbs_since
from tests.town import T0, Town, answer


def two_orders(town: Town) -> tuple[Matter, WorkOrder, WorkOrder]:
    matter = accepted(town)
    lead, assist = actions.dispatch(by=town.mei, matter=matter, lead=town.cleaners, assisting=[town.water], at=T0)
    actions.sign(by=town.guan, order=lead, at=T0)
    actions.sign(by=town.shui, order=assist, at=T0)
    return matter, lead, assist


# -- the legs --------------------------------------------------------------------------------------------------------


def test_a_matter_is_answered_when_the_lead_answers_last(town: Town) -> None:
    matter, lead, assist = two_orders(town)
    actions.finish(by=town.shui, order=assist, answer=Draft("水已关"), at=T0)
    matter.refresh_from_db()
    assert matter.stage == Stage.HANDLING
    actions.finish(by=town.guan, order=lead, answer=answer("已清运"), at=LATER)
    matter.refresh_from_db()
    assert (matter.stage, matter.answered_at) == (Stage.ANSWERED, LATER)
    assert Entry.objects.about(matter).get(verb="matters.answered").params == {"unit": town.cleaners.pk, "round": 1}


def test_the_lead_waits_for_the_legs(town: Town) -> None:
    _, lead, _ = two_orders(town)
    with nothing_written(LegsOpen):
        actions.finish(by=town.guan, order=lead, answer=answer("已清运"), at=LATER)


def test_the_lead_may_say_why_it_answers_without_a_leg_which_then_ends(town: Town) -> None:
    matter, lead, assist = two_orders(town)
    before = last_entry()
    actions.finish(by=town.guan, order=lead, answer=answer("已清运", without="水务的部分另行安排"), at=LATER)
    assert WorkOrder.objects.get(pk=assist.pk).stage == OrderStage.CANCELLED
    assert Answer.objects.get().without == "水务的部分另行安排"
    assert verbs_since(before) == ["order_done", "order_cancelled", "contacted", "answered"]
    assert Matter.objects.get(pk=matter.pk).stage == Stage.ANSWERED
    assert not [difference for part in clock.check() for difference in part.differences]


def test_who_waits_for_nobody_needs_no_reason_and_keeps_none(town: Town) -> None:
    order = order_in(town, OrderStage.SIGNED)
    actions.finish(by=town.guan, order=order, answer=answer(without="没有协办"), at=LATER)
    assert Answer.objects.get().without == ""


def test_an_assisting_unit_answers_with_words_alone(town: Town) -> None:
    _, _, assist = two_orders(town)
    actions.finish(by=town.shui, order=assist, answer=Draft("水已关"), at=LATER)
    row = Answer.objects.get()
    assert (row.contacted_at, row.spoken_to, row.finished_on) == (None, "", None)


def test_a_leg_may_have_a_limit_of_its_own_inside_the_promise(town: Town) -> None:
    matter = town.matter(kind=town.leak.code)
    own = Limit(2, LimitUnit.WORKING_HOURS)
    units = {"lead": town.water, "assisting": [town.cleaners, town.committee]}
    with nothing_written(LimitTooLong):
        too_long = Limit(9, LimitUnit.WORKING_DAYS)
        actions.dispatch(by=town.mei, matter=matter, limit=too_long, at=T0, **units)
    matter.refresh_from_db()
    lead, *assisting = actions.dispatch(by=town.mei, matter=matter, limit=own, at=T0, **units)
    assert (lead.due_at, lead.limit_amount) == (matter.due_at, None)
    assert {order.due_at for order in assisting} == {working_calendar().due(T0, own)}
    assert not [difference for part in clock.check() for difference in part.differences]


def test_an_order_is_to_be_signed_for_within_the_terms(town: Town) -> None:
    order = order_in(town, OrderStage.DISPATCHED)
    assert order.sign_by == working_calendar().due(T0, Limit(4, LimitUnit.WORKING_HOURS))
    assert not sign_is_late(order.stage, order.sign_by, order.sign_by)  # the last instant still counts
    assert sign_is_late(order.stage, order.sign_by, order.sign_by + timedelta(seconds=1))
    assert not sign_is_late(OrderStage.SIGNED, order.sign_by, order.sign_by + timedelta(seconds=1))
    assert not sign_is_late(order.stage, None, order.sign_by)


# -- the four elements -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"contacted_at": None}, NotContacted),
        ({"contacted_at": T0 - timedelta(minutes=1)}, NotContacted),  # before it was reported
        ({"contacted_at": LATER + timedelta(seconds=1)}, NotContacted),  # not yet
        ({"spoken_to": None}, NobodySpokenTo),
        ({"spoken_to": SpokenTo.NOBODY}, NobodySpokenTo),  # although there is an account
        ({"finished_on": None}, NoFinish),
        ({"finished_on": T0.date() - timedelta(days=1)}, NoFinish),
        ({"words": " "}, NothingSaid),
        ({"without": "长" * 301}, TooManyWords),
    ],
)
def test_an_answer_that_lacks_an_element_is_not_sent(
    town: Town, wrong: dict[str, object], error: type[Exception]
) -> None:
    order = order_in(town, OrderStage.SIGNED)
    with nothing_written(error):
        actions.finish(by=town.guan, order=order, answer=replace(answer(), **wrong), at=LATER)


def test_the_elements_are_kept_with_the_answer(town: Town) -> None:
    order = order_in(town, OrderStage.SIGNED)
    said = answer(contacted_at=T0, spoken_to=SpokenTo.FAMILY, finished_on=LATER.date() + timedelta(days=3))
    actions.finish(by=town.guan, order=order, answer=said, at=LATER)
    row = Answer.objects.get()
    assert (row.contacted_at, row.spoken_to, row.finished_on) == (T0, SpokenTo.FAMILY, said.finished_on)


def test_where_nobody_left_a_way_to_be_reached_nobody_is_spoken_to(town: Town) -> None:
    order = town.handling().orders.get()
    actions.sign(by=town.guan, order=order, at=T0)
    actions.finish(by=town.guan, order=order, answer=answer(spoken_to=SpokenTo.NOBODY), at=LATER)
    assert Answer.objects.get().contacted_at is None
    assert Matter.objects.get().contacted_at is None


def test_after_enough_tries_an_answer_may_say_that_nobody_was_reached(town: Town) -> None:
    order = order_in(town, OrderStage.SIGNED)
    said = answer(contacted_at=None, spoken_to=SpokenTo.NOBODY)
    for _ in range(CONTACT_TRIES):
        with nothing_written(NobodySpokenTo):
            actions.finish(by=town.guan, order=order, answer=said, at=LATER)
        actions.contacted(by=town.guan, order=order, reached=False, at=LATER)
    actions.finish(by=town.guan, order=order, answer=said, at=LATER)
    assert Matter.objects.get().stage == Stage.ANSWERED


# -- the first contact -----------------------------------------------------------------------------------------------


def test_the_first_contact_is_kept_once(town: Town) -> None:
    order = order_in(town, OrderStage.SIGNED)
    before = last_entry()
    actions.contacted(by=town.guan, order=order, reached=False, at=T0)
    actions.contacted(by=town.guan, order=order, reached=True, tried_at=T0 + timedelta(hours=1), at=LATER)
    actions.contacted(by=town.guan, order=order, reached=True, at=LATER)
    actions.finish(by=town.guan, order=order, answer=answer(at=LATER), at=LATER)
    assert Matter.objects.get().contacted_at == T0 + timedelta(hours=1)
    assert verbs_since(before) == ["order_contact_tried", "contacted", "order_contacted", "order_done", "answered"]
    assert ContactTry.objects.count() == 3
    assert not [difference for part in clock.check() for difference in part.differences]


def test_an_answer_tells_the_first_contact_where_nothing_else_did(town: Town) -> None:
    order = order_in(town, OrderStage.SIGNED)
    actions.finish(by=town.guan, order=order, answer=answer(contacted_at=T0), at=LATER)
    assert Matter.objects.get().contacted_at == T0


def test_only_who_works_on_it_notes_a_contact_and_no_impossible_one(town: Town) -> None:
    order = order_in(town, OrderStage.SIGNED)
    with nothing_written(PermissionDenied):
        actions.contacted(by=town.shui, order=order, reached=True, at=T0)
    with nothing_written(NotContacted):
        actions.contacted(by=town.guan, order=order, reached=True, tried_at=LATER, at=T0)
    done = order_in(town, OrderStage.DONE)
    with nothing_written(Moved):
        actions.contacted(by=town.guan, order=done, reached=True, at=LATER)


def test_a_phone_number_alone_is_a_way_to_be_reached(town: Town) -> None:
    matter = town.matter(by=town.mei, channel=Channel.PHONE, contact=Contact(phone="10000000009"))
    [order] = actions.dispatch(by=town.mei, matter=matter, lead=town.cleaners, at=T0)
    actions.sign(by=town.guan, order=order, at=T0)
    with nothing_written(NobodySpokenTo):
        actions.finish(by=town.guan, order=order, answer=answer(spoken_to=SpokenTo.NOBODY), at=LATER)

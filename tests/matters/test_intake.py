"""The desk: accept, decline, merge, dispatch; and the reporter's own withdrawal."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from linli.core.models import Entry
from linli.duties import reads as duties
from linli.duties.reads import KindEnded
from linli.matters import actions
from linli.matters.errors import (
    AlreadyLed,
    Moved,
    NobodyCalled,
    NoSelfMerge,
    NothingSaid,
    NotTheirs,
    NoUnit,
    SameUnitTwice,
    TooManyWords,
)
from linli.matters.models import Matter, WorkOrder
from linli.matters.reads.detail import reporters
from linli.matters.rules import DeclineReason, OrderStage, Stage, UnsolvedReason
from tests.matters.steps import LATER, accepted, answered, closed, handling, nothing_written, received
from tests.town import T0, Town, answer

KUNSHAN = ZoneInfo("Asia/Shanghai")


def test_a_better_kind_brings_its_own_unit_and_promise_counted_from_the_start(town: Town) -> None:
    matter = received(town)
    actions.accept(by=town.mei, matter=matter, kind=town.leak, at=LATER)
    assert matter.kind == town.leak
    assert matter.row == town.leak.rows.get()
    assert matter.unit == town.water
    assert matter.due_at is not None
    assert matter.due_at.astimezone(KUNSHAN).isoformat() == "2026-03-05T17:30:00+08:00"  # three working days
    entry = Entry.objects.about(matter).get(verb="matters.accepted")
    assert entry.params["kind"] == town.leak.pk
    assert entry.params["due_at"] == matter.due_at.isoformat()


def test_a_sensitive_kind_takes_a_matter_out_of_sight(town: Town) -> None:
    matter = town.matter(is_public=True)
    assert matter.is_public
    actions.accept(by=town.mei, matter=matter, kind=town.abuse, at=LATER)
    assert not matter.is_public


def test_accepting_as_it_was_reported_keeps_the_promise(town: Town) -> None:
    matter = received(town)
    promised = matter.due_at
    actions.accept(by=town.mei, matter=matter, kind=town.rubbish, at=LATER)
    assert (matter.due_at, matter.accepted_at) == (promised, LATER)


def test_a_kind_that_ended_cannot_be_accepted_as(town: Town) -> None:
    matter = received(town)
    with nothing_written(KindEnded):
        actions.accept(by=town.mei, matter=matter, kind=town.ended, at=LATER)


def test_a_matter_of_a_kind_that_ended_meanwhile_is_still_accepted(town: Town) -> None:
    matter = received(town)
    town.rubbish.rows.update(valid_to=T0.date() + timedelta(days=1))
    duties.kept.forget()
    actions.accept(by=town.mei, matter=matter, at=T0 + timedelta(days=2))
    assert matter.stage == Stage.ACCEPTED


def test_imported_without_a_promise_it_gets_one_when_accepted(town: Town) -> None:
    matter = received(town)
    Matter.objects.filter(pk=matter.pk).update(due_at=None, row=None, received_at=T0 - timedelta(days=900))
    matter.refresh_from_db()
    actions.accept(by=town.mei, matter=matter, at=T0)
    assert matter.due_at == T0 + timedelta(hours=5, minutes=30)
    assert matter.row == town.rubbish.rows.get()


@pytest.mark.parametrize(("words", "error"), [("", NothingSaid), (" \n\0 ", NothingSaid), ("长" * 301, TooManyWords)])
def test_a_refusal_is_in_a_few_words(town: Town, words: str, error: type[Exception]) -> None:
    matter = received(town)
    with nothing_written(error):
        actions.decline(by=town.mei, matter=matter, reason=DeclineReason.IN_COURT, words=words, at=LATER)


def test_a_refusal_keeps_its_reason_and_ends_the_clock(town: Town) -> None:
    matter = received(town)
    reason = DeclineReason.OUTSIDE_COUNTY
    actions.decline(by=town.mei, matter=matter, reason=reason, words=" 请拨太仓 12345 ", at=LATER)
    assert (matter.decline_reason, matter.decline_words) == ("outside_county", "请拨太仓 12345")
    assert matter.closed_at == LATER
    assert not Matter.objects.overdue(LATER + timedelta(days=9)).exists()


def test_a_merged_matter_is_handled_by_the_one_that_stands(town: Town) -> None:
    first, second, third = received(town), received(town), received(town)
    actions.merge(by=town.mei, matter=third, into=second, at=LATER)
    actions.merge(by=town.mei, matter=second, into=first, at=LATER)
    assert third.standing() == first
    assert Entry.objects.about(third).get(verb="matters.merged").params == {"into": second.pk}


def test_a_matter_is_merged_into_another_open_one_only(town: Town) -> None:
    matter, over = received(town), closed(town)
    with nothing_written(NoSelfMerge):
        actions.merge(by=town.mei, matter=matter, into=matter, at=LATER)
    with nothing_written(NoSelfMerge):
        actions.merge(by=town.mei, matter=matter, into=over, at=LATER)


def test_two_matters_are_never_merged_into_each_other(town: Town) -> None:
    one, other = received(town), received(town)
    seen_earlier = Matter.objects.get(pk=one.pk)
    actions.merge(by=town.mei, matter=one, into=other, at=LATER)
    with nothing_written(NoSelfMerge):
        actions.merge(by=town.mei, matter=other, into=seen_earlier, at=LATER)


def test_what_others_report_too_cannot_be_taken_back(town: Town) -> None:
    first, second = received(town), received(town)
    actions.merge(by=town.mei, matter=second, into=first, at=LATER)
    with nothing_written(NotTheirs):
        actions.withdraw(reporter=town.reporter(first), at=LATER)


def test_taking_back_cancels_the_orders_that_are_open(town: Town) -> None:
    matter = accepted(town)
    actions.dispatch(by=town.mei, matter=matter, lead=town.cleaners, assisting=[town.water], at=T0)
    lead, assist = matter.orders.order_by("-leads")
    actions.sign(by=town.shui, order=assist, at=T0)
    actions.finish(by=town.shui, order=assist, answer=answer("水已关"), at=T0)
    actions.withdraw(reporter=town.reporter(matter), at=LATER)
    assert [o.stage for o in matter.orders.order_by("-leads")] == [OrderStage.CANCELLED, OrderStage.DONE]
    assert Entry.objects.about(lead).filter(verb="matters.order_cancelled").count() == 1
    assert not Entry.objects.about(assist).filter(verb="matters.order_cancelled").exists()


# -- dispatch ---------------------------------------------------------------------------------------------------------


def test_one_unit_leads_and_others_assist(town: Town) -> None:
    matter = accepted(town)
    orders = actions.dispatch(
        by=town.mei, matter=matter, lead=town.water, assisting=[town.cleaners], task=" 先关水 ", at=LATER
    )
    assert [(order.unit, order.leads, order.task) for order in orders] == [
        (town.water, True, "先关水"),
        (town.cleaners, False, "先关水"),
    ]
    assert {order.due_at for order in orders} == {matter.due_at}
    assert matter.unit == town.water
    dispatched = Entry.objects.about(matter).get(verb="matters.dispatched")
    assert dispatched.params == {"units": [town.water.pk, town.cleaners.pk]}


def test_more_units_are_called_later_and_the_lead_stays(town: Town) -> None:
    matter = handling(town)
    (helper,) = actions.dispatch(by=town.mei, matter=matter, lead=None, assisting=[town.water], at=LATER)
    assert not helper.leads
    assert matter.unit == town.cleaners
    assert WorkOrder.objects.open().filter(matter=matter).count() == 2


def test_there_is_never_a_second_lead(town: Town) -> None:
    matter = handling(town)
    with nothing_written(AlreadyLed):
        actions.dispatch(by=town.mei, matter=matter, lead=town.water, at=LATER)


def test_a_dispatch_names_somebody(town: Town) -> None:
    matter = accepted(town)
    with nothing_written(NobodyCalled):
        actions.dispatch(by=town.mei, matter=matter, lead=None, at=LATER)
    with nothing_written(NobodyCalled):
        actions.dispatch(by=town.mei, matter=matter, lead=None, assisting=[town.water], at=LATER)
    sent = handling(town)
    with nothing_written(NobodyCalled):
        actions.dispatch(by=town.mei, matter=sent, lead=None, at=LATER)


def test_a_unit_gets_one_order_for_a_matter(town: Town) -> None:
    matter = accepted(town)
    with nothing_written(SameUnitTwice):
        actions.dispatch(by=town.mei, matter=matter, lead=town.water, assisting=[town.water], at=LATER)
    sent = handling(town)
    with nothing_written(SameUnitTwice):
        actions.dispatch(by=town.mei, matter=sent, lead=None, assisting=[town.cleaners], at=LATER)


def test_a_unit_of_another_place_gets_no_work_here(town: Town) -> None:
    matter = accepted(town)
    with nothing_written(NoUnit):
        actions.dispatch(by=town.mei, matter=matter, lead=town.far_committee, at=LATER)
    with nothing_written(NoUnit):
        actions.dispatch(by=town.mei, matter=matter, lead=town.cleaners, assisting=[town.other_committee], at=LATER)


def test_a_unit_that_is_no_more_gets_no_work(town: Town) -> None:
    matter = accepted(town)
    town.water.valid_to = date(2026, 3, 1)
    town.water.save()
    duties.kept.forget()
    with nothing_written(NoUnit):
        actions.dispatch(by=town.mei, matter=matter, lead=town.water, at=LATER)


def test_the_county_can_be_told_where_a_matter_without_a_spot_belongs(town: Town) -> None:
    matter = town.matter(point=None, place="320583")
    actions.dispatch(by=town.zhong, matter=matter, lead=town.far_committee, at=LATER)
    assert matter.unit == town.far_committee


def test_a_task_is_short(town: Town) -> None:
    matter = accepted(town)
    with nothing_written(TooManyWords):
        actions.dispatch(by=town.mei, matter=matter, lead=town.water, task="长" * 301, at=LATER)


def test_an_answered_matter_is_not_dispatched_again(town: Town) -> None:
    matter = answered(town)
    with nothing_written(Moved):
        actions.dispatch(by=town.mei, matter=matter, lead=None, assisting=[town.water], at=LATER)


def test_after_a_reopening_more_units_can_help(town: Town) -> None:
    matter = answered(town)
    actions.rate(reporter=town.reporter(matter), solved=False, reason=UnsolvedReason.HALF_DONE, at=LATER)
    matter.refresh_from_db()
    actions.dispatch(by=town.mei, matter=matter, lead=None, assisting=[town.water], at=LATER)
    assert matter.orders.open().count() == 2


def test_what_was_merged_before_goes_along(town: Town) -> None:
    first, second, last = (town.matter(by=by) for by in (town.ren, town.lao, None))
    actions.merge(by=town.mei, matter=first, into=second, at=LATER)
    actions.merge(by=town.mei, matter=second, into=last, at=LATER)
    assert [other.pk for other in last.merged.order_by("pk")] == [first.pk, second.pk]
    assert {row.person for row in reporters(last)} == {town.ren, town.lao, None}

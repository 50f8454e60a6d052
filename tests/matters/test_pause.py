"""A clock that stands: for a listed cause, from a decision, to a day; and everything that ends it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from linli.core.calendar import Limit, LimitUnit
from linli.core.models import Entry
from linli.matters import actions, jobs
from linli.matters.errors import (
    AskedAlready,
    BeyondPromise,
    Moved,
    NoPlan,
    NoSuchCause,
    NotAbove,
    NothingSaid,
    TimeOver,
    TooLongAPause,
)
from linli.matters.models import Extension, Matter, Pause, PauseCause, WorkOrder
from linli.matters.rules import AskStage, Stage
from linli.people.models import Person
from tests.matters.steps import last_entry, nothing_written, verbs_since
from tests.matters.test_clock import found
from tests.matters.test_extend import DAY, END, HOUR, leaking
from tests.matters.test_extend import ask as ask_extension
from tests.matters.test_extend import grant as grant_extension
from tests.town import T0, Town, answer

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


def finish(order: WorkOrder, *, by: Person, at: datetime) -> WorkOrder:
    return actions.finish(by=by, order=order, answer=answer("已修好", at=at), at=at)


def hand_back(town: Town, order: WorkOrder, *, at: datetime) -> None:
    why = {"reason": "not_our_duty", "words": "应由城管办理", "basis": "职责清单"}
    actions.hand_back(by=town.shui, order=order, owner=town.cleaners, at=at, **why)


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


def test_what_stands_tells_where_it_will_end_and_forgets_it_when_it_runs_again(town: Town) -> None:
    order = leaking(town)
    (helper,) = actions.dispatch(by=town.mei, matter=order.matter, lead=None, assisting=[town.cleaners], at=T0)
    row = ask(town, order)
    (later,) = actions.dispatch(
        by=town.mei, matter=fresh(order).matter, lead=None, assisting=[town.committee], at=T0 + 2 * HOUR
    )
    latest = END + 4 * DAY  # it may stand at the close of two days, and a weekend lies behind its end
    ends = [fresh(order).paused_due_at, fresh(order).matter.paused_due_at]
    assert [*ends, fresh(helper).paused_due_at, fresh(later).paused_due_at] == [latest] * 4
    grant_extension(town, ask_extension(town, fresh(order), at=T0 + 3 * HOUR), at=T0 + 4 * HOUR)
    assert fresh(order).matter.paused_due_at > latest  # more time, counted under the same stop
    actions.resume(by=town.shui, pause=Pause.objects.get(pk=row.pk), at=T0 + 5 * HOUR)
    assert [fresh(each).paused_due_at for each in (order, helper, later)] == [None] * 3
    assert fresh(order).matter.paused_due_at is None


@pytest.mark.parametrize("wrong", [None, END])
def test_a_touched_end_of_what_stands_is_named(town: Town, wrong: datetime | None) -> None:
    order = leaking(town)
    ask(town, order)
    was = fresh(order).paused_due_at
    Matter.objects.update(paused_due_at=wrong)
    WorkOrder.objects.update(paused_due_at=wrong)
    about = [(one.field, one.order, one.table, one.rule) for one in found()]
    assert about == [("paused_due_at", None, wrong, was), ("paused_due_at", order.pk, wrong, was)]


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


def test_days_in_which_the_clock_stood_at_the_close_are_not_counted(town: Town) -> None:
    order = leaking(town)
    row = ask(town, order)
    for at in (MIDNIGHT + 2 * DAY, MIDNIGHT + 2 * DAY + HOUR):
        jobs.end_pauses(at=at)
    row.refresh_from_db()
    assert (row.ended_at, row.ended_by) == (MIDNIGHT + 2 * DAY, None)
    now = fresh(order)
    assert now.due_at == now.matter.due_at == END + 4 * DAY  # Thursday, Friday and, after the weekend, Monday
    assert Entry.objects.get(verb="matters.order_resumed").at == MIDNIGHT + 2 * DAY
    assert found() == []


def test_however_late_the_clock_s_own_work_is_a_pause_ends_on_its_day(town: Town) -> None:
    order = leaking(town)
    row = ask(town, order)
    assert jobs.end_pauses(at=MIDNIGHT + 2 * DAY - timedelta(microseconds=1)) == 0
    assert jobs.end_pauses(at=MIDNIGHT + 9 * DAY) == 1
    assert Pause.objects.get(pk=row.pk).ended_at == MIDNIGHT + 2 * DAY
    assert WorkOrder.objects.overdue(MIDNIGHT + 9 * DAY).get() == order
    assert found() == []


def test_who_answers_before_the_job_came_by_ends_it_on_its_day_too(town: Town) -> None:
    order = leaking(town)
    row = ask(town, order)
    order = fresh(order)
    actions.sign(by=town.shui, order=order, at=T0 + 2 * HOUR)
    finish(order, by=town.shui, at=MIDNIGHT + 5 * DAY)
    row.refresh_from_db()
    assert (row.ended_at, row.ended_by) == (MIDNIGHT + 2 * DAY, None)
    assert fresh(order).due_at == END + 4 * DAY
    assert found() == []


def test_the_answer_ends_a_pause(town: Town) -> None:
    order = leaking(town)
    row = ask(town, order)
    order = fresh(order)
    actions.sign(by=town.shui, order=order, at=T0 + 2 * HOUR)
    finish(order, by=town.shui, at=T0 + DAY)
    row.refresh_from_db()
    now = fresh(order)
    assert (row.ended_at, row.ended_by) == (T0 + DAY, town.shui)
    assert (now.paused_at, now.matter.paused_at, now.matter.stage) == (None, None, Stage.ANSWERED)
    assert found() == []


def test_who_takes_it_back_ends_a_pause_and_what_was_asked(town: Town) -> None:
    order = leaking(town)
    row = ask(town, order)
    ask_extension(town, order)
    actions.withdraw(reporter=town.reporter(order.matter), at=T0 + DAY)
    row.refresh_from_db()
    assert row.ended_at == T0 + DAY
    assert (fresh(order).paused_at, Extension.objects.get().stage) == (None, AskStage.DROPPED)
    assert found() == []


def test_handing_it_back_ends_a_pause(town: Town) -> None:
    order = leaking(town)
    ask(town, order)
    hand_back(town, order, at=T0 + HOUR)
    assert Pause.objects.get().ended_at == T0 + HOUR
    assert fresh(order).matter.paused_at is None
    assert found() == []


@pytest.mark.parametrize(
    ("stops", "upheld", "stood"),
    [("upheld", True, True), ("upheld", False, False), ("always", False, True), ("never", True, False)],
)
def test_the_time_of_an_arbiter_is_taken_off_where_the_catalogue_says_so(
    town: Town, stops: str, upheld: bool, stood: bool
) -> None:
    town.leak.rows.update(return_stops=stops)
    order = leaking(town)
    hand_back(town, order, at=T0)
    handed_back = order.handed_back
    decided = T0 + DAY + timedelta(hours=9)  # on Tuesday after the close
    if upheld:
        actions.pass_on(by=town.zhong, handed_back=handed_back, at=decided)
    else:
        actions.keep(by=town.zhong, handed_back=handed_back, words="属于你单位", at=decided)
    matter = Matter.objects.get()
    assert matter.due_at == (END + DAY if stood else END)
    assert matter.orders.open().get().due_at == matter.due_at
    assert found() == []


@pytest.mark.parametrize(
    ("code", "more", "error"),
    [
        ("waiting_reporter", {"words": ""}, NothingSaid),
        ("waiting_reporter", {"until_at": T0 + HOUR}, TooLongAPause),
        ("waiting_reporter", {"until_at": MIDNIGHT + 5 * DAY + HOUR}, TooLongAPause),  # touches a sixth day
        ("hold", {}, NoPlan),
        ("waiting_reporter", {"at": END + HOUR, "until_at": END + DAY}, TimeOver),
    ],
)
def test_what_cannot_be_asked(town: Town, code: str, more: dict[str, object], error: type[Exception]) -> None:
    order = leaking(town)
    with nothing_written(error):
        ask(town, order, code, **more)


def test_a_pause_may_touch_as_many_days_as_its_cause_allows(town: Town) -> None:
    assert ask(town, leaking(town), until_at=MIDNIGHT + 5 * DAY).until_at == MIDNIGHT + 5 * DAY


def test_a_cause_that_is_no_more_cannot_be_chosen(town: Town) -> None:
    PauseCause.objects.filter(code="waiting_reporter").update(valid_to=date(2026, 3, 2))
    order = leaking(town)
    with nothing_written(NoSuchCause):
        ask(town, order)


def test_weather_waits_for_a_decision_and_begins_with_it(town: Town) -> None:
    order = leaking(town)
    row = ask(town, order, "weather")
    assert (row.stage, row.began_at, fresh(order).paused_at) == (AskStage.ASKED, None, None)
    with nothing_written(AskedAlready):
        ask(town, order, "weather")
    for person, error in ((town.jie, NotAbove), (town.shui, PermissionDenied)):
        with nothing_written(error):
            actions.decide_pause(by=person, pause=row, is_granted=True, at=T0 + 2 * HOUR)
    grant(town, row)
    assert (row.began_at, fresh(order).paused_at) == (T0 + 2 * HOUR, T0 + 2 * HOUR)
    with nothing_written(Moved):
        grant(town, row)
    assert found() == []


def test_a_refused_pause_stops_nothing(town: Town) -> None:
    row = ask(town, leaking(town), "weather")
    with nothing_written(NothingSaid):
        grant(town, row, is_granted=False)
    grant(town, row, is_granted=False, words="天气已转好")
    assert (row.stage, fresh(row.order).paused_at, fresh(row.order).due_at) == (AskStage.REFUSED, None, END)
    assert found() == []


def test_a_pause_that_was_decided_too_late_does_not_begin(town: Town) -> None:
    row = ask(town, leaking(town), "weather")
    with nothing_written(TooLongAPause):
        grant(town, row, at=MIDNIGHT + 2 * DAY)
    row = ask(town, leaking(town), "weather", until_at=END + 3 * DAY)
    with nothing_written(TimeOver):
        grant(town, row, at=END + HOUR)


def test_who_assists_pauses_only_inside_the_promise(town: Town) -> None:
    order = leaking(town)
    limit = Limit(1, LimitUnit.WORKING_DAYS)
    (helper,) = actions.dispatch(
        by=town.mei, matter=order.matter, lead=None, assisting=[town.cleaners], limit=limit, at=T0
    )
    why = {"cause": cause("waiting_reporter"), "words": "等待", "at": T0 + HOUR}
    with nothing_written(BeyondPromise):
        actions.ask_pause(by=town.guan, order=helper, until_at=MIDNIGHT + 4 * DAY, **why)  # type: ignore[arg-type]
    row = actions.ask_pause(by=town.guan, order=helper, until_at=MIDNIGHT + DAY, **why)  # type: ignore[arg-type]
    assert fresh(order).matter.paused_at is None
    jobs.end_pauses(at=MIDNIGHT + DAY)
    assert fresh(helper).due_at == END - DAY
    assert fresh(order).matter.due_at == END
    assert row.order_id == helper.pk
    assert found() == []


def test_a_long_hold_is_reviewed_before_its_day(town: Town) -> None:
    row = ask(town, leaking(town), "hold", plan="列入下半年改造计划", until_at=MIDNIGHT + 90 * DAY)
    grant(town, row)
    assert row.review_at == MIDNIGHT + 83 * DAY
    assert jobs.remind_of_reviews(at=MIDNIGHT + 82 * DAY) == 0
    assert [jobs.remind_of_reviews(at=MIDNIGHT + 83 * DAY) for _ in range(2)] == [1, 0]
    assert Entry.objects.filter(verb="matters.order_review_due").count() == 1
    assert found() == []


def test_an_extension_granted_while_the_clock_stands_is_counted_under_the_same_stop(town: Town) -> None:
    order = leaking(town)
    ask(town, order)
    grant_extension(town, ask_extension(town, order, amount=1))
    assert fresh(order).due_at == END + DAY
    jobs.end_pauses(at=MIDNIGHT + 2 * DAY)
    assert fresh(order).due_at == END + 5 * DAY  # Thursday, Friday, Monday and Tuesday
    assert found() == []

"""What happens to a leg that runs late: by itself, by the level above, and by the one who waits."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from linli.core.calendar import Limit, LimitUnit, working_calendar
from linli.core.models import Entry
from linli.core.revisions import bump
from linli.duties.models.catalogue import ReturnStops
from linli.duties.reads.routing import REVISION
from linli.matters import actions, jobs
from linli.matters.errors import AlreadyReplied, Moved, NothingSaid, TooManyWords, UrgedEnough, UrgedJustNow
from linli.matters.models import Alert, Supervision, Urge, WorkOrder
from linli.matters.rules import LadderAct, OrderStage
from tests.matters.steps import LATER, order_in
from tests.town import T0, Town, answer

MOMENT = timedelta(seconds=1)
HOUR = timedelta(hours=1)
WITHIN = Limit(1, LimitUnit.WORKING_DAYS)
AFTER_ALL = timedelta(days=30)


def steps_of(order: WorkOrder) -> list[str]:
    return list(Alert.objects.filter(order=order).order_by("pk").values_list("step__code", flat=True))


def test_each_step_is_taken_at_its_instant_and_once(town: Town) -> None:
    order = order_in(town, OrderStage.SIGNED)
    end, calendar = order.due_at, working_calendar()
    assert jobs.alert(at=T0) == 0
    four_fifths = WorkOrder.objects.get().warn_at
    assert four_fifths is not None
    assert calendar.minutes_between(T0, four_fifths) == calendar.minutes_between(T0, end) * 8 // 10
    assert [jobs.alert(at=four_fifths - MOMENT), jobs.alert(at=four_fifths), jobs.alert(at=four_fifths)] == [0, 1, 0]
    assert [jobs.alert(at=end - MOMENT), jobs.alert(at=end), jobs.alert(at=end + MOMENT)] == [0, 1, 0]
    assert steps_of(order) == ["at_80", "at_end"]
    assert jobs.alert(at=end + AFTER_ALL) == 3
    assert steps_of(order) == ["at_80", "at_end", "after_1_day", "after_3_days", "after_5_days"]
    assert jobs.alert(at=end + 2 * AFTER_ALL) == 0
    assert WorkOrder.objects.get().warn_at is None
    told = Entry.objects.filter(verb="matters.order_alerted").order_by("pk")
    assert [row.params["act"] for row in told] == [
        LadderAct.WARN, LadderAct.WARN_ABOVE, LadderAct.SUPERVISE, LadderAct.SUPERVISE, LadderAct.CIRCULAR,
    ]  # fmt: skip


def test_a_loop_that_was_down_takes_what_it_missed(town: Town) -> None:
    order = order_in(town, OrderStage.SIGNED)
    assert jobs.alert(at=order.due_at + AFTER_ALL) == 5


def test_a_step_of_the_ladder_may_ask_for_a_reply(town: Town) -> None:
    order = order_in(town, OrderStage.SIGNED)
    late = order.due_at + AFTER_ALL
    jobs.alert(at=late)
    first, second = Supervision.objects.order_by("pk")
    assert (first.issued_by, first.unit, first.reply_by) == (None, None, working_calendar().due(late, WITHIN))
    assert [first.alert.step.code, second.alert.step.code] == ["after_1_day", "after_3_days"]  # type: ignore[union-attr]


@pytest.mark.parametrize("stage", [OrderStage.DONE, OrderStage.CANCELLED])
def test_an_order_that_ended_is_left_alone(town: Town, stage: OrderStage) -> None:
    order = order_in(town, stage)
    assert jobs.alert(at=order.due_at + AFTER_ALL) == 0


def test_a_leg_whose_clock_stands_is_left_alone(town: Town) -> None:
    order = order_in(town, OrderStage.SIGNED)
    WorkOrder.objects.update(paused_at=LATER)
    assert jobs.alert(at=order.due_at + AFTER_ALL) == 0


@pytest.mark.parametrize(("when", "told"), [(ReturnStops.ALWAYS, []), (ReturnStops.UPHELD, ["at_80", "at_end"])])
def test_a_leg_whose_return_will_not_count_is_left_alone_until_it_is_decided(
    town: Town, when: str, told: list[str]
) -> None:
    town.rubbish.rows.update(return_stops=when)
    bump(REVISION)
    order = order_in(town, OrderStage.RETURNING)
    before, decided = order.due_at, order.due_at + HOUR
    jobs.alert(at=decided)
    assert steps_of(order) == told
    actions.keep(by=town.zhong, handed_back=order.handed_back, words="属于你单位", at=decided)
    order.refresh_from_db()
    is_moved = order.due_at > before
    assert is_moved is (when == ReturnStops.ALWAYS)
    jobs.alert(at=order.due_at)
    assert steps_of(order) == ["at_80", "at_end"]


def test_the_time_of_a_return_is_no_part_of_the_limit_that_a_step_shares(town: Town) -> None:
    """Of four working hours none has run when the clock goes on after two that do not count."""
    town.rubbish.rows.update(return_stops=ReturnStops.ALWAYS)
    bump(REVISION)
    order = order_in(town, OrderStage.RETURNING)
    actions.keep(by=town.zhong, handed_back=order.handed_back, words="属于你单位", at=T0 + 2 * HOUR)
    jobs.alert(at=T0 + 2 * HOUR)
    order.refresh_from_db()
    assert order.warn_at is not None
    left = working_calendar().minutes_between(order.warn_at, order.due_at)
    assert left == 4 * 60 * 2 // 10


def test_a_new_round_has_a_new_end_and_new_steps(town: Town) -> None:
    order = order_in(town, OrderStage.SIGNED)
    jobs.alert(at=order.due_at)
    actions.finish(by=town.guan, order=order, answer=answer("已清运"), at=order.due_at)
    again = order.due_at + timedelta(days=1)
    order.matter.refresh_from_db()
    actions.send_back(by=town.wang, matter=order.matter, words="桶还是满的", at=again)
    order.refresh_from_db()
    assert (order.taken_up_at, order.warn_at) == (again, again)
    jobs.alert(at=order.due_at)
    assert steps_of(order) == ["at_80", "at_end"] * 2


def test_many_are_taken_in_few_queries(town: Town, django_assert_max_num_queries: object) -> None:
    orders = [order_in(town, OrderStage.SIGNED) for _ in range(12)]
    with django_assert_max_num_queries(25):  # type: ignore[operator]
        assert jobs.alert(at=max(order.due_at for order in orders)) == 24


def test_the_level_above_asks_and_the_unit_replies_once(town: Town) -> None:
    order = order_in(town, OrderStage.SIGNED)
    row = actions.supervise(by=town.zhong, order=order, words=" 居民三次反映 ", within=WITHIN, at=LATER)
    assert (row.words, row.unit, row.reply_by) == ("居民三次反映", town.centre, working_calendar().due(LATER, WITHIN))
    actions.reply(by=town.guan, supervision=row, words="明早清运", at=LATER + MOMENT)
    assert (row.reply, row.replied_by) == ("明早清运", town.guan)
    with pytest.raises(AlreadyReplied):
        actions.reply(by=town.guan, supervision=row, words="再回复", at=LATER + MOMENT)
    verbs = Entry.objects.filter(verb__contains="supervis").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["matters.order_supervised", "matters.order_supervision_replied"]


@pytest.mark.parametrize("who", ["mei", "jie", "guan", "far", "ren"])
def test_only_a_level_above_supervises(town: Town, who: str) -> None:
    order = order_in(town, OrderStage.SIGNED)
    with pytest.raises(PermissionDenied):
        actions.supervise(by=getattr(town, who), order=order, words="请尽快", within=WITHIN, at=LATER)


def test_supervising_needs_words_and_an_open_order(town: Town) -> None:
    order = order_in(town, OrderStage.DONE)
    for words, error in (("", NothingSaid), ("长" * 301, TooManyWords), ("请尽快", Moved)):
        with pytest.raises(error):
            actions.supervise(by=town.zhong, order=order, words=words, within=WITHIN, at=LATER)


@pytest.mark.parametrize("who", ["zhong", "mei", "ren"])
def test_only_the_unit_replies(town: Town, who: str) -> None:
    row = actions.supervise(
        by=town.zhong, order=order_in(town, OrderStage.SIGNED), words="请尽快", within=WITHIN, at=LATER
    )
    with pytest.raises(PermissionDenied):
        actions.reply(by=getattr(town, who), supervision=row, words="好", at=LATER)


def test_a_reporter_urges_with_a_pause_in_between_and_not_without_end(town: Town) -> None:
    reporter = town.reporter(town.handling(by=town.ren))
    first = actions.urge(reporter=reporter, at=LATER, words=" 还没来 ")
    assert first.words == "还没来"
    with pytest.raises(UrgedJustNow) as early:
        actions.urge(reporter=reporter, at=LATER + timedelta(hours=23))
    assert early.value.args[0] == LATER + timedelta(hours=24)
    for day in (1, 2):
        actions.urge(reporter=reporter, at=LATER + timedelta(days=day))
    with pytest.raises(UrgedEnough):
        actions.urge(reporter=reporter, at=LATER + timedelta(days=9))
    assert Urge.objects.count() == Entry.objects.filter(verb="matters.urged").count() == 3


def test_who_was_merged_urges_the_one_that_stands(town: Town) -> None:
    first, second = town.matter(by=town.ren), town.matter()
    actions.merge(by=town.mei, matter=first, into=second, at=T0)
    assert actions.urge(reporter=town.reporter(first), at=LATER).matter == second


def test_nothing_is_urged_that_is_answered(town: Town) -> None:
    with pytest.raises(Moved):
        actions.urge(reporter=town.reporter(town.answered(by=town.ren)), at=LATER)

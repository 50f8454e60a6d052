"""What the clock shows can be computed again from the log: stories agree, and every touched column is named."""

from __future__ import annotations

import inspect
import io
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.core import append_only
from linli.core.calendar import Limit, LimitUnit, fill
from linli.core.models import Entry
from linli.duties import actions as duties
from linli.matters import actions
from linli.matters.actions import entries
from linli.matters.bulk import Loader
from linli.matters.clock import (
    BEGINS,
    MATTER_MOVES,
    MOVE_NOTHING,
    TIME_MOVES,
    WORK_MOVES,
    WORK_MOVES_NOTHING,
    Told,
    Unreadable,
    fold,
)
from linli.matters.imports.mapping import ColumnMapping
from linli.matters.imports.messages import import_messages
from linli.matters.models import Matter, WorkOrder
from linli.matters.reads import clock
from linli.matters.reads.clock import Cause, Difference
from linli.matters.rules import MOVES, ORDER_MOVES, OrderStage, Stage, UnsolvedReason
from linli.orgs.models import OrgKind
from tests.matters.steps import MATTER_IN, do, do_order, order_in, received
from tests.matters.test_bulk import ByActions, story
from tests.matters.test_moves import ready
from tests.town import T0, Town, answer

DAY = timedelta(days=1)
ELSEWHERE = datetime(2025, 1, 1, tzinfo=UTC)
COLUMNS = {name: name for name in ("source_id", "words", "received_at", "due_at", "closed_at", "kind")}
QUICKER = duties.Promise(
    responsible_kind=OrgKind.DEPARTMENT,
    responsible_duty="urban_management",
    limit=Limit(1, LimitUnit.WORKING_HOURS),
    done_when="现场恢复原状",
)


def found() -> list[Difference]:
    return [difference for stretch in clock.check() for difference in stretch.differences]


def named() -> list[tuple[str, bool, Cause]]:
    """Which fields differ, whether of an order, and what disagrees."""
    return [(difference.field, difference.order is not None, difference.cause) for difference in found()]


def import_lines(*lines: str) -> None:
    mapping = ColumnMapping("热线", ZoneInfo("Asia/Shanghai"), COLUMNS)
    text = "\n".join((",".join(COLUMNS), *lines))
    assert not import_messages(io.BytesIO(text.encode()), mapping=mapping, by=None, at=T0).refused


def tamper(entry: Entry, **columns: object) -> None:
    """Change a row of the log, which the database refuses as long as its triggers stand."""
    append_only.lift(connection)
    Entry.objects.filter(pk=entry.pk).update(**columns)
    append_only.install(connection)


# -- what agrees ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("stage", Stage)
def test_a_matter_in_every_stage_agrees(town: Town, stage: Stage) -> None:
    MATTER_IN[stage](town)
    assert found() == []


@pytest.mark.parametrize(("verb", "stage"), [(verb, Stage(s)) for verb in MOVES for s in sorted(MOVES[verb].before)])
def test_every_move_of_a_matter_agrees(town: Town, verb: str, stage: Stage) -> None:
    do(town, verb, ready(town, verb, stage))
    assert found() == []


@pytest.mark.parametrize(
    ("verb", "stage"), [(verb, OrderStage(s)) for verb in ORDER_MOVES for s in sorted(ORDER_MOVES[verb].before)]
)
def test_every_move_of_an_order_agrees(town: Town, verb: str, stage: OrderStage) -> None:
    do_order(town, verb, order_in(town, stage))
    assert found() == []


@pytest.mark.slow
def test_long_stories_agree_whoever_writes_them(town: Town) -> None:
    story(town, ByActions(), 1)
    loader = Loader()
    story(town, loader, 1001)
    written = loader.write()
    (seen,) = clock.check()
    assert seen.differences == ()
    assert (seen.matters, seen.orders) == (2 * written, WorkOrder.objects.count())


def test_every_row_of_the_log_about_matters_can_be_folded() -> None:
    """Whoever adds a verb to ``actions.entries`` tells the clock what it moves."""
    made = {name for name, function in inspect.getmembers(entries, inspect.isfunction) if not name.startswith("_")}
    moves = {*BEGINS, *MATTER_MOVES, *WORK_MOVES, *TIME_MOVES, "order_dispatched", "order_noted", "recounted"}
    known = {*moves, *MOVE_NOTHING, *WORK_MOVES_NOTHING}
    assert made == known
    assert set(MATTER_MOVES.values()) == set(MOVES)
    assert {*WORK_MOVES.values(), "take_up_again"} == set(ORDER_MOVES)


def test_a_row_that_begins_tomorrow_changes_no_promise_of_today(town: Town) -> None:
    matter = town.answered(by=town.ren)
    duties.set_row(by=town.sys, kind=town.rubbish, promise=QUICKER, on=date(2026, 3, 3), at=T0)
    assert found() == []
    actions.send_back(by=town.wang, matter=matter, words="桶还是满的", at=T0 + DAY)
    matter.refresh_from_db()
    assert matter.due_at == T0 + DAY + timedelta(hours=1)
    assert found() == []


def test_a_row_that_begins_today_binds_from_the_instant_it_was_set(town: Town) -> None:
    town.report()
    duties.set_row(by=town.sys, kind=town.rubbish, promise=QUICKER, on=date(2026, 3, 2), at=T0 + timedelta(hours=1))
    town.report(at=T0 + timedelta(hours=2))
    assert found() == []


def test_a_kind_that_was_dropped_binds_its_later_rounds_as_before(town: Town) -> None:
    matter = town.answered(by=town.ren)
    duties.end_kind(by=town.sys, kind=town.rubbish, on=date(2026, 3, 3), at=T0)
    why = UnsolvedReason.CAME_BACK
    actions.rate(reporter=town.reporter(matter), solved=False, reason=why, at=T0 + DAY)
    matter.refresh_from_db()
    assert matter.due_at == T0 + DAY + timedelta(hours=5, minutes=30)
    assert found() == []


def test_a_kind_changed_on_accepting_counts_from_when_it_came_in(town: Town) -> None:
    actions.accept(by=town.mei, matter=town.matter(), kind=town.leak, at=T0 + DAY)
    actions.accept(by=town.mei, matter=town.matter(), kind=town.rubbish, at=T0 + DAY)
    assert found() == []


def test_history_of_another_system_is_held_to_what_it_says(town: Town) -> None:
    kind = town.rubbish.code
    import_lines(
        f"1,垃圾,2026-02-02 09:00,,2026-02-03 10:00,{kind}",
        f"2,垃圾,2026-02-02 09:00,2026-02-04 17:00,,{kind}",
        f"3,垃圾,2026-02-02 09:00,,,{kind}",
        f"4,垃圾,2026-02-20 09:00,,2026-02-21 10:00,{town.ended.code}",
    )
    closed, promised, bare, dropped = Matter.objects.order_by("source_id")
    assert found() == []
    actions.accept(by=town.zhong, matter=promised, kind=town.leak, at=T0)
    actions.accept(by=town.zhong, matter=bare, at=T0)
    for matter in (closed, dropped):
        why = UnsolvedReason.NOTHING_DONE
        actions.rate(reporter=town.reporter(matter), solved=False, reason=why, at=T0)
    assert found() == []
    Matter.objects.filter(pk=bare.pk).update(received_at=ELSEWHERE)
    assert named() == [("received_at", False, Cause.TABLE)]


def test_a_decree_after_the_promise_is_told_and_is_no_fault(town: Town) -> None:
    matter = town.matter(kind=town.leak.code)
    fill.decree(date(2026, 3, 4), works=False, name="防汛", source="演示公告", by=town.sys, at=T0 + DAY)
    (difference,) = found()
    assert (difference.field, difference.cause) == ("due_at", Cause.CALENDAR)
    assert difference.table == difference.log == matter.due_at
    assert difference.rule == matter.due_at + DAY  # type: ignore[operator]


def test_a_decree_about_other_days_excuses_nothing(town: Town) -> None:
    matter = town.matter(kind=town.leak.code)
    fill.decree(date(2026, 4, 7), works=False, name="防汛", source="演示公告", by=town.sys, at=T0 + DAY)
    assert found() == []
    entry = Entry.objects.about(matter).get()
    tamper(entry, params=entry.params | {"due_at": ELSEWHERE.isoformat()})
    Matter.objects.update(due_at=ELSEWHERE)
    assert named() == [("due_at", False, Cause.RULE)]


# -- what was touched -------------------------------------------------------------------------------------------------

TOUCHED: dict[str, object] = {
    "stage": Stage.HANDLING,
    "round": 3,
    "row": None,
    "unit": None,
    "received_at": ELSEWHERE,
    "due_at": ELSEWHERE,
    "accepted_at": None,
    "answered_at": ELSEWHERE,
    "closed_at": ELSEWHERE,
}
TOUCHED_ORDER: dict[str, object] = {
    "stage": OrderStage.IN_HAND,
    "leads": False,
    "dispatched_at": ELSEWHERE,
    "due_at": ELSEWHERE,
    "signed_at": ELSEWHERE,
    "done_at": ELSEWHERE,
}


@pytest.mark.parametrize("field", TOUCHED)
def test_a_touched_column_of_a_matter_is_named(town: Town, field: str) -> None:
    matter = town.answered(by=town.ren)
    was = Matter.objects.values_list(field, flat=True).get()
    town.answered(by=town.lao)
    Matter.objects.filter(pk=matter.pk).update(**{field: TOUCHED[field]})
    (difference,) = found()
    assert (difference.matter, difference.number, difference.order) == (matter.pk, matter.number_shown, None)
    assert (difference.field, difference.table, difference.cause) == (field, TOUCHED[field], Cause.TABLE)
    assert difference.log == difference.rule == was


@pytest.mark.parametrize("field", ["kind", "merged_into"])
def test_another_kind_or_another_matter_to_stand_for_it_is_named(town: Town, field: str) -> None:
    matter, other = MATTER_IN[Stage.MERGED](town), received(town)
    Matter.objects.filter(pk=matter.pk).update(**{field: town.leak if field == "kind" else other})
    assert named() == [(field, False, Cause.TABLE)]


@pytest.mark.parametrize("field", TOUCHED_ORDER)
def test_a_touched_column_of_an_order_is_named(town: Town, field: str) -> None:
    order = town.answered(by=town.ren).orders.get()
    WorkOrder.objects.update(**{field: TOUCHED_ORDER[field]})
    (difference,) = found()
    assert (difference.matter, difference.order) == (order.matter_id, order.pk)
    assert (difference.field, difference.table) == (field, TOUCHED_ORDER[field])
    assert difference.log == getattr(order, field)


def test_who_was_merged_twice_stands_where_the_last_merge_says(town: Town) -> None:
    first, second, third = received(town), received(town), received(town)
    actions.merge(by=town.mei, matter=first, into=second, at=T0)
    second.refresh_from_db()
    actions.merge(by=town.mei, matter=second, into=third, at=T0)
    assert found() == []
    Matter.objects.filter(pk=first.pk).update(merged_into=second)
    (difference,) = found()
    assert (difference.matter, difference.table, difference.log) == (first.pk, second.pk, third.pk)


def test_an_order_that_changed_hands_is_named_at_both_places(town: Town) -> None:
    town.answered(by=town.ren)
    WorkOrder.objects.update(unit=town.water)
    assert [(difference.field, difference.table) for difference in found()] == [
        ("orders", (town.water.pk,)),
        ("unit", town.water.pk),
    ]


def test_an_order_that_is_gone_or_was_slipped_in_is_named(town: Town) -> None:
    gone, other = town.handling(by=town.ren), town.handling(by=town.lao)
    gone.orders.get().delete()
    assert named() == [("orders", False, Cause.TABLE)]
    WorkOrder.objects.create(
        matter=other, unit=town.water, leads=False, due_at=T0, dispatched_at=T0, dispatched_by=town.mei
    )
    assert ("order", True, Cause.TABLE) in named()


def test_a_matter_that_is_gone_is_known_to_the_log(town: Town) -> None:
    matter = town.matter(by=town.ren)
    matter.reporters.all().delete()
    Matter.objects.filter(pk=matter.pk).delete()
    (difference,) = found()
    assert (difference.matter, difference.number, difference.field) == (matter.pk, "", "stage")
    assert (difference.table, difference.log) == (None, Stage.RECEIVED)


def test_a_matter_without_a_log_is_named(town: Town) -> None:
    Matter.objects.create(number="2603021234567", channel="web", kind=town.rubbish, place="320583", received_at=T0)
    assert [(d.field, d.table, d.log) for d in found()] == [("log", Stage.RECEIVED, None)]


# -- what the log cannot say ------------------------------------------------------------------------------------------


def test_a_promise_that_no_rule_gives_is_named_though_table_and_log_agree(town: Town) -> None:
    matter = town.matter(by=town.ren)
    entry = Entry.objects.about(matter).get()
    longer = ELSEWHERE + timedelta(days=900)
    tamper(entry, params=entry.params | {"due_at": longer.isoformat()})
    Matter.objects.update(due_at=longer)
    (difference,) = found()
    assert (difference.cause, difference.table, difference.rule) == (Cause.RULE, longer, matter.due_at)


def test_a_promise_that_was_replaced_since_is_still_held_to_the_rules(town: Town) -> None:
    matter = town.matter(by=town.ren)
    actions.accept(by=town.mei, matter=matter, kind=town.leak, at=T0)
    entry = Entry.objects.about(matter).get(verb="matters.received")
    tamper(entry, params=entry.params | {"row": None, "due_at": ELSEWHERE.isoformat()})
    assert named() == [("row", False, Cause.RULE), ("due_at", False, Cause.RULE)]


def test_a_move_that_the_tables_forbid_is_named(town: Town) -> None:
    matter = received(town)
    Matter.objects.update(stage=Stage.CLOSED, closed_at=T0)
    entries.closed(matter, town.wang, T0, by_check=True).save()
    (difference,) = found()
    assert (difference.field, difference.cause) == ("stage", Cause.RULE)
    assert (difference.table, difference.rule) == (Stage.CLOSED, Stage.RECEIVED)


def test_a_round_that_was_not_counted_is_named(town: Town) -> None:
    matter = town.answered(by=town.ren)
    entry = Entry.objects.about(matter).get(verb="matters.answered")
    tamper(entry, params=entry.params | {"round": 4})
    assert named() == [("round", False, Cause.RULE)]


BEGUN = Told(None, "received", T0, {"kind": 1, "row": 1, "unit": None, "due_at": None})


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [BEGUN._replace(verb="closed")],
        [BEGUN, BEGUN],
        [BEGUN._replace(params={})],
        [BEGUN._replace(params=BEGUN.params | {"due_at": "soon"})],
        [BEGUN, BEGUN._replace(verb="forgotten")],
        [BEGUN, BEGUN._replace(order=1, verb="order_signed")],
        [BEGUN._replace(order=1, verb="order_signed")],
    ],
)
def test_rows_that_no_action_wrote_cannot_be_folded(rows: list[Told]) -> None:
    with pytest.raises(Unreadable):
        fold(rows)


def test_rows_that_cannot_be_folded_name_their_matter(town: Town) -> None:
    matter, other = received(town), received(town)
    tamper(Entry.objects.about(matter).get(), params={})
    assert [(d.matter, d.field, d.log) for d in found()] == [(matter.pk, "log", "received")]
    assert other.pk != matter.pk


# -- how it reads -----------------------------------------------------------------------------------------------------


def queries(work: Callable[[], object]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        work()
    return len(seen)


@pytest.mark.slow
def test_the_number_of_queries_does_not_grow_with_matters(town: Town) -> None:
    story(town, ByActions(), 1)
    found()
    one = queries(found)
    story(town, ByActions(), 1001)
    assert queries(found) == one <= 8  # six, and one for each step of the longest chain of merges


@pytest.mark.slow
def test_stretches_meet_without_gap_or_overlap(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    story(town, ByActions(), 1)
    monkeypatch.setattr(clock, "AT_ONCE", 3)
    stretches = list(clock.check())
    assert sum(stretch.matters for stretch in stretches) == Matter.objects.count()
    assert sum(stretch.orders for stretch in stretches) == WorkOrder.objects.count()
    assert max(stretch.matters for stretch in stretches) == 3
    Matter.objects.update(accepted_at=ELSEWHERE)
    assert len(found()) == Matter.objects.count()


def test_a_move_between_two_queries_is_no_difference(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    matter = received(town)
    read_log = clock._told

    def moved_meanwhile(*stretch: int) -> object:
        if matter.stage == Stage.RECEIVED:
            actions.dispatch(by=town.mei, matter=matter, lead=town.cleaners, at=T0)
        return read_log(*stretch)  # type: ignore[arg-type]

    monkeypatch.setattr(clock, "_told", moved_meanwhile)
    assert found() == []
    assert matter.stage == Stage.HANDLING


def test_an_answer_taken_up_again_keeps_the_orders_time_with_the_matters(town: Town) -> None:
    matter = town.answered(by=town.ren)
    actions.send_back(by=town.wang, matter=matter, words="桶还是满的", at=T0 + DAY)
    order = matter.orders.get()
    actions.finish(by=town.guan, order=order, answer=answer("又清运一次"), at=T0 + 2 * DAY)
    actions.close(by=town.wang, matter=Matter.objects.get(), at=T0 + 2 * DAY)
    assert found() == []
    WorkOrder.objects.update(due_at=T0)
    assert named() == [("due_at", True, Cause.TABLE)]

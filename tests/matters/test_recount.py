"""The calendar moves: what is ahead moves with it once, what is over stays, and a resident is told."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from linli.core.calendar import Limit, LimitUnit, fill
from linli.core.models import Entry
from linli.matters import actions, jobs
from linli.matters.models import Matter, WorkOrder
from linli.matters.reads.clock import Cause
from tests.matters.test_clock import found
from tests.matters.test_extend import DAY, END, HOUR, leaking
from tests.matters.test_pause import ask as ask_pause
from tests.town import T0, Town

SOON = timedelta(seconds=6)


def decree(town: Town, on: date, *, at: datetime, works: bool = False) -> None:
    fill.decree(on, works=works, name="防汛", source="演示公告", by=town.sys, at=at)


def told() -> list[Entry]:
    return list(Entry.objects.filter(verb="matters.recounted"))


def test_a_decree_moves_every_promise_ahead_once(town: Town) -> None:
    order = leaking(town)
    limit = Limit(2, LimitUnit.WORKING_DAYS)
    (helper,) = actions.dispatch(
        by=town.mei, matter=order.matter, lead=None, assisting=[town.cleaners], limit=limit, at=T0
    )
    jobs.recount(at=T0)  # the calendar as it was built
    decree(town, date(2026, 3, 4), at=T0 + HOUR)
    assert {difference.cause for difference in found()} == {Cause.CALENDAR}
    assert [jobs.recount(at=T0 + HOUR + SOON) for _ in range(2)] == [1, 0]
    matter = Matter.objects.get()
    ends = dict(WorkOrder.objects.values_list("pk", "due_at"))
    assert (matter.due_at, ends) == (END + DAY, {order.pk: END + DAY, helper.pk: END})
    (entry,) = told()
    assert entry.actor_id is None
    assert datetime.fromisoformat(entry.params["before"]) == END
    assert datetime.fromisoformat(entry.params["due_at"]) == END + DAY
    assert found() == []


def test_it_waits_until_every_process_goes_by_the_new_calendar(town: Town) -> None:
    leaking(town)
    decree(town, date(2026, 3, 4), at=T0 + HOUR)
    assert jobs.recount(at=T0 + HOUR) == 0
    assert jobs.recount(at=T0 + HOUR + SOON) == 1


def test_what_is_over_or_ended_stays_as_it_was_promised(town: Town) -> None:
    late, done, ahead = leaking(town), town.answered(by=town.ren), leaking(town)
    WorkOrder.objects.filter(pk=ahead.pk).update(due_at=END)
    Matter.objects.filter(pk=late.matter_id).update(received_at=T0 - 9 * DAY, counted_from=T0 - 9 * DAY, due_at=T0)
    decree(town, date(2026, 3, 3), at=T0 + HOUR)
    assert jobs.recount(at=T0 + HOUR + SOON) == 1
    assert Matter.objects.get(pk=late.matter_id).due_at == T0
    assert Matter.objects.get(pk=done.pk).due_at == done.due_at
    assert Matter.objects.get(pk=ahead.matter_id).due_at == END + DAY


def test_no_promise_moves_to_before_now(town: Town) -> None:
    matter = town.matter(by=town.ren, at=datetime.fromisoformat("2026-03-06T09:00:00+00:00"))  # Friday, five o'clock
    decree(town, date(2026, 3, 7), at=datetime.fromisoformat("2026-03-07T08:00:00+00:00"), works=True)
    after = datetime.fromisoformat("2026-03-07T08:01:00+00:00")  # the made-up Saturday would have been its end
    assert jobs.recount(at=after) == 0
    assert Matter.objects.get(pk=matter.pk).due_at == matter.due_at
    assert {difference.cause for difference in found()} == {Cause.CALENDAR}


def test_a_clock_that_stands_is_counted_anew_too(town: Town) -> None:
    order = leaking(town)
    ask_pause(town, order)
    decree(town, date(2026, 3, 6), at=T0 + DAY)
    assert jobs.recount(at=T0 + DAY + SOON) == 0  # Thursday is before that day
    decree(town, date(2026, 3, 5), at=T0 + DAY)
    assert jobs.recount(at=T0 + DAY + SOON) == 1
    assert Matter.objects.get().due_at == datetime.fromisoformat("2026-03-09T09:30:00+00:00")
    jobs.end_pauses(at=T0 + 9 * DAY)
    assert Matter.objects.get().due_at == datetime.fromisoformat("2026-03-11T09:30:00+00:00")
    assert found() == []


def test_where_a_pause_leads_is_counted_anew_though_no_end_moved(town: Town) -> None:
    order = leaking(town)
    limit = Limit(2, LimitUnit.WORKING_DAYS)
    (own,) = actions.dispatch(
        by=town.mei, matter=order.matter, lead=None, assisting=[town.cleaners], limit=limit, at=T0
    )
    (shares,) = actions.dispatch(by=town.mei, matter=order.matter, lead=None, assisting=[town.committee], at=T0)
    ask_pause(town, order)  # from Monday to the end of Tuesday
    latest = Matter.objects.get().paused_due_at
    assert latest is not None and latest > END
    jobs.recount(at=T0 + 2 * HOUR)  # the calendar as it was built
    decree(town, date(2026, 3, 9), at=T0 + DAY)  # behind the promise, before where the pause leads
    assert {(found.field, found.cause) for found in found()} == {("paused_due_at", Cause.CALENDAR)}
    assert jobs.recount(at=T0 + DAY + SOON) == 0
    assert (Matter.objects.get().due_at, Matter.objects.get().paused_due_at) == (END, latest + DAY)
    ends = dict(WorkOrder.objects.values_list("pk", "paused_due_at"))
    assert ends == {order.pk: latest + DAY, shares.pk: latest + DAY, own.pk: None}
    assert found() == []
    assert told() == []


def test_other_hours_move_what_is_counted_in_hours(town: Town) -> None:
    matter = town.matter(by=town.ren, at=T0 + timedelta(hours=7))  # Monday, four in the afternoon
    assert matter.due_at == T0 + DAY + timedelta(hours=2)  # an hour and a half today
    fill.set_hours(date(2026, 3, 3), (("09:30", "12:00"), ("13:30", "17:30")), by=town.sys, at=T0 + timedelta(hours=8))
    assert jobs.recount(at=T0 + timedelta(hours=8) + SOON) == 1
    assert Matter.objects.get().due_at == T0 + DAY + timedelta(hours=3)
    assert found() == []

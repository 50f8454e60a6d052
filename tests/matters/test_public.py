"""The public figures, against cases counted by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from linli.matters import actions
from linli.matters.figures import Share
from linli.matters.models import Matter
from linli.matters.reads.months import Month
from linli.matters.reads.public import Promise, by_community, figures, passed, promise, shown
from linli.matters.rules import DeclineReason, UnsolvedReason
from tests.town import GRIDS, INSIDE, T0, Town, answer

MARCH = Month(2026, 3)
LATER = T0 + timedelta(days=10)  # 12 March
HOUR = timedelta(hours=1)


def finish(town: Town, matter: Matter, at: datetime) -> None:
    order = matter.orders.get()
    if order.stage == "dispatched":
        actions.sign(by=town.guan, order=order, at=at)
    actions.finish(by=town.guan, order=order, answer=answer("已清运"), at=at)


def test_a_month_by_hand(town: Town) -> None:
    """Eight matters in March; what became of each stands beside it. Rubbish is promised within 4 working hours."""
    kept = [town.handling() for _ in range(4)]
    for matter in kept:
        finish(town, matter, T0 + HOUR)  # in time: 4
    late = town.handling()
    finish(town, late, T0 + timedelta(days=2))  # answered, but late
    town.matter()  # never answered: late
    declined = town.matter()
    actions.decline(
        by=town.mei, matter=declined, reason=DeclineReason.NOT_A_REQUEST, words="不属诉求", at=T0
    )  # asked, but nothing owed
    town.matter(at=LATER - HOUR)  # its time is still running
    Matter.objects.filter(pk=town.matter().pk).update(source="old", source_id="1")  # history of another system
    town.matter(at=T0 - timedelta(days=20))  # received and due in February

    told = figures(MARCH, "", LATER)
    assert told.asked == 8
    assert told.in_time == Share(4, 6)
    assert told.in_time.percent == "66.67"
    assert told.solved == told.satisfied == Share(0, 0)
    february = figures(Month(2026, 2), "", LATER)
    assert (february.asked, february.in_time) == (1, Share(0, 1))


def test_the_last_word_of_each_reporter_counts(town: Town) -> None:
    def rate(matter: Matter, at: datetime, **more: object) -> None:
        actions.rate(reporter=town.reporter(matter), at=at, **more)  # type: ignore[arg-type]

    for satisfaction in (5, 4, 3, None):
        rate(town.answered(), T0 + HOUR, solved=True, satisfaction=satisfaction)  # solved 4; told 3, satisfied 2
    turned = town.answered()
    rate(turned, T0 + HOUR, solved=False, satisfaction=1, reason=UnsolvedReason.HALF_DONE)
    finish(town, turned, T0 + 2 * HOUR)
    rate(turned, T0 + 3 * HOUR, solved=True, satisfaction=5)  # the last word: solved, satisfied
    never = town.answered()
    rate(never, T0 + HOUR, solved=False, satisfaction=2, reason=UnsolvedReason.NOBODY_CAME)

    told = figures(MARCH, "", LATER)
    assert told.solved == Share(5, 6)
    assert told.satisfied == Share(3, 5)
    assert (told.solved.percent, told.satisfied.percent) == ("83.33", "60.00")


def test_a_word_of_the_next_month_does_not_change_this_one(town: Town) -> None:
    matter = town.answered(at=T0)
    march, april = datetime(2026, 3, 31, 2, 0, tzinfo=UTC), datetime(2026, 4, 1, 2, 0, tzinfo=UTC)
    actions.rate(
        reporter=town.reporter(matter),
        solved=False,
        reason=UnsolvedReason.HALF_DONE,
        at=march,
    )
    finish(town, matter, april)
    matter.refresh_from_db()
    actions.rate(reporter=town.reporter(matter), solved=True, at=april + HOUR)
    at = april + timedelta(days=1)
    assert figures(MARCH, "", at).solved == Share(0, 1)
    assert figures(Month(2026, 4), "", at).solved == Share(1, 1)


def test_a_town_counts_its_own(town: Town) -> None:
    for code in (GRIDS[0], GRIDS[2], GRIDS[4]):
        town.matter(point=INSIDE[code])
    assert [figures(MARCH, code, LATER).asked for code in ("", "320583100", "320583101")] == [3, 2, 1]
    assert figures(MARCH, "320583100", LATER).in_time.whole == 2


def test_a_month_begins_at_midnight_of_the_county(town: Town) -> None:
    midnight = datetime(2026, 2, 28, 16, 0, tzinfo=UTC)  # 1 March, 0:00 in Kunshan
    town.report(at=midnight)
    town.report(at=midnight - timedelta(seconds=1))
    assert [figures(Month(2026, month), "", LATER).asked for month in (2, 3)] == [1, 1]
    assert (Month(2026, 1).before(1), Month(2025, 12).before(-1)) == (Month(2025, 12), Month(2026, 1))


@pytest.mark.parametrize(
    ("part", "whole", "told"),
    [
        (0, 0, None),
        (4, 4, None),
        (5, 5, "100.00"),
        (0, 5, "0.00"),
        (1999, 2000, "99.95"),
        (29_999, 30_000, "99.99"),
        (1, 30_000, "0.01"),
        (2, 7, "28.57"),
    ],
)
def test_a_share_of_few_is_not_told_and_nearly_all_is_not_all(part: int, whole: int, told: str | None) -> None:
    assert Share(part, whole).percent == told


@pytest.mark.parametrize(
    ("due", "answered", "closed", "at", "says"),
    [
        (2, 2, None, 9, Promise.KEPT),
        (2, 3, 4, 9, Promise.LATE),
        (2, None, None, 2, Promise.RUNNING),
        (2, None, None, 3, Promise.LATE),
        (2, None, 1, 9, Promise.NONE),
        (None, 1, 1, 9, Promise.NONE),
    ],
)
def test_how_a_promise_stands(
    due: int | None, answered: int | None, closed: int | None, at: int, says: Promise
) -> None:
    def hour(number: int | None) -> datetime | None:
        return T0 + number * HOUR if number is not None else None

    assert promise(due_at=hour(due), answered_at=hour(answered), closed_at=hour(closed), at=T0 + at * HOUR) is says


def test_communities_are_counted_the_most_first(town: Town) -> None:
    for code in (GRIDS[0], GRIDS[1], GRIDS[4]):
        town.report(point=INSIDE[code], is_public=True)
    town.report(is_public=False)
    counts = by_community(shown(MARCH, ""))
    assert [(row.code, row.count) for row in counts] == [("320583100001", 2), ("320583101001", 1)]
    assert [row.code for row in by_community(shown(MARCH, "320583101"))] == ["320583101001"]


def test_the_line_of_steps_has_units_and_no_persons(town: Town) -> None:
    steps = passed(town.answered())
    assert [step.verb for step in steps] == [
        "matters.answered",
        "matters.order_signed",
        "matters.order_dispatched",
        "matters.accepted",
        "matters.received",
    ]
    assert [step.unit.name if step.unit else "" for step in steps] == ["昆山市城市管理局"] * 3 + ["", ""]

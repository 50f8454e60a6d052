"""通报: prepared once, issued as it stood, corrected by a new version, published with small numbers hidden."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from linli.core.models import Entry
from linli.insight import actions, jobs, reads, seeds
from linli.insight.actions import slices
from linli.insight.errors import Issued, NoReason, NotIssued, NotOver, Published, Tampered
from linli.insight.models import Circular, Count, Weights
from linli.insight.reads import rates
from linli.insight.rules import told
from linli.matters import actions as handling
from linli.matters.errors import TooManyWords
from linli.matters.figures import Tally
from linli.matters.models import Alert, LadderStep, Matter
from linli.matters.reads.facts import By, Key, Span, tallies
from linli.matters.reads.months import Month
from linli.matters.rules import SHORT_WORDS_LIMIT, ExclusionReason, LadderAct
from tests.matters.test_races import RACERS, losers, race
from tests.town import GRIDS, INSIDE, SINCE, T0, Town

MARCH = Month(2026, 3)
OVER = datetime(2026, 3, 31, 16, 0, tzinfo=UTC)  # midnight of 1 April in the county
DAY = timedelta(days=1)
SLICES = 3  # what lies before the first town, and two towns


def exclude(town: Town, matter: Matter, at: datetime = T0) -> None:
    row = handling.ask_exclusion(
        by=town.guan,
        matter=matter,
        unit=town.cleaners,
        reason=ExclusionReason.IN_COURT,
        words="演示居民甲已起诉",
        at=at,
    )
    handling.grant_exclusion(by=town.zhong, exclusion=row, words="属实", at=at)


def draft(town: Town) -> Circular:
    town.answered(by=town.ren)
    return actions.prepare(month=MARCH, at=OVER)


def counted(town: Town) -> None:
    """Some matters of both towns, one of them left out, one known only to lie in the county."""
    town.answered(by=town.ren)
    exclude(town, town.answered(by=town.lao))
    town.matter(point=INSIDE[GRIDS[4]])
    Matter.objects.filter(pk=town.matter().pk).update(place=town.county.code[:6])


def test_what_is_counted_in_slices_is_what_is_counted_at_once(town: Town) -> None:
    counted(town)
    for turn in range(SLICES + 1):
        jobs.prepare(at=OVER + timedelta(minutes=turn))
    row = Circular.objects.get()
    assert row.cut_off_at == OVER  # of the first slice
    assert row.figures == json.loads(json.dumps(reads.snapshot(MARCH, at=OVER)))
    assert row.figures["total"]["raw"]["taken"] == 4
    assert row.is_whole
    assert not Count.objects.exists()


def test_a_turn_of_the_clock_counts_the_places_of_one_town_and_no_others(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted(town)
    spans: list[Span] = []

    def noted(*args: Any, span: Span, **more: Any) -> dict[Key, Tally]:
        spans.append(span)
        return tallies(*args, span=span, **more)

    monkeypatch.setattr(slices, "tallies", noted)
    first, other = town.town.code[:9], town.other_town.code[:9]
    for expected in (Span("", first), Span(first, other), Span(other, slices.LAST)):
        spans.clear()
        assert not jobs.prepare(at=OVER)
        assert set(spans) == {expected}
    spans.clear()
    assert jobs.prepare(at=OVER)
    assert not spans  # what was counted is only put together


def test_a_slice_that_another_clock_counted_meanwhile_is_dropped(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    counted(town)
    told = slices.counts_of

    def late(row: Count) -> dict[By, dict[Key, Tally]]:
        monkeypatch.setattr(slices, "counts_of", told)
        slices.count_on(MARCH, at=OVER)  # the other clock is faster
        return told(row)

    monkeypatch.setattr(slices, "counts_of", late)
    for _ in range(SLICES):  # two clocks, one slice more than turns
        slices.count_on(MARCH, at=OVER)
    assert jobs.prepare(at=OVER)
    assert Circular.objects.get().figures == json.loads(json.dumps(reads.snapshot(MARCH, at=OVER)))


def unit(circular: Circular, town: Town) -> dict[str, Any]:
    return next(line for line in circular.figures["units"] if line["code"] == town.cleaners.code)


def test_the_draft_of_a_month_is_prepared_once_when_it_is_over(town: Town) -> None:
    assert not jobs.prepare(at=OVER)  # nothing was ever said: there is nothing to tell
    town.answered(by=town.ren)
    with pytest.raises(NotOver):
        actions.prepare(month=MARCH, at=OVER - timedelta(seconds=1))
    turns = [jobs.prepare(at=OVER + timedelta(minutes=turn)) for turn in range(SLICES + 3)]
    assert turns == [False] * SLICES + [True, False, False]
    row = Circular.objects.get()
    assert (row.month, row.version, row.prepared_by, row.issued_at) == ("2026-03", 1, None, None)
    assert unit(row, town)["raw"]["due"] == 1
    assert Entry.objects.filter(verb="insight.circular_prepared").count() == 1


def test_what_is_issued_never_changes(town: Town) -> None:
    row = draft(town)
    exclude(town, Matter.objects.get(), at=OVER)
    assert unit(row, town)["net"]["due"] == 1
    actions.bring_up_to_date(by=town.zhong, circular=row, at=OVER + DAY)
    assert (unit(row, town)["raw"]["due"], unit(row, town)["net"]["due"]) == (1, 0)
    assert row.cut_off_at == OVER + DAY
    actions.issue(by=town.zhong, circular=row, at=OVER + DAY)
    before = (row.figures, row.digest)
    town.answered(by=town.ren)
    for change in (actions.bring_up_to_date, actions.issue):
        with pytest.raises(Issued):
            change(by=town.zhong, circular=row, at=OVER + 2 * DAY)
    row.refresh_from_db()
    assert (row.figures, row.digest) == before
    assert row.is_whole


def test_a_correction_is_a_new_version_that_says_what_changed(town: Town) -> None:
    row = draft(town)
    with pytest.raises(NotIssued):
        actions.correct(by=town.zhong, circular=row, words="更正", at=OVER)
    actions.issue(by=town.zhong, circular=row, at=OVER)
    with pytest.raises(NoReason):
        actions.correct(by=town.zhong, circular=row, words=" ", at=OVER)
    with pytest.raises(TooManyWords):
        actions.correct(by=town.zhong, circular=row, words="改" * (SHORT_WORDS_LIMIT + 1), at=OVER)
    exclude(town, Matter.objects.get(), at=OVER)
    new = actions.correct(by=town.zhong, circular=row, words="申诉后剔除一件", at=OVER + DAY)
    with pytest.raises(Issued):
        actions.correct(by=town.zhong, circular=row, words="申诉后剔除一件", at=OVER + DAY)
    assert (new.version, new.changes, unit(new, town)["net"]["due"]) == (2, "申诉后剔除一件", 0)
    row.refresh_from_db()
    assert unit(row, town)["net"]["due"] == 1


def test_only_who_may_issue_does(town: Town) -> None:
    row = draft(town)
    for somebody in (town.mei, town.jie, town.guan, town.sys):
        for change in (actions.bring_up_to_date, actions.issue, actions.publish):
            with pytest.raises(PermissionDenied):
                change(by=somebody, circular=row, at=OVER)
        with pytest.raises(PermissionDenied):
            actions.correct(by=somebody, circular=row, words="更正", at=OVER)


def test_it_is_public_once_somebody_published_it(town: Town) -> None:
    row = draft(town)
    with pytest.raises(NotIssued):
        actions.publish(by=town.zhong, circular=row, at=OVER)
    actions.issue(by=town.zhong, circular=row, at=OVER)
    assert not Circular.objects.published().exists()
    actions.publish(by=town.zhong, circular=row, at=OVER)
    assert Circular.objects.published().get() == row
    with pytest.raises(Published):
        actions.publish(by=town.zhong, circular=row, at=OVER)
    verbs = Entry.objects.filter(verb__startswith="insight.").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["insight.circular_prepared", "insight.circular_issued", "insight.circular_published"]


def test_figures_that_somebody_touched_are_not_issued(town: Town) -> None:
    row = draft(town)
    row.figures["total"]["raw"]["closed"] = 99
    Circular.objects.update(figures=row.figures)
    with pytest.raises(Tampered):
        actions.issue(by=town.zhong, circular=Circular.objects.get(), at=OVER)


def test_the_database_keeps_one_draft_and_the_order_of_things(town: Town) -> None:
    row = draft(town)
    values: dict[str, Any] = {"figures": {}, "digest": "", "cut_off_at": OVER, "prepared_at": OVER}
    wrong: tuple[dict[str, Any], ...] = (
        {"month": "2026-03", "version": 2, "changes": "第二份草稿"},
        {"month": "2026-04", "version": 2},
        {"month": "2026-04", "published_at": OVER, "published_by": town.zhong},
        {"month": "2026-04", "issued_at": OVER},
    )
    for more in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            Circular.objects.create(**values, **more)
    assert Circular.objects.get() == row


def test_a_circular_tells_no_words_and_no_persons(town: Town) -> None:
    matter = town.answered(by=town.ren)
    exclude(town, matter)
    order = matter.orders.get()
    step = LadderStep.objects.get(act=LadderAct.CIRCULAR)
    Alert.objects.create(order=order, step=step, due_at=T0, at=T0 + DAY)
    row = actions.prepare(month=MARCH, at=OVER)
    left_out, late = row.figures["exclusions"], row.figures["late"]
    assert [(one["number"], one["reason"], one["stage"]) for one in left_out] == [
        (matter.number_shown, "in_court", "granted")
    ]
    assert [(one["number"], one["unit"]) for one in late] == [(matter.number_shown, town.cleaners.code)]
    for word in ("起诉", "演示居民", "城管经办", "垃圾桶"):
        assert word not in str(row.figures)


def test_units_are_ranked_with_their_like_and_from_enough_cases_on(town: Town) -> None:
    """Twelve matters of one department, one of another; from ten on a unit is ranked."""
    Weights.objects.create(response=0, resolution=1, satisfaction=0, minimum=10, valid_from=SINCE)
    rates.kept.forget()
    for _ in range(12):
        handling.rate(reporter=town.reporter(town.answered(by=town.ren)), solved=True, satisfaction=5, at=T0)
    leak = town.matter(by=town.ren, kind=town.leak.code)
    handling.dispatch(by=town.mei, matter=leak, lead=town.water, at=T0)
    found = reads.ranked(reads.lines(MARCH, at=OVER, by=By.UNIT), reads.weights(MARCH))
    assert [(one.group, [band.codes for band in one.ranking.bands], one.too_few) for one in found] == [
        ("department", [(town.cleaners.code,)], (town.water.code,))
    ]


def test_weights_hold_from_the_first_day_of_a_month(town: Town) -> None:
    assert reads.weights(MARCH).by_figure == (("response", 1), ("resolution", 1), ("satisfaction", 1))
    Weights.objects.create(response=2, resolution=5, satisfaction=3, minimum=30, valid_from=T0.date())
    rates.kept.forget()
    assert reads.weights(MARCH).minimum == 1  # set on 2 March: from April on
    assert reads.weights(Month(2026, 4)).by_figure == (("response", 2), ("resolution", 5), ("satisfaction", 3))


def test_an_empty_house_gets_the_examples_once(town: Town) -> None:
    assert [actions.seed(at=T0), actions.seed(at=T0)] == [1 + len(seeds.table("coverage")), 0]
    assert (Weights.objects.get().source[:2], reads.weights(MARCH).minimum) == ("示例", 20)


@given(st.lists(st.integers(0, 30), max_size=12))
def test_no_small_cell_is_told_nor_found_from_the_others(wholes: list[int]) -> None:
    shown = told(wholes, 5)
    hidden = [whole for whole, is_shown in zip(wholes, shown, strict=True) if not is_shown]
    assert all(is_shown == (whole == 0) for whole, is_shown in zip(wholes, shown, strict=True) if whole < 5)
    others = any(whole for whole, is_shown in zip(wholes, shown, strict=True) if is_shown)
    if hidden and others:
        assert len(hidden) > 1
        assert sum(hidden) >= 5


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_twenty_clocks_prepare_one_draft_and_twenty_hands_issue_it_once(town: Town) -> None:
    town.answered(by=town.ren)
    for _ in range(SLICES + 1):
        assert not losers(race([lambda: jobs.prepare(at=OVER) for _ in range(RACERS)]))
    row = Circular.objects.get()
    seen = [Circular.objects.get(pk=row.pk) for _ in range(RACERS)]
    results = race([lambda one=one: actions.issue(by=town.zhong, circular=one, at=OVER) for one in seen])
    assert losers(results) == {Issued: RACERS - 1}
    assert Entry.objects.filter(verb="insight.circular_prepared").count() == 1
    assert Entry.objects.filter(verb="insight.circular_issued").count() == 1

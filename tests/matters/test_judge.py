"""The reporter's word: solved or not, how satisfied, within thirty days."""

from __future__ import annotations

from datetime import timedelta

import pytest

from linli.core.models import Entry
from linli.matters import actions
from linli.matters.errors import AlreadyRated, Moved, NoSuchMark, NothingSaid, TooLate, TooManyWords
from linli.matters.models import Matter, Rating
from linli.matters.rules import REOPEN_WITHIN_DAYS, Stage, UnsolvedReason
from tests.matters.steps import LATER, answered, closed, last_entry, nothing_written, received, verbs_since
from tests.town import T0, Town, answer

HALF = UnsolvedReason.HALF_DONE


def test_solved_closes_and_is_kept_once_a_round(town: Town) -> None:
    matter = answered(town)
    before = last_entry()
    actions.rate(reporter=town.reporter(matter), solved=True, satisfaction=4, words=" 谢谢 ", at=LATER)
    row = Rating.objects.get()
    assert (row.solved, row.satisfaction, row.reason, row.words, row.round) == (True, 4, "", "谢谢", 1)
    assert verbs_since(before) == ["rated", "closed"]
    with nothing_written(AlreadyRated):
        actions.rate(reporter=town.reporter(matter), solved=False, reason=HALF, at=LATER)


def test_a_word_after_the_check_is_kept_and_moves_nothing(town: Town) -> None:
    matter = closed(town)
    before = last_entry()
    actions.rate(reporter=town.reporter(matter), solved=True, satisfaction=5, at=LATER)
    assert verbs_since(before) == ["rated"]
    assert Matter.objects.get(pk=matter.pk).version == matter.version


def test_not_solved_opens_a_closed_matter_with_a_new_promise(town: Town) -> None:
    matter = closed(town)
    at = T0 + timedelta(days=REOPEN_WITHIN_DAYS)
    actions.rate(reporter=town.reporter(matter), solved=False, reason=HALF, satisfaction=1, at=at)
    matter.refresh_from_db()
    assert (matter.stage, matter.round, matter.closed_at) == (Stage.HANDLING, 2, None)
    assert matter.due_at is not None
    assert matter.due_at > at
    assert matter.orders.get().due_at == matter.due_at
    assert Entry.objects.about(matter).get(verb="matters.reopened").params["reason"] == "half_done"


def test_each_round_is_judged_anew(town: Town) -> None:
    matter = answered(town)
    actions.rate(reporter=town.reporter(matter), solved=False, reason=HALF, at=LATER)
    order = matter.orders.get()
    actions.finish(by=town.guan, order=order, answer=answer("这次清完了"), at=LATER)
    actions.rate(reporter=town.reporter(matter), solved=True, satisfaction=5, at=LATER)
    assert list(Rating.objects.order_by("round").values_list("round", "solved")) == [(1, False), (2, True)]


def test_after_thirty_days_a_new_report_is_needed(town: Town) -> None:
    matter = closed(town)
    at = T0 + timedelta(days=REOPEN_WITHIN_DAYS, seconds=1)
    with nothing_written(TooLate):
        actions.rate(reporter=town.reporter(matter), solved=False, reason=HALF, at=at)
    actions.rate(reporter=town.reporter(matter), solved=True, at=at)


def test_not_solved_needs_a_reason(town: Town) -> None:
    matter = answered(town)
    with nothing_written(NothingSaid):
        actions.rate(reporter=town.reporter(matter), solved=False, at=LATER)


@pytest.mark.parametrize("mark", [0, 6, -1, 100_000])
def test_there_are_five_marks(town: Town, mark: int) -> None:
    matter = answered(town)
    with nothing_written(NoSuchMark):
        actions.rate(reporter=town.reporter(matter), solved=True, satisfaction=mark, at=LATER)


def test_a_judgement_is_short(town: Town) -> None:
    matter = answered(town)
    with nothing_written(TooManyWords):
        actions.rate(reporter=town.reporter(matter), solved=True, words="长" * 301, at=LATER)


def test_what_is_not_answered_cannot_be_judged(town: Town) -> None:
    matter = received(town)
    with nothing_written(Moved):
        actions.rate(reporter=town.reporter(matter), solved=True, at=LATER)


def test_who_saw_an_earlier_round_is_told(town: Town) -> None:
    matter = answered(town)
    with nothing_written(Moved):
        actions.rate(reporter=town.reporter(matter), solved=True, at=LATER, version=matter.version - 1)


def test_reporters_of_a_merged_matter_judge_the_one_that_stands(town: Town) -> None:
    other = town.matter(by=town.lao)
    matter = town.handling(by=town.ren)
    actions.merge(by=town.mei, matter=other, into=matter, at=T0)
    order = matter.orders.get()
    actions.sign(by=town.guan, order=order, at=T0)
    actions.finish(by=town.guan, order=order, answer=answer("已清运"), at=T0)
    actions.rate(reporter=town.reporter(matter), solved=True, satisfaction=5, at=LATER)
    actions.rate(reporter=town.reporter(other), solved=False, reason=HALF, at=LATER)
    matter.refresh_from_db()
    assert (matter.stage, matter.round, matter.ratings.count()) == (Stage.HANDLING, 2, 2)

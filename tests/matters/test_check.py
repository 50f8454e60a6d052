"""核查 and 回访: who may say that it is true, and what a reporter says on the phone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from linli.matters import actions
from linli.matters.actions import Judgement
from linli.matters.errors import AlreadyRated, Moved, NoSuchMark, NothingSaid, NotTheirs, OwnAnswer, TooLate
from linli.matters.models import CallBack, Matter, Rating
from linli.matters.reads.call_backs import to_call
from linli.matters.reads.moves import is_own_answer, moves
from linli.matters.rules import REOPEN_WITHIN_DAYS, Stage, UnsolvedReason, may_check
from tests.matters.steps import LATER, answered, closed, last_entry, nothing_written, own_answer, verbs_since
from tests.town import T0, Town, answer


def test_the_rule_itself() -> None:
    assert may_check([1, 2], 3)
    assert not may_check([1, 2], 2)
    assert may_check([], None)


@pytest.mark.parametrize("who", ["wang", "mei"])
def test_nobody_checks_the_answer_of_the_own_unit(town: Town, who: str) -> None:
    matter = own_answer(town)
    with nothing_written(OwnAnswer):
        actions.close(by=getattr(town, who), matter=matter, at=LATER)
    with nothing_written(OwnAnswer):
        actions.send_back(by=getattr(town, who), matter=matter, words="没有解决", at=LATER)


@pytest.mark.parametrize(("who", "may"), [("wang", False), ("mei", False), ("jie", True), ("zhong", True)])
def test_a_check_is_offered_only_to_those_who_may_make_it(town: Town, who: str, may: bool) -> None:
    matter = own_answer(town)
    by = getattr(town, who)
    assert ({"close", "send_back"} <= moves(matter, by)) is may
    assert is_own_answer(matter, by) is not may


@pytest.mark.parametrize("who", ["jie", "zhong"])
def test_the_levels_above_check_what_a_community_answered(town: Town, who: str) -> None:
    matter = own_answer(town)
    actions.close(by=getattr(town, who), matter=matter, at=LATER)
    assert matter.stage == Stage.CLOSED


def test_and_the_reporter_always_can(town: Town) -> None:
    matter = own_answer(town)
    actions.rate(reporter=town.reporter(matter), solved=True, at=LATER)
    assert Matter.objects.get(pk=matter.pk).stage == Stage.CLOSED


def test_what_the_street_answered_the_community_checks(town: Town) -> None:
    matter = town.matter(by=town.ren)
    [order] = actions.dispatch(by=town.mei, matter=matter, lead=town.street, at=T0)
    actions.sign(by=town.jie, order=order, at=T0)
    actions.finish(by=town.jie, order=order, answer=answer(), at=T0)
    matter.refresh_from_db()
    with nothing_written(OwnAnswer):
        actions.close(by=town.jie, matter=matter, at=LATER)
    actions.close(by=town.wang, matter=matter, at=LATER)


# -- call-backs ------------------------------------------------------------------------------------------------------

SOLVED = Judgement(solved=True, satisfaction=5, words="谢谢")
UNSOLVED = Judgement(solved=False, satisfaction=2, reason=UnsolvedReason.HALF_DONE)


def test_the_word_on_the_phone_counts_as_the_reporters_own(town: Town) -> None:
    matter = answered(town)
    before = last_entry()
    row = actions.call_back(
        by=town.jie, matter=matter, reporter=town.reporter(matter), reached=True, said=SOLVED, at=LATER
    )
    assert (row.reached, row.rating, row.round) == (True, Rating.objects.get(), 1)
    assert (row.rating.entered_by, row.rating.solved, row.rating.words) == (town.jie, True, "谢谢")
    assert Matter.objects.get(pk=matter.pk).stage == Stage.CLOSED
    assert verbs_since(before) == ["called_back", "rated", "closed"]


def test_not_solved_on_the_phone_opens_it_again(town: Town) -> None:
    matter = closed(town)
    row = actions.call_back(
        by=town.mei, matter=matter, reporter=town.reporter(matter), reached=True, said=UNSOLVED, at=LATER
    )
    matter.refresh_from_db()
    assert (matter.stage, matter.round, row.round) == (Stage.HANDLING, 2, 1)


def test_tries_that_reach_nobody_are_kept_and_move_nothing(town: Town) -> None:
    matter = answered(town)
    for hour in range(3):
        actions.call_back(
            by=town.mei,
            matter=matter,
            reporter=town.reporter(matter),
            reached=False,
            words="无人接听",
            at=LATER + timedelta(hours=hour),
        )
    assert CallBack.objects.filter(reached=False, rating=None).count() == 3
    assert Matter.objects.get(pk=matter.pk).version == matter.version


def test_who_was_reached_need_not_judge(town: Town) -> None:
    matter = answered(town)
    actions.call_back(by=town.mei, matter=matter, reporter=town.reporter(matter), reached=True, at=LATER)
    assert not Rating.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"said": Judgement(solved=False)}, NothingSaid),
        ({"said": Judgement(solved=True, satisfaction=6)}, NoSuchMark),
        ({"reached": False}, NothingSaid),
        ({"version": 1}, Moved),
        ({"at": LATER + timedelta(days=REOPEN_WITHIN_DAYS)}, TooLate),
    ],
)
def test_a_call_keeps_the_rules_of_judging(town: Town, wrong: dict[str, object], error: type[Exception]) -> None:
    matter = closed(town)
    asked = {"reached": True, "said": SOLVED, "at": LATER} | wrong
    with nothing_written(error):
        actions.call_back(by=town.mei, matter=matter, reporter=town.reporter(matter), **asked)


def test_reporters_of_what_was_merged_are_called_too(town: Town) -> None:
    into = town.handling(by=town.ren)
    other = actions.merge(by=town.mei, matter=town.matter(by=town.lao), into=into, at=T0)
    order = into.orders.get()
    actions.sign(by=town.guan, order=order, at=T0)
    actions.finish(by=town.guan, order=order, answer=answer(), at=T0)
    into.refresh_from_db()
    waiting = [town.reporter(into), town.reporter(other)]

    def listed() -> list[tuple[int, str, int]]:
        return [(line.reporter.pk, line.number, line.tries) for line in to_call([into.place], [], at=LATER)]

    assert listed() == [(reporter.pk, into.number, 0) for reporter in waiting]
    assert to_call([into.place], [town.cleaners.pk], at=LATER) == []
    actions.call_back(by=town.mei, matter=into, reporter=waiting[0], reached=False, at=LATER)
    assert listed() == [(waiting[1].pk, into.number, 0), (waiting[0].pk, into.number, 1)]
    actions.call_back(by=town.mei, matter=into, reporter=waiting[1], reached=True, said=SOLVED, at=LATER)
    assert [pk for pk, _, _ in listed()] == [waiting[0].pk]


def test_who_judged_already_is_not_asked_again(town: Town) -> None:
    matter = answered(town)
    actions.rate(reporter=town.reporter(matter), solved=True, at=LATER)
    matter.refresh_from_db()
    with nothing_written(AlreadyRated):
        actions.call_back(by=town.mei, matter=matter, reporter=town.reporter(matter), reached=False, at=LATER)


def test_who_may_call(town: Town) -> None:
    matter = answered(town)
    reporter = town.reporter(matter)
    for person in (town.wang, town.tom, town.far, town.guan):
        with nothing_written(PermissionDenied):
            actions.call_back(by=person, matter=matter, reporter=reporter, reached=False, at=LATER)
    own = own_answer(town)
    with nothing_written(OwnAnswer):
        actions.call_back(by=town.mei, matter=own, reporter=town.reporter(own), reached=False, at=LATER)
    with nothing_written(NotTheirs):
        actions.call_back(by=town.mei, matter=matter, reporter=town.reporter(own), reached=False, at=LATER)

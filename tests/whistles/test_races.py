"""Twenty at once on one whistle: one wins, the others are told and shown how it stands now."""

from __future__ import annotations

import pytest

from linli.core.models import Entry
from linli.matters.errors import Moved
from linli.whistles import actions
from linli.whistles.errors import AlreadyBlown, AlreadyCalled, AlreadyRated
from linli.whistles.models import Note, Rating, Refusal, Summons, Whistle
from linli.whistles.rules import MOVES, SUMMONS_MOVES, Stage, SummonsStage
from tests.matters.test_races import RACERS, losers, race
from tests.town import T0, Town, fixed
from tests.whistles.steps import (
    LATER,
    blow,
    cause,
    do,
    do_summons,
    last_entry,
    part,
    rate_all,
    summons_in,
    verbs_since,
    whistle_in,
)
from tests.whistles.test_moves import LOGGED, SUMMONS_LOGGED

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("verb", [verb for verb in MOVES if verb != "join"])
def test_one_of_twenty_makes_the_move(town: Town, verb: str) -> None:
    whistle = whistle_in(town, Stage(min(MOVES[verb].before)))
    if verb == "close":
        rate_all(town, whistle)
    seen = [Whistle.objects.get(pk=whistle.pk) for _ in range(RACERS)]
    before = last_entry()
    results = race([lambda one=one: do(town, verb, one, version=one.version) for one in seen])
    assert losers(results) == {Moved: RACERS - 1}
    assert all(lost.fresh.stage == MOVES[verb].after for lost in results if isinstance(lost, Moved))  # type: ignore[attr-defined]
    assert verbs_since(before) == LOGGED[verb]


@pytest.mark.parametrize("verb", [verb for verb in SUMMONS_MOVES if verb != "stand_down"])
def test_one_of_twenty_moves_the_summons(town: Town, verb: str) -> None:
    summons = summons_in(town, SummonsStage(min(SUMMONS_MOVES[verb].before)))
    seen = [part(summons.whistle, town.cleaners) for _ in range(RACERS)]
    before = last_entry()
    results = race([lambda one=one: do_summons(town, verb, one, version=one.version) for one in seen])
    assert losers(results) == {Moved: RACERS - 1}
    assert Summons.objects.get(pk=summons.pk).stage == SUMMONS_MOVES[verb].after
    assert verbs_since(before) == SUMMONS_LOGGED[verb]
    assert Refusal.objects.count() == (verb in ("refuse", "release", "insist"))


def test_departments_that_arrive_at_the_same_moment_begin_one_joint_action(town: Town) -> None:
    people = {town.cleaners: town.guan, town.water: town.shui, town.street: town.jie}
    whistle = blow(town, departments=list(people))
    for unit, by in people.items():
        actions.sign(by=by, summons=part(whistle, unit), at=T0)
    seen = [(part(whistle, unit), by) for unit, by in people.items()]
    results = race(
        [lambda one=one, by=by: actions.arrive(by=by, summons=one, words="到场", at=LATER) for one, by in seen]
    )
    assert not losers(results)
    fresh = Whistle.objects.get(pk=whistle.pk)
    assert (fresh.stage, fresh.version) == (Stage.JOINED, 2)


def test_arriving_and_calling_off_at_once_never_block_each_other(town: Town) -> None:
    for _ in range(5):
        summons = summons_in(town, SummonsStage.SIGNED)
        whistle = Whistle.objects.get(pk=summons.whistle_id)
        results = race(
            [
                lambda one=summons: actions.arrive(by=town.guan, summons=one, words="到场", at=LATER),
                lambda one=whistle: actions.call_off(by=town.mei, whistle=one, words="已解决", at=LATER),
            ]
        )
        assert set(losers(results)) <= {Moved}
        assert losers(results).total() == 1
        fresh = part(whistle, town.cleaners)
        assert (fresh.stage, fresh.whistle.stage) in (
            (SummonsStage.ARRIVED, Stage.JOINED),
            (SummonsStage.STOOD_DOWN, Stage.CALLED_OFF),
        )


def test_one_matter_gets_one_whistle(town: Town) -> None:
    matter, push = town.matter(), cause()
    results = race([lambda: blow(town, matter=matter, cause=push) for _ in range(RACERS)])
    assert losers(results) == {AlreadyBlown: RACERS - 1}
    assert Whistle.objects.count() == 1
    assert Entry.objects.filter(verb="whistles.blown").count() == 1


def test_one_form_sent_twenty_times_is_one_whistle(town: Town) -> None:
    push = cause()
    results = race([lambda: blow(town, cause=push, intent=fixed(5)) for _ in range(RACERS)])
    assert not losers(results)
    assert {whistle.pk for whistle in results} == {Whistle.objects.get().pk}


def test_a_department_is_called_rated_and_noted_once(town: Town) -> None:
    whistle = blow(town, departments=[town.cleaners])
    results = race(
        [
            lambda: actions.call(
                by=town.mei, whistle=Whistle.objects.get(pk=whistle.pk), departments=[town.water], at=LATER
            )
            for _ in range(RACERS)
        ]
    )
    assert losers(results) == {AlreadyCalled: RACERS - 1}
    joined = whistle_in(town, Stage.JOINED)
    results = race(
        [
            lambda: actions.note(
                by=town.mei, whistle=Whistle.objects.get(pk=joined.pk), words="一条", at=LATER, intent=fixed(9)
            )
            for _ in range(RACERS)
        ]
    )
    assert not losers(results)
    assert Note.objects.filter(verb=Note.Verb.NOTED).count() == 1
    summons = part(whistle_in(town, Stage.CONCLUDED), town.cleaners)
    results = race(
        [
            lambda: actions.rate(by=town.mei, summons=summons, in_time=True, helped=True, marks=4, at=LATER)
            for _ in range(RACERS)
        ]
    )
    assert losers(results) == {AlreadyRated: RACERS - 1}
    assert Rating.objects.count() == 1

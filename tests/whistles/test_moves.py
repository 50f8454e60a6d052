"""Every stage and every verb: what the tables allow happens and is logged once, what they refuse leaves no trace."""

from __future__ import annotations

import pytest
from django.db import transaction

from linli.matters.errors import Moved
from linli.whistles.errors import NotRated, RefusedBefore
from linli.whistles.models import Summons, Whistle
from linli.whistles.rules import MOVES, SUMMONS_MOVES, Stage, SummonsStage
from tests.town import Town
from tests.whistles.steps import do, do_summons, last_entry, part, rate_all, summons_in, verbs_since, whistle_in

LOGGED = {"join": ["arrived"], "conclude": ["concluded"], "close": ["closed"], "call_off": ["called_off"]}
SUMMONS_LOGGED = {
    "sign": ["signed"],
    "contact": ["contacted"],
    "arrive": ["arrived"],
    "finish": ["finished"],
    "refuse": ["refused"],
    "release": ["released"],
    "insist": ["insisted"],
    "stand_down": ["called_off"],
}
BY_OTHERS = ("join", "stand_down")  # moves that come with another one


def cases(table: dict, stages: type) -> list[tuple[str, str]]:
    return [(verb, stage) for verb in table for stage in stages]


@pytest.mark.parametrize(("verb", "stage"), cases(MOVES, Stage))
def test_a_whistle_moves_by_its_table_and_by_nothing_else(town: Town, verb: str, stage: Stage) -> None:
    whistle = whistle_in(town, stage)
    if verb == "join":
        whistle = summons_in(town, SummonsStage.SIGNED, whistle).whistle if stage == Stage.BLOWN else whistle
    if verb == "close" and stage == Stage.CONCLUDED:
        rate_all(town, whistle)
    before = last_entry()
    if stage in MOVES[verb].before:
        do(town, verb, whistle)
        assert Whistle.objects.get(pk=whistle.pk).stage == MOVES[verb].after
        assert verbs_since(before) == LOGGED[verb]
        return
    with pytest.raises((Moved, NotRated)) as raised, transaction.atomic():
        do(town, verb, whistle)
    assert verbs_since(before) == []
    assert Whistle.objects.get(pk=whistle.pk).stage == stage
    if isinstance(raised.value, Moved) and isinstance(raised.value.fresh, Whistle):
        assert raised.value.fresh.stage == stage


@pytest.mark.parametrize(("verb", "stage"), cases(SUMMONS_MOVES, SummonsStage))
def test_a_summons_moves_by_its_table_and_by_nothing_else(town: Town, verb: str, stage: SummonsStage) -> None:
    summons = summons_in(town, stage)
    before = last_entry()
    if stage in SUMMONS_MOVES[verb].before:
        do_summons(town, verb, summons)
        assert Summons.objects.get(pk=summons.pk).stage == SUMMONS_MOVES[verb].after
        assert verbs_since(before) == SUMMONS_LOGGED[verb]
    elif verb != "stand_down":
        with pytest.raises((Moved, RefusedBefore)), transaction.atomic():
            do_summons(town, verb, summons)
        assert verbs_since(before) == []
        assert Summons.objects.get(pk=summons.pk).stage == stage


def test_a_version_that_is_gone_loses(town: Town) -> None:
    summons = summons_in(town, SummonsStage.SIGNED)
    with pytest.raises(Moved) as raised, transaction.atomic():
        do_summons(town, "contact", summons, version=summons.version - 1)
    assert raised.value.fresh == summons
    whistle = whistle_in(town, Stage.JOINED)
    with pytest.raises(Moved), transaction.atomic():
        do(town, "conclude", whistle, version=whistle.version - 1)


def test_with_the_result_who_came_is_done_and_who_did_not_is_stood_down(town: Town) -> None:
    whistle = whistle_in(town, Stage.CONCLUDED)
    assert part(whistle, town.cleaners).stage == SummonsStage.DONE
    assert part(whistle, town.water).stage == SummonsStage.STOOD_DOWN
    assert part(whistle, town.water).ended_at == whistle.concluded_at

"""Twenty at once on one task: one makes the move, the others are told how it stands."""

from __future__ import annotations

import pytest

from linli.core.models import Entry
from linli.duties import actions, errors
from linli.duties.models import Admission, BurdenRecord
from linli.duties.rules.admission import MOVES
from tests.duties.asking import IN, do, says
from tests.duties.test_burden import noted
from tests.matters.test_races import RACERS, losers, race
from tests.town import T0, Town, fixed

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("verb", MOVES)
def test_one_of_twenty_makes_the_move(town: Town, verb: str) -> None:
    row = IN[min(MOVES[verb].before)](town)
    seen = [Admission.objects.get(pk=row.pk) for _ in range(RACERS)]
    before = Entry.objects.about(row).count()
    results = race([lambda one=one: do(town, verb, one, one.version) for one in seen])
    if verb == "expire":
        assert sorted(results) == [False] * (RACERS - 1) + [True]
    else:
        assert losers(results) == {errors.AdmissionMoved: RACERS - 1}
    assert Admission.objects.get(pk=row.pk).stage == MOVES[verb].after
    assert Entry.objects.about(row).count() == before + 1


def test_of_admit_and_refuse_at_once_one_stands(town: Town) -> None:
    row = IN["asked"](town)
    seen = [Admission.objects.get(pk=row.pk) for _ in range(RACERS)]
    results = race([lambda one=one, n=n: do(town, ("admit", "refuse")[n % 2], one) for n, one in enumerate(seen)])
    assert losers(results) == {errors.AdmissionMoved: RACERS - 1}


def test_one_form_sent_twenty_times_asks_once(town: Town) -> None:
    results = race(
        [lambda: actions.ask(by=town.guan, asker=town.cleaners, says=says(), at=T0, intent=fixed(5))] * RACERS
    )
    assert not losers(results)
    assert Admission.objects.count() == 1
    assert Entry.objects.filter(verb="duties.admission_asked").count() == 1


def test_one_tap_that_arrives_twenty_times_is_noted_once(town: Town) -> None:
    results = race([lambda: noted(town, intent=fixed(6))] * RACERS)
    assert not losers(results)
    assert BurdenRecord.objects.count() == 1

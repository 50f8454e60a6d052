"""Many matters at once: each moves by itself, once, whatever the others do and however often it is sent."""

from __future__ import annotations

from uuid import uuid4

import pytest

from linli.core.intents import IntentConflict
from linli.core.models import Entry
from linli.desks import actions
from linli.desks.actions import batch as batches
from linli.desks.errors import TooMany
from linli.desks.models import Batch
from linli.matters import actions as matters
from linli.matters.models import Matter
from linli.matters.rules import DeclineReason, Stage
from tests.town import GRIDS, INSIDE, T0, Town, fixed


def seen(*made: Matter) -> list[tuple[Matter, int]]:
    return [(matter, matter.version) for matter in made]


def outcomes(batch: Batch) -> list[str]:
    return list(batch.items.values_list("outcome", flat=True))


def test_each_matter_is_dispatched_with_log_rows_of_its_own(town: Town) -> None:
    made = [town.matter() for _ in range(3)]
    asked = {"lead": town.cleaners, "task": ""}
    batch = actions.move_many(by=town.mei, move="dispatch", seen=seen(*made), asked=asked, intent=uuid4(), at=T0)
    assert outcomes(batch) == ["done"] * 3
    assert Matter.objects.filter(stage=Stage.HANDLING).count() == 3
    assert Entry.objects.filter(verb="matters.dispatched").count() == 3


def test_one_that_cannot_be_moved_stops_none_of_the_others(town: Town) -> None:
    fine, moved, away = town.matter(), town.matter(), town.matter(point=INSIDE[GRIDS[4]])
    asked = seen(fine, moved, away)
    matters.accept(by=town.mei, matter=moved, at=T0)
    batch = actions.move_many(by=town.mei, move="accept", seen=asked, asked={}, intent=uuid4(), at=T0)
    assert outcomes(batch) == ["done", "Moved", "PermissionDenied"]


def test_the_same_intent_moves_nothing_twice_and_another_body_is_refused(town: Town) -> None:
    made = seen(town.matter(), town.matter())
    for _ in range(2):
        batch = actions.move_many(by=town.mei, move="accept", seen=made, asked={}, intent=fixed(1), at=T0)
        assert outcomes(batch) == ["done", "done"]
    assert Batch.objects.count() == 1
    assert Entry.objects.filter(verb="matters.accepted").count() == 2
    with pytest.raises(IntentConflict):
        actions.move_many(by=town.mei, move="accept", seen=made[:1], asked={}, intent=fixed(1), at=T0)


def test_a_batch_that_was_cut_off_goes_on_where_it_stopped(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    made = seen(town.matter(), town.matter())
    accept, calls = batches.MOVES["accept"], []

    def dies(**asked: object) -> str:
        calls.append(asked)
        if len(calls) == 2:
            raise MemoryError
        return accept(**asked)

    monkeypatch.setattr(batches, "MOVES", {"accept": dies})
    with pytest.raises(MemoryError):
        actions.move_many(by=town.mei, move="accept", seen=made, asked={}, intent=fixed(1), at=T0)
    batch = actions.move_many(by=town.mei, move="accept", seen=made, asked={}, intent=fixed(1), at=T0)
    assert outcomes(batch) == ["done", "done"]
    assert Entry.objects.filter(verb="matters.accepted").count() == 2


def test_a_street_that_declines_many_proposes_each(town: Town) -> None:
    asked = {"reason": DeclineReason.IN_COURT, "words": "法院已立案"}
    batch = actions.move_many(by=town.jie, move="decline", seen=seen(town.matter()), asked=asked, intent=uuid4(), at=T0)
    assert outcomes(batch) == ["proposed"]


def test_at_most_two_hundred(town: Town) -> None:
    matter = town.matter()
    for many in (0, 201):
        with pytest.raises(TooMany):
            actions.move_many(by=town.mei, move="accept", seen=seen(matter) * many, asked={}, intent=uuid4(), at=T0)

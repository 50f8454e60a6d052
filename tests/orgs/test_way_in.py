"""Writes of places ask for no authority themselves, so there is one way in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied

import linli
from linli.core.models import Entry
from linli.orgs import actions
from linli.orgs.models import Organisation
from linli.places.actions import StillInUse
from linli.places.models import Division, Grid
from tests.town import T0, Town

ON = date(2026, 6, 1)


def test_only_orgs_calls_the_writes_of_places() -> None:
    root = Path(linli.__file__).parent
    own = ("places/", "orgs/actions/imports.py")
    callers = [
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        if any(word in path.read_text() for word in ("load_divisions", "load_grids", "places.end_division"))
    ]
    assert [path for path in callers if not path.startswith(own)] == []


def test_a_code_ends_when_nothing_stands_on_it(town: Town) -> None:
    community = Division.objects.get(code="320583101001")

    def end() -> None:
        actions.end_division(by=town.zhong, division=community, on=ON, at=T0)

    with pytest.raises(StillInUse):
        end()  # a committee answers for it
    Organisation.objects.filter(division=community).update(valid_to=ON)
    with pytest.raises(StillInUse):
        end()  # it has a grid
    Grid.objects.filter(community=community).update(valid_to=ON)
    end()
    community.refresh_from_db()
    assert community.valid_to == ON
    assert Division.objects.valid(date(2026, 5, 31)).filter(pk=community.pk).exists()
    assert not Division.objects.valid(ON).filter(pk=community.pk).exists()
    assert Entry.objects.get(verb="places.division_ended").place == community.prefix
    with pytest.raises(StillInUse):
        end()  # it has ended


def test_a_town_does_not_end_before_its_communities(town: Town) -> None:
    Organisation.objects.filter(division=town.other_town).update(valid_to=ON)
    with pytest.raises(StillInUse):
        actions.end_division(by=town.zhong, division=town.other_town, on=ON, at=T0)


def test_a_desk_ends_no_code(town: Town) -> None:
    for person in (town.mei, town.jie, town.sys, town.aud):
        with pytest.raises(PermissionDenied):
            actions.end_division(by=person, division=town.community, on=ON, at=T0)

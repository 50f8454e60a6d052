"""Many at once: one decides, one merges, nobody is written to a household that moves out."""

from __future__ import annotations

import pytest

from linli.homes import errors
from linli.homes.actions import households, merging, slips
from linli.homes.models import ChangeRequest, Household, Occupant
from linli.homes.rules import Asked
from tests.homes.doors import household, lives
from tests.matters.test_races import losers, race
from tests.town import T0, Town

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

RACERS = 8


def test_two_households_that_are_joined_to_each_other_at_once_end_as_one(town: Town) -> None:
    one, two = household(town), household(town, "9")
    pairs = [(one, two), (two, one)] * (RACERS // 2)
    deeds = [
        lambda into=into, gone=gone: merging.merge(by=town.mei, into=into, gone=gone, doubles={}, at=T0)
        for into, gone in pairs
    ]
    assert losers(race(deeds)) == {errors.HouseholdOver: RACERS - 1}
    assert Household.objects.living().count() == 1


def test_one_of_many_decides_about_a_correction(town: Town) -> None:
    home = household(town)
    person = lives(town, home)
    slip = slips.open_slip(code=slips.give(by=town.mei, household=home, at=T0), address="", at=T0)
    asked = slips.ask(slip=slip, asks=Asked.NAME, occupant=person, words="演示独居者戊", at=T0)
    seen = [ChangeRequest.objects.select_related("occupant", "household").get(pk=asked.pk) for _ in range(RACERS)]
    results = race([lambda one=one: slips.take(by=town.mei, request=one, at=T0) for one in seen])
    assert losers(results) == {errors.Decided: RACERS - 1}
    person.refresh_from_db()
    assert person.name == "演示独居者戊"


def test_nobody_is_left_in_a_household_that_moved_out_meanwhile(town: Town) -> None:
    home = household(town)
    write = [lambda: lives(town, home) for _ in range(RACERS - 1)]
    results = race([*write, lambda: households.move_out(by=town.mei, household=home, at=T0)])
    assert set(losers(results)) <= {errors.HouseholdOver}
    assert not Occupant.objects.exists()

"""A household written twice becomes one, and two again; one that parts becomes two."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from linli.core.models import Entry
from linli.homes import errors
from linli.homes.actions import grounds, households, merging, slips
from linli.homes.models import CareNeed, Household, Occupant
from linli.homes.reads.household import shown
from linli.homes.reads.merging import likely_doubles, side_by_side
from linli.homes.reads.scopes import in_charge
from linli.homes.rules import End
from tests.homes.doors import NAME, TODAY, alone, door, gone, household, lives
from tests.town import T0, Town


def names(home: Household) -> list[str]:
    return [Occupant.objects.get(pk=one.pk).name for one in shown(home, on=TODAY).people]


def test_two_households_stand_side_by_side_and_who_seems_the_same_is_paired(town: Town) -> None:
    into, gone_ = household(town), household(town, "9")
    same = lives(town, into)
    lives(town, into, "演示家人一", "")
    again = lives(town, gone_, "演示独居", same.phone)  # the same number, another name
    other = lives(town, gone_, "演示家人二", "")
    pairs = side_by_side(into, gone_, on=TODAY).pairs
    keys = [(pair.stays and pair.stays.pk, pair.joins and pair.joins.pk) for pair in pairs]
    assert keys[0] == (same.pk, again.pk) and keys[2] == (None, other.pk) and keys[1][1] is None
    assert list(likely_doubles(into, in_charge(town.mei), on=TODAY)) == [gone_]
    assert not likely_doubles(into, in_charge(town.tom), on=TODAY).exists()


def test_one_household_after_a_merge_and_two_as_they_were_after_it_is_undone(town: Town) -> None:
    into, twice = household(town), household(town, "9")
    one, again = lives(town, into), lives(town, twice)
    child = lives(town, twice, "演示家人二", "")
    need = alone(town, again)
    merging.merge(by=town.mei, into=into, gone=twice, doubles={again.pk: one.pk}, at=T0)
    assert names(into) == [NAME, "演示家人二"]
    assert [told.pk for told in shown(into, on=TODAY).people[0].needs] == [need.pk]
    assert set(in_charge(town.mei)) == {into}
    entry = Entry.objects.get(verb="homes.merged")
    assert (entry.subject_id, entry.params["joined"], entry.params["doubles"]) == (
        into.pk,
        twice.pk,
        {str(again.pk): one.pk},
    )
    merging.unmerge(by=town.mei, gone=twice, at=T0)
    twice.refresh_from_db()
    assert (twice.end, names(into), names(twice)) == ("", [NAME], [NAME, "演示家人二"])
    assert CareNeed.objects.get().occupant == again and child.household_id == twice.pk


def test_what_is_erased_after_a_merge_is_erased_where_it_was_written_twice(town: Town) -> None:
    into, twice = household(town), household(town, "9")
    one, again = lives(town, into), lives(town, twice)
    merging.merge(by=town.mei, into=into, gone=twice, doubles={again.pk: one.pk}, at=T0)
    grounds.erase(by=town.mei, line=one, at=T0)
    assert gone(again) and not Occupant.objects.exists()
    lives(town, into)
    households.move_out(by=town.mei, household=into, at=T0)
    with pytest.raises(errors.HouseholdOver):
        merging.unmerge(by=town.mei, gone=twice, at=T0)


def test_a_merge_names_two_living_households_of_ones_own_and_who_is_whom(town: Town) -> None:
    into, other, third = household(town), household(town, "9"), household(town, "1001")
    one, again = lives(town, into), lives(town, other)

    def merge(by: object = town.mei, into: Household = into, gone: Household = other, **doubles: int) -> None:
        told = {int(key[1:]): value for key, value in doubles.items()}
        merging.merge(by=by, into=into, gone=gone, doubles=told, at=T0)  # type: ignore[arg-type]

    for stranger in (town.tom, town.wang, town.jie):  # a grid alone does not settle what two grids wrote
        with pytest.raises(PermissionDenied):
            merge(by=stranger)
    with pytest.raises(errors.SameHousehold):
        merge(gone=into)
    with pytest.raises(errors.NotTheirs):
        merge(**{f"_{one.pk}": again.pk})
    both = lives(town, other, "演示家人二", "")
    with pytest.raises(errors.NotTheirs):
        merge(**{f"_{again.pk}": one.pk, f"_{both.pk}": one.pk})
    merge(into=other, gone=third)
    with pytest.raises(errors.MergedInto):
        merge()
    with pytest.raises(errors.HouseholdOver):
        merge(into=third, gone=into)


def test_a_household_that_parts_becomes_two_and_the_old_slip_shows_neither(town: Town) -> None:
    home = household(town)
    stays, goes = lives(town, home), lives(town, home, "演示家人二", "")
    alone(town, goes)
    code = slips.give(by=town.mei, household=home, at=T0)
    made = merging.split(by=town.mei, household=home, people=[goes.pk], dwelling=door(town, "9"), at=T0)
    assert (names(home), names(made)) == ([NAME], ["演示家人二"])
    assert len(shown(made, on=TODAY).people[0].needs) == 1
    with pytest.raises(errors.SlipGone):
        slips.open_slip(code=code, address="127.0.0.1", at=T0)
    with pytest.raises(errors.NobodyParts):
        merging.split(by=town.mei, household=home, people=[stays.pk], dwelling=door(town), at=T0)
    with pytest.raises(errors.NotTheirs):
        merging.split(by=town.mei, household=home, people=[goes.pk], dwelling=door(town), at=T0)
    assert home.end != End.MERGED

"""What halls do beyond being open: words of the county, crises, beds and bays, open and closed estates."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from linli.core.models import Entry
from linli.orgs.actions import facilities as keeping
from linli.orgs.actions import halls
from linli.orgs.authority import SYSTEM
from linli.places import jobs, rules
from linli.places.actions.crises import AssetSays
from linli.places.actions.facilities import KindSays, OfferingSays
from linli.places.errors import (
    AllocationOver,
    AllocationUnfit,
    CrisisOver,
    CrisisRuns,
    FormStands,
    NoneFree,
    TooFewPlaces,
    UnknownFacilityKind,
    WordEnded,
    WordTaken,
    WordUnfit,
)
from linli.places.models import Allocation, AllotmentSort, AssetSort, EstateForm, Facility, FacilityKind
from linli.places.reads import allotments as free
from linli.places.reads import crises
from linli.places.reads.facilities import directory, vocabulary
from tests.matters.test_races import losers, race
from tests.places.facilities import details, facility
from tests.places.halls import BED, RICE, TODAY, TOMORROW, beds, crisis, given, listed
from tests.town import T0, Town

SHELTER = KindSays("应急避难点", "Shelter", has_levels=False, in_circle=False)
SQUAD = AssetSays(AssetSort.PEOPLE, "应急小队", 12, "人", "社区值班岗")


def test_a_new_kind_can_be_chosen_from_its_day(town: Town) -> None:
    facility()
    halls.begin_word(by=town.zhong, says=SHELTER, code="shelter", on=TOMORROW, at=T0)
    with pytest.raises(UnknownFacilityKind):
        keeping.add_facility(by=SYSTEM, details=details(kind="shelter", level=None, name="演示点"), at=T0)
    made = keeping.add_facility(
        by=SYSTEM, details=details(kind="shelter", level=None, name="演示点"), at=T0 + timedelta(days=1)
    )
    assert made.kind_id == "shelter"
    with pytest.raises(WordTaken):
        halls.begin_word(by=town.zhong, says=SHELTER, code="shelter", on=TOMORROW, at=T0)
    with pytest.raises(WordUnfit):
        halls.begin_word(by=town.zhong, says=SHELTER, code="避难点", on=TOMORROW, at=T0)
    with pytest.raises(PermissionDenied):
        halls.begin_word(by=town.mei, says=SHELTER, code="other", on=TOMORROW, at=T0)


def test_a_kind_that_ended_stays_with_those_that_have_it(town: Town) -> None:
    there = facility()
    kind, later = FacilityKind.objects.get(pk="service_centre"), T0 + timedelta(days=1)
    halls.end_word(by=town.zhong, row=kind, on=TOMORROW, at=T0)
    with pytest.raises(WordEnded):
        halls.end_word(by=town.zhong, row=kind, on=TOMORROW, at=T0)
    assert keeping.change_facility(by=SYSTEM, facility=there, details=details(address="演示路 1 号"), at=later)
    with pytest.raises(UnknownFacilityKind):
        keeping.add_facility(by=SYSTEM, details=details(name="另一个"), at=later)
    assert vocabulary().kinds["service_centre"].name == "党群服务中心"


def test_another_name_of_an_offering_is_read_everywhere_and_the_log_keeps_the_old_one(town: Town) -> None:
    facility()
    water = halls.begin_word(by=town.zhong, says=OfferingSays("热水", "Hot water"), code="hot_water", on=TODAY, at=T0)
    assert halls.change_word(by=town.zhong, row=water, says=OfferingSays("开水", "Boiled water"), at=T0)
    assert not halls.change_word(by=town.zhong, row=water, says=OfferingSays("开水", "Boiled water"), at=T0)
    assert vocabulary().offerings["hot_water"].name == "开水"
    assert Entry.objects.get(verb="places.word_changed").params["before"]["name"] == "热水"


def test_in_a_crisis_everybody_reads_what_is_given_out_there(town: Town) -> None:
    centre = facility()
    for says in (RICE, SQUAD):
        listed(town, centre, says)
    known = directory().there(TODAY)
    assert crises.surges(known, T0) == {}
    storm = crisis(town)
    surge = crises.surges(known, T0)[centre.pk]
    assert surge.crisis == storm and [row.name for row in surge.given_out] == ["热食"]
    with pytest.raises(CrisisRuns):
        halls.begin_crisis(by=town.jie, division=town.town, name="再来一次", words="", at=T0)
    with pytest.raises(PermissionDenied):
        halls.begin_crisis(by=town.far, division=town.town, name="别处", words="", at=T0)
    halls.end_crisis(by=town.jie, crisis=storm, at=T0 + timedelta(hours=3))
    with pytest.raises(CrisisOver):
        halls.end_crisis(by=town.jie, crisis=storm, at=T0 + timedelta(hours=4))
    assert crises.surges(known, T0 + timedelta(hours=4)) == {}
    verbs = Entry.objects.filter(verb__startswith="places.crisis").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["places.crisis_begun", "places.crisis_ended"]


def test_another_amount_is_a_new_row_from_today(town: Town) -> None:
    centre = facility()
    listed(town, centre)
    more = AssetSays(AssetSort.MEALS, "热食", 300, "份", "街道应急值守岗", is_given_out=True)
    row = halls.list_asset(by=town.mei, facility=centre, says=more, at=T0 + timedelta(days=3))
    here = Facility.objects.filter(pk=centre.pk)
    assert crises.totals(here, T0 + timedelta(days=3)) == [(AssetSort.MEALS, "份", 300)]
    assert crises.totals(here, T0 + timedelta(days=2)) == [(AssetSort.MEALS, "份", 200)]
    halls.end_asset(by=town.mei, row=row, at=T0 + timedelta(days=4))
    assert crises.totals(here, T0 + timedelta(days=4)) == []


@pytest.mark.once
def test_the_fullest_day_counts_who_leaves_before_who_comes() -> None:
    days = [TODAY + timedelta(days=n) for n in range(6)]
    taken = [(days[0], days[2]), (days[2], days[4]), (days[1], days[3])]
    assert rules.fullest(taken, days[0], days[5]) == 2
    assert rules.fullest(taken, days[3], days[5]) == 1
    assert rules.fullest(taken, days[4], days[5]) == 0


def test_no_bed_is_given_twice_on_one_day(town: Town) -> None:
    row = beds(town)
    given(town, row, 0, 5)
    given(town, row, 3, 9)
    with pytest.raises(NoneFree):
        given(town, row, 4, 6)
    given(town, row, 5, 9)  # the first has left
    assert free.free_of([row.facility_id], at=T0)[row.facility_id].free == 1
    with pytest.raises(TooFewPlaces):
        halls.set_allotment(by=town.jie, facility=row.facility, sort=AllotmentSort.BED, number=1, how="同上", at=T0)


def test_an_allocation_that_ends_is_free_from_that_day(town: Town) -> None:
    row = beds(town, 1)
    taken = given(town, row, 0, 30)
    halls.end_allocation(by=town.jie, row=taken, at=T0 + timedelta(days=2))
    with pytest.raises(AllocationOver):
        halls.end_allocation(by=town.jie, row=taken, at=T0 + timedelta(days=2))
    given(town, row, 2, 30)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"name": " "}, "name"),
        ({"first": -1}, "since"),
        ({"last": 0}, "until"),
        ({"last": 400}, "until"),
    ],
)
def test_what_is_no_allocation_is_refused_by_name(town: Town, more: dict[str, Any], field: str) -> None:
    with pytest.raises(AllocationUnfit) as refused:
        given(town, beds(town), **more)
    assert refused.value.args == (field,)


def test_only_the_street_gives_beds(town: Town) -> None:
    row = beds(town)
    for other in (town.mei, town.far):
        with pytest.raises(PermissionDenied):
            halls.allot(by=other, allotment=row, since=TODAY, until=TOMORROW, at=T0, **BED)


def test_a_name_is_read_on_record_and_erased_after_the_stay(town: Town) -> None:
    taken = given(town, beds(town), 0, 3)
    assert halls.reveal_allocation(by=town.jie, row=taken, purpose="check_in", at=T0) == BED["name"]
    assert Entry.objects.get(verb="places.allocation_revealed").params["purpose"] == "check_in"
    assert jobs.erase_names(at=T0 + timedelta(days=2)) == 0
    assert [jobs.erase_names(at=T0 + timedelta(days=3)) for _ in range(2)] == [1, 0]
    taken.refresh_from_db()
    assert taken.name == "" and taken.firm == "" and taken.erased_at is not None
    assert not any(BED["name"] in str(entry.params) for entry in Entry.objects.all())


def test_an_estate_is_open_or_closed_from_a_day_on(town: Town) -> None:
    estate = town.estate()
    halls.set_form(by=town.mei, estate=estate, form=EstateForm.CLOSED, on=TODAY, at=T0)
    halls.set_form(by=town.mei, estate=estate, form=EstateForm.OPEN, on=TOMORROW, at=T0)
    assert [(row.form, row.valid_to) for row in estate.forms.order_by("valid_from")] == [
        ("closed", TOMORROW),
        ("open", None),
    ]
    with pytest.raises(FormStands):
        halls.set_form(by=town.mei, estate=estate, form=EstateForm.OPEN, on=TOMORROW + timedelta(days=1), at=T0)
    with pytest.raises(PermissionDenied):
        halls.set_form(by=town.far, estate=estate, form=EstateForm.CLOSED, on=TOMORROW, at=T0)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_last_bed_goes_to_one_of_twelve_who_ask_at_once(town: Town) -> None:
    row = beds(town, 1)
    results = race([lambda: given(town, row) for _ in range(12)])
    assert losers(results) == {NoneFree: 11}
    assert Allocation.objects.count() == 1
    assert Facility.objects.get().allotment.turns >= 2
    assert timezone.localdate(T0) == TODAY

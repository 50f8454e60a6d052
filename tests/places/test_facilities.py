"""Facilities are kept by their community, looked at, doubted when doors are shut, and ended."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from linli.core.models import Entry
from linli.orgs import actions
from linli.places import errors, hours_text
from linli.places.actions import facilities as places
from linli.places.hours import Hours
from linli.places.models import DoorNote, Facility, FacilityKind
from linli.places.reads import facilities as reads
from tests.places.facilities import ALWAYS, OFFICE, SHUT_ON_WEDNESDAY, details, facility
from tests.town import GRIDS, T0, Town

NIGHT = T0 + timedelta(hours=14)


def test_what_was_told_comes_back_from_the_directory(town: Town) -> None:
    hours = Hours(hours_text.read("Mo-Fr 09:00-17:30; Sa[1] 09:00-11:00"), SHUT_ON_WEDNESDAY, OFFICE.holidays)
    told = details(hours=hours, offers=frozenset({"water", "toilet"}), wheelchair="partly", phone="0512-00000000")
    made = facility(hours=hours, offers=told.offers, wheelchair="partly", phone=told.phone)
    assert reads.directory().by_pk[made.pk].details == told


def test_a_community_keeps_its_own_and_no_other(town: Town) -> None:
    places.seed()
    made = actions.add_facility(by=town.mei, details=details(), at=T0)
    with pytest.raises(PermissionDenied):
        actions.add_facility(by=town.tom, details=details(), at=T0)
    with pytest.raises(PermissionDenied):
        actions.change_facility(by=town.wang, facility=made, details=details(phone="1"), at=T0)
    with pytest.raises(PermissionDenied):
        actions.verify_facility(by=town.far, facility=made, at=T0)
    with pytest.raises(PermissionDenied):
        actions.end_facility(by=town.guan, facility=made, on=timezone.localdate(T0), at=T0)
    assert actions.change_facility(by=town.jie, facility=made, details=details(phone="0512-1"), at=T0)
    assert actions.change_facility(by=town.zhong, facility=made, details=details(phone="0512-2"), at=T0)


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"name": " "}, errors.DetailsMissing),
        ({"address": "路" * 121}, errors.DetailsMissing),
        ({"name": "有\x00字"}, errors.DetailsMissing),
        ({"wheelchair": "maybe"}, errors.DetailsMissing),
        ({"kind": "palace"}, errors.UnknownFacilityKind),
        ({"kind": "library", "level": 9}, errors.DetailsMissing),
        ({"offers": frozenset({"gold"})}, errors.UnknownOffering),
        ({"point": (116.4, 39.9)}, errors.PointOutside),
        ({"hours": Hours(hours_text.read("Mo 09:00-10:00;" * 15))}, errors.BadHours),
    ],
)
def test_what_no_facility_can_be_is_refused_by_name(
    town: Town, more: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error):
        facility(**more)
    assert not Facility.objects.exists()


def test_a_name_is_taken_once_in_a_community_until_the_facility_ends(town: Town) -> None:
    made = facility()
    with pytest.raises(errors.FacilityTaken):
        facility()
    later = T0 + timedelta(days=3)
    actions.end_facility(by=town.mei, facility=made, on=timezone.localdate(later), at=later)
    facility()
    with pytest.raises(errors.FacilityEnded):
        actions.change_facility(by=town.mei, facility=made, details=details(phone="1"), at=later)
    with pytest.raises(errors.FacilityEnded):
        actions.end_facility(by=town.mei, facility=made, on=timezone.localdate(later), at=later)


def test_the_history_says_what_was_told_before_and_after_and_nothing_when_nothing_changed(town: Town) -> None:
    made = facility()
    assert not actions.change_facility(by=town.mei, facility=made, details=details(), at=T0)
    actions.change_facility(by=town.mei, facility=made, details=details(hours=ALWAYS), at=T0)
    newest, first = reads.history(made)
    assert (first.verb, newest.verb) == ("places.facility_added", "places.facility_changed")
    assert newest.params["before"] == {"hours": "Mo-Fr 09:00-17:30", "holidays": "office"}
    assert newest.params["after"] == {"hours": "24/7", "holidays": "as_usual"}
    assert newest.actor_id == town.mei.pk


def test_a_shut_door_is_told_without_a_name_and_two_of_a_week_are_shown(town: Town) -> None:
    made = facility()
    places.tell_closed(facility=made, at=T0 + timedelta(hours=1))
    assert reads.told_closed(NIGHT) == {made.pk: 1}
    assert not reads.doubted(NIGHT)
    places.tell_closed(facility=made, at=T0 + timedelta(hours=2))
    assert reads.doubted(NIGHT) == {made.pk}
    assert not reads.doubted(NIGHT + timedelta(days=7))  # a week later it is no news
    assert set(Entry.objects.filter(verb="places.door_found_closed").values_list("actor_id", flat=True)) == {None}
    assert {field.name for field in DoorNote._meta.get_fields()} == {"id", "facility", "told_at", "settled_at"}


def test_a_door_that_is_shut_by_its_own_hours_is_no_news(town: Town) -> None:
    made = facility()
    with pytest.raises(errors.NotOpenNow):
        places.tell_closed(facility=made, at=NIGHT)
    unknown = facility(name="没有写时间的", hours=Hours())
    places.tell_closed(facility=unknown, at=NIGHT)


def test_who_looks_settles_what_was_said_and_only_that(town: Town) -> None:
    made = facility()
    for hours in (1, 2):
        places.tell_closed(facility=made, at=T0 + timedelta(hours=hours))
    actions.verify_facility(by=town.mei, facility=made, at=T0 + timedelta(hours=3))
    assert not reads.told_closed(NIGHT)
    known = reads.directory().by_pk[made.pk]
    assert (known.verified_at, known.verified_by) == (T0 + timedelta(hours=3), "里厍社区居委会")
    places.tell_closed(facility=made, at=T0 + timedelta(hours=4))
    assert reads.told_closed(NIGHT) == {made.pk: 1}


def test_the_street_looks_in_its_own_name(town: Town) -> None:
    made = facility()
    actions.verify_facility(by=town.jie, facility=made, at=T0)
    assert reads.directory().by_pk[made.pk].verified_by == "玉山镇人民政府"


def test_seeding_again_adds_nothing_and_keeps_a_new_name(town: Town) -> None:
    assert places.seed() > 30
    FacilityKind.objects.filter(pk="rest_station").update(name="骑手驿站")
    assert places.seed() == 0
    assert FacilityKind.objects.get(pk="rest_station").name == "骑手驿站"


def test_the_nearest_come_first_and_those_without_a_point_last(town: Town) -> None:
    nowhere = facility(name="没有位置的", point=None)
    far, near = facility(name="远的", point=(120.915, 31.305)), facility(name="近的")
    found = reads.nearest_first(reads.directory().facilities, details().point or (0, 0))
    assert [one.pk for one in found] == [near.pk, far.pk, nowhere.pk]
    assert found[1].metres_from(details().point or (0, 0)) == pytest.approx(951, abs=3)


def test_the_directory_is_there_by_area_and_day(town: Town) -> None:
    facility()
    other = facility(name="邻社区的", place=GRIDS[2][:12])
    today = timezone.localdate(T0)
    assert len(reads.directory().there(today, "320583100")) == 2
    assert [one.pk for one in reads.directory().there(today, GRIDS[2][:12])] == [other.pk]
    assert not reads.directory().there(today - timedelta(days=1))

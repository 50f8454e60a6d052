"""A place chosen by name, step by step."""

from __future__ import annotations

from datetime import date

from linli.places import reads
from linli.places.models import Building, Division, Dwelling, Estate, Grid, GridKind
from tests.town import GRIDS, SINCE, Town, square


def test_towns_lead_to_communities_and_communities_to_grids(town: Town) -> None:
    assert [d.name for d in reads.towns("320583")] == ["玉山镇", "巴城镇"]
    assert [d.name for d in reads.communities("320583100")] == ["里厍社区居委会", "亭林社区居委会"]
    assert [grid.code for grid in reads.grids("320583100001")] == GRIDS[:2]
    assert not reads.towns("320584").exists()


def test_basic_grids_stand_before_dedicated_ones(town: Town) -> None:
    Grid.objects.create(
        code="320583100001000",
        community=town.community,
        kind=GridKind.DEDICATED,
        name="专属",
        host_name="演示商场",
        outline=square(0),
        valid_from=SINCE,
    )
    assert [grid.code for grid in reads.grids("320583100001")] == [*GRIDS[:2], "320583100001000"]


def test_what_has_ended_is_not_offered(town: Town) -> None:
    Grid.objects.filter(code=GRIDS[0]).update(valid_to=date(2025, 1, 1))
    Division.objects.filter(code="320583100002").update(valid_to=date(2025, 1, 1))
    assert [grid.code for grid in reads.grids("320583100001")] == GRIDS[1:2]
    assert [d.code for d in reads.communities("320583100")] == ["320583100001"]


def test_estates_lead_to_buildings_and_buildings_to_doors_in_the_order_of_their_numbers(town: Town) -> None:
    estate = Estate.objects.create(community=town.community, name="演示花园")
    Estate.objects.create(community=town.other_community, name="别处")
    for name in ("10幢", "2幢", "1幢"):
        Building.objects.create(estate=estate, name=name)
    building = Building.objects.get(name="2幢")
    for staircase, door in (("2", "101"), ("1", "1001"), ("1", "201"), ("1", "101"), ("10", "101")):
        Dwelling.objects.create(building=building, staircase=staircase, door=door)
    assert list(reads.estates("320583100001")) == [estate]
    assert [b.name for b in reads.buildings(estate.pk)] == ["1幢", "2幢", "10幢"]
    assert [(d.staircase, d.door) for d in reads.dwellings(building.pk)] == [
        ("1", "101"),
        ("1", "201"),
        ("1", "1001"),
        ("2", "101"),
        ("10", "101"),
    ]

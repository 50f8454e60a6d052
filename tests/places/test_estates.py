"""An estate with its buildings and entrances: found by name, chosen step by step, never as far as a door."""

from __future__ import annotations

from datetime import date

import pytest

from linli.places import errors
from linli.places.models import Building, Division, Dwelling, Estate, Grid
from linli.places.reads import estates
from tests.town import GRIDS, Town


@pytest.fixture
def happy(town: Town) -> Estate:
    return town.estate()


def step(reference: str, name: str) -> str:
    """The reference of what is called ``name`` inside ``reference``."""
    return next(one.reference for one in estates.inside(estates.address(reference)) if one.name == name)


def test_an_estate_leads_to_its_buildings_and_a_building_to_its_entrances_in_the_order_of_their_numbers(
    happy: Estate,
) -> None:
    estate = f"estate:{happy.pk}"
    assert [one.name for one in estates.inside(estates.address(estate))] == ["1幢", "2幢", "10幢"]
    two = step(estate, "2幢")
    assert [one.name for one in estates.inside(estates.address(two))] == ["1单元", "2单元", "10单元"]
    entrance = estates.address(step(two, "2单元"))
    assert (entrance.label, entrance.words) == (
        "幸福小区 · 2\N{NO-BREAK SPACE}幢 · 2\N{NO-BREAK SPACE}单元",
        "幸福小区2幢2单元",
    )
    assert (entrance.place, entrance.above) == (GRIDS[0], two)
    assert estates.inside(entrance) == []  # a door is somebody's home


def test_a_building_without_a_grid_is_in_that_of_its_estate_and_an_ended_grid_gives_the_community(
    happy: Estate,
) -> None:
    one = step(f"estate:{happy.pk}", "1幢")
    assert estates.address(one).place == GRIDS[1]
    happy.grid = Grid.objects.create(
        community=happy.community, code="320583100001009", name="旧", outline={}, valid_from=date(2020, 1, 1),
        valid_to=date(2021, 1, 1),
    )  # fmt: skip
    happy.save()
    assert estates.address(one).place == "320583100001"


def test_bare_numbers_are_said_as_buildings_and_entrances(happy: Estate) -> None:
    building = Building.objects.create(estate=happy, name="3")
    Dwelling.objects.create(building=building, staircase="4", door="101")
    three = step(f"estate:{happy.pk}", "3幢")
    assert estates.address(step(three, "4单元")).label == "幸福小区 · 3\N{NO-BREAK SPACE}幢 · 4\N{NO-BREAK SPACE}单元"


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ("estate:", errors.NoSuchEstate),
        ("estate:999999", errors.NoSuchEstate),
        ("estate:-1", errors.NoSuchEstate),
        ("estate:" + "9" * 40, errors.NoSuchEstate),
        ("estate:１", errors.NoSuchEstate),
        ("estate:{estate}/", errors.NoSuchBuilding),
        ("estate:{estate}/{elsewhere}", errors.NoSuchBuilding),
        ("estate:{estate}//2单元", errors.NoSuchBuilding),
        ("estate:{estate}/{two}/", errors.NoSuchEntrance),
        ("estate:{estate}/{two}/9单元", errors.NoSuchEntrance),
        ("estate:{estate}/{two}/1单元/201", errors.NoSuchEntrance),
        ("estate:{estate}/{two}/\x00", errors.NoSuchEntrance),
    ],
)
def test_what_leads_nowhere_is_named(town: Town, happy: Estate, wrong: str, error: type[Exception]) -> None:
    other = Estate.objects.create(community=town.other_community, name="别处")
    elsewhere = Building.objects.create(estate=other, name="1幢")
    two = Building.objects.get(estate=happy, name="2幢")
    with pytest.raises(error):
        estates.address(wrong.format(estate=happy.pk, elsewhere=elsewhere.pk, two=two.pk))


def test_a_name_is_found_whole_first_then_by_its_beginning_then_by_a_part_of_it(town: Town, happy: Estate) -> None:
    for name in ("新幸福小区", "幸福小区二期", "和平里"):
        Estate.objects.create(community=town.community, name=name)
    assert [one.name for one in estates.sought(" 幸福小区 ", 9)] == ["幸福小区", "幸福小区二期", "新幸福小区"]
    assert [one.name for one in estates.sought("幸福", 2)] == ["幸福小区", "幸福小区二期"]
    assert estates.sought("和平", 9)[0].within == "里厍社区"
    assert estates.sought("", 9) == estates.sought("\x00", 9) == estates.sought("%", 9) == []


def test_the_own_community_comes_first_when_several_estates_are_called_alike(town: Town, happy: Estate) -> None:
    twin = Estate.objects.create(community=town.other_community, name="幸福小区")
    found = estates.sought("幸福", 9, beside=GRIDS[2])
    assert [one.reference for one in found] == [f"estate:{twin.pk}", f"estate:{happy.pk}"]


def test_the_estates_of_a_grid_come_before_those_of_its_community_and_no_others_come(town: Town, happy: Estate) -> None:
    Estate.objects.create(community=town.community, name="一号院")
    Estate.objects.create(community=town.other_community, name="别处")
    assert [one.name for one in estates.around(GRIDS[1], 9)] == ["幸福小区", "一号院"]
    assert [one.name for one in estates.around("320583100001", 1)] == ["一号院"]


def test_what_lies_in_a_community_that_has_ended_is_not_offered(happy: Estate) -> None:
    Division.objects.filter(pk=happy.community_id).update(valid_to=date(2025, 1, 1))
    assert estates.sought("幸福", 9) == estates.around(GRIDS[1], 9) == []
    with pytest.raises(errors.NoSuchEstate):
        estates.address(f"estate:{happy.pk}")

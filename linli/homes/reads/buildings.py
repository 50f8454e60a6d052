"""The way to a door, for who is in charge: estates with their buildings, then the doors of one building."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from linli.homes.models import Household
from linli.homes.reads.household import People, people_in, rules_on
from linli.homes.reads.scopes import in_charge
from linli.orgs.authority import inside, prefixes
from linli.orgs.grants import Grant
from linli.people.models import Person
from linli.places.models import Building
from linli.places.reads.estates import BUILDING, ENTRANCE, called

DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class BuildingRow:
    pk: int
    name: str
    households: int


@dataclass(frozen=True, slots=True)
class EstateRow:
    name: str
    community: str
    buildings: tuple[BuildingRow, ...]


@dataclass(frozen=True, slots=True)
class Behind:
    """A household behind a door, masked."""

    pk: int
    people: People


@dataclass(frozen=True, slots=True)
class Door:
    """``dwelling`` is its key; ``name`` reads ``1单元 201``."""

    dwelling: int
    name: str
    households: tuple[Behind, ...]


def buildings_of(person: Person) -> QuerySet[Building]:
    """The buildings in whose homes ``person`` is in charge: by their own grid, else their estate's, else the
    community."""
    areas = prefixes(person, Grant.KEEP_HOMES)
    by_estate = Q(grid=None) & inside("estate__grid__code", areas)
    by_community = Q(grid=None, estate__grid=None) & inside("estate__community__code", areas)
    rows = Building.objects.filter(inside("grid__code", areas) | by_estate | by_community)
    return rows.select_related("estate__community").defer("estate__community__outline")


def estates_of(person: Person) -> list[EstateRow]:
    """Two queries, however many there are."""
    counted = in_charge(person).values_list("dwelling__building").annotate(Count("pk"))
    living = dict(counted.order_by())
    found: dict[int, list[Building]] = {}
    for building in buildings_of(person):
        found.setdefault(building.estate_id, []).append(building)
    estates = []
    for buildings in found.values():
        estate = buildings[0].estate
        rows = sorted(buildings, key=lambda building: _in_order(building.name))
        told = (BuildingRow(row.pk, called(row.name, BUILDING), living.get(row.pk, 0)) for row in rows)
        estates.append(EstateRow(estate.name, estate.community.short_name, tuple(told)))
    return sorted(estates, key=lambda row: (row.community, _in_order(row.name)))


def doors_of(building: Building, person: Person, *, on: date) -> list[Door]:
    """Every door of a building in the order in which one walks, with who lives behind it as far as ``person`` is in
    charge. Five queries."""
    rows = list(in_charge(person).filter(dwelling__building=building).order_by("pk"))
    people = people_in(rows, on=on, rules=rules_on(on))
    behind: dict[int, list[Household]] = {}
    for row in rows:
        behind.setdefault(row.dwelling_id, []).append(row)
    dwellings = sorted(building.dwellings.all(), key=lambda one: (_in_order(one.staircase), _in_order(one.door)))
    return [
        Door(
            one.pk,
            " ".join(part for part in (called(one.staircase, ENTRANCE), one.door) if part),
            tuple(Behind(row.pk, people[row.pk]) for row in behind.get(one.pk, ())),
        )
        for one in dwellings
    ]


def _in_order(name: str) -> list[tuple[int, str]]:
    """So that 2幢 stands before 10幢."""
    return [(int(part), "") if part.isdigit() else (-1, part) for part in DIGITS.split(name) if part]

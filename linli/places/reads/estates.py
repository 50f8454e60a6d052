"""Estates, their buildings and entrances: found by name, chosen one inside the other, written as one reference.

``estate:12`` is the estate with that key, ``estate:12/34`` a building of it, ``estate:12/34/2单元`` an entrance of that
building. It never goes deeper: a door is somebody's home.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db.models import Case, Expression, IntegerField, QuerySet, Value, When
from django.db.models.functions import Length

from linli.places.errors import NoSuchBuilding, NoSuchEntrance, NoSuchEstate
from linli.places.models import Building, Dwelling, Estate
from linli.places.reads.land import Gazetteer, gazetteer
from linli.places.rules import CODE_DIGITS, LONGEST_NAME, showable

FORMS = "estate_forms"  # bumped by whoever says that an estate is open or closed
BEGINS = "estate:"
KEY_DIGITS = 18  # that a key can have in any database
BETWEEN = re.compile(r"(?<=[0-9A-Za-z])(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])(?=[0-9A-Za-z])")


BUILDING, ENTRANCE = "幢", "单元"  # said after a name that is a bare number


@dataclass(frozen=True, slots=True)
class Address:
    """What a reference leads to. ``place`` is the code of the grid that holds it, else of the community; ``building``
    and ``entrance`` are empty where nothing so narrow was chosen."""

    reference: str
    place: str
    estate: str
    building: str = ""
    entrance: str = ""

    @property
    def names(self) -> list[str]:
        said = [self.estate, called(self.building, BUILDING), called(self.entrance, ENTRANCE)]
        return [name for name in said if name]

    @property
    def label(self) -> str:
        """``幸福小区 · 3 幢 · 2 单元``."""
        return " · ".join(BETWEEN.sub("\N{NO-BREAK SPACE}", name) for name in self.names)

    @property
    def above(self) -> str:
        """The reference one step up, to choose another building or entrance; empty for an estate."""
        return self.reference.rpartition("/")[0]

    @property
    def words(self) -> str:
        """``幸福小区3幢2单元``, as an address is written."""
        return "".join(self.names)


@dataclass(frozen=True, slots=True)
class Choice:
    """One that can be chosen next; ``within`` is the community of an estate that was sought all over the county."""

    reference: str
    name: str
    within: str = ""


def called(name: str, after: str) -> str:
    """``3幢`` of a building that is kept as ``3``."""
    return f"{name}{after}" if name.isdigit() else name


def is_reference(text: str) -> bool:
    return text.startswith(BEGINS)


def address(reference: str) -> Address:
    """What ``reference`` leads to. Raises: NoSuchEstate, NoSuchBuilding, NoSuchEntrance."""
    parts = reference.removeprefix(BEGINS).split("/", 2)
    key, building_key, entrance = parts + [""] * (3 - len(parts))
    estate = _living().select_related("grid", "community").filter(pk=_key(key)).first()
    if estate is None or not is_reference(reference):
        raise NoSuchEstate
    book = gazetteer()
    place = _place(book, estate.grid.code if estate.grid else "", estate.community.code)
    if len(parts) == 1:
        return Address(f"{BEGINS}{estate.pk}", place, estate.name)
    building = Building.objects.select_related("grid").filter(estate=estate, pk=_key(building_key)).first()
    if building is None:
        raise NoSuchBuilding
    place = _place(book, building.grid.code if building.grid else "", place)
    if len(parts) == 2:
        return Address(f"{BEGINS}{estate.pk}/{building.pk}", place, estate.name, building.name)
    if not entrance or entrance not in _staircases(building.pk):
        raise NoSuchEntrance
    return Address(f"{BEGINS}{estate.pk}/{building.pk}/{entrance}", place, estate.name, building.name, entrance)


def inside(at: Address) -> list[Choice]:
    """What can be chosen inside ``at``: the buildings of an estate, the entrances of a building, nothing of an
    entrance."""
    if at.entrance:
        return []
    if not at.building:
        rows = buildings(int(at.reference.removeprefix(BEGINS)))
        return [Choice(f"{at.reference}/{row.pk}", called(row.name, BUILDING)) for row in rows]
    building = int(at.reference.rpartition("/")[2])
    return [Choice(f"{at.reference}/{name}", called(name, ENTRANCE)) for name in _staircases(building)]


def around(place: str, most: int) -> list[Choice]:
    """The estates of the community of ``place`` (a code), those of its own grid first."""
    rows = _living().filter(community__code=place[:CODE_DIGITS]).order_by(_first(grid__code=place), "name", "pk")
    return [Choice(f"{BEGINS}{row.pk}", row.name) for row in rows[:most]]


def _first(*, value: int = 0, otherwise: Expression | None = None, **fit: str) -> Case:
    """An order in which what fits comes first."""
    return Case(When(**fit, then=Value(value)), default=otherwise or Value(1), output_field=IntegerField())


def sought(words: str, most: int, *, beside: str = "") -> list[Choice]:
    """The estates called ``words``: whole names first, then those that begin so, then those that hold it; among equals
    those of the community of ``beside`` (a code) first."""
    words = words.strip()[:LONGEST_NAME]
    if not words or not showable(words):
        return []
    fit = _first(name__iexact=words, otherwise=_first(name__istartswith=words, otherwise=Value(2), value=1))
    near = _first(community__code=beside[:CODE_DIGITS])
    rows = _living().filter(name__icontains=words).select_related("community").order_by(fit, near, "name", "pk")
    return [Choice(f"{BEGINS}{row.pk}", row.name, row.community.short_name) for row in rows[:most]]


def buildings(estate: int) -> QuerySet[Building]:
    """The buildings of an estate, 2幢 before 10幢."""
    return Building.objects.filter(estate=estate).order_by(Length("name"), "name")


def _staircases(building: int) -> list[str]:
    """The names of the entrances of a building, without those that have none."""
    rows = Dwelling.objects.filter(building=building).exclude(staircase="")
    return list(rows.order_by(Length("staircase"), "staircase").values_list("staircase", flat=True).distinct())


def _living() -> QuerySet[Estate]:
    return Estate.objects.filter(community__valid_to=None)


def _key(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= KEY_DIGITS else 0


def _place(book: Gazetteer, grid: str, otherwise: str) -> str:
    """The code of the grid, unless it has ended."""
    return grid if book.known(grid) else otherwise

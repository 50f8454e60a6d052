"""Where a dwelling lies, for whoever is in charge of it."""

from __future__ import annotations

from linli.places.models import Dwelling
from linli.places.reads import gazetteer
from linli.places.reads.estates import BUILDING, ENTRANCE, called


def place_of(dwelling: Dwelling) -> str:
    """The code of the grid that holds its building, else its estate; where neither stands in a living grid, of the
    community. A few queries, unless the building comes with its grid and its estate."""
    building = dwelling.building
    estate = building.estate
    book = gazetteer()
    for grid in (building.grid, estate.grid):
        if grid is not None and book.known(grid.code):
            return grid.code
    return estate.community.code


def words_of(dwelling: Dwelling) -> str:
    """From wide to narrow: ``幸福小区 2幢 1单元 201``."""
    building = dwelling.building
    parts = (building.estate.name, called(building.name, BUILDING), called(dwelling.staircase, ENTRANCE), dwelling.door)
    return " ".join(part for part in parts if part)

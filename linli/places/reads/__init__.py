"""Reads of places: the gazetteer and its doors; ``reads.facilities`` is the directory of facilities."""

from linli.places.reads.land import (
    HAIRLINE_METRES,
    REVISION,
    Found,
    Gazetteer,
    GridFacts,
    buildings,
    communities,
    dwellings,
    estates,
    gazetteer,
    grids,
    kept,
    locate,
    outlines_below,
    towns,
)

__all__ = [
    "HAIRLINE_METRES",
    "REVISION",
    "Found",
    "Gazetteer",
    "GridFacts",
    "buildings",
    "communities",
    "dwellings",
    "estates",
    "gazetteer",
    "grids",
    "kept",
    "locate",
    "outlines_below",
    "towns",
]

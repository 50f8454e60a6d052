"""Reads of places: the gazetteer and its doors; ``reads.estates`` leads to an entrance,
``reads.facilities`` is the directory of facilities."""

from linli.places.reads.land import (
    HAIRLINE_METRES,
    REVISION,
    Found,
    Gazetteer,
    GridFacts,
    communities,
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
    "communities",
    "gazetteer",
    "grids",
    "kept",
    "locate",
    "outlines_below",
    "towns",
]

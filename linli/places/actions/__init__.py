"""Writes of places. They ask for no authority, because posts stand on a higher tier: every caller comes through
``orgs.actions``, which asks for it and hands down ``allowed``."""

from linli.places.actions.divisions import load_divisions
from linli.places.actions.ending import StillInUse, end_division
from linli.places.actions.grids import NotAFeatureCollection, load_grids

__all__ = ["NotAFeatureCollection", "StillInUse", "end_division", "load_divisions", "load_grids"]

"""Polygons in degrees, measured in square metres. Pure.

Areas are taken on the plane that touches the earth at the polygon: good to a per mille over a county.
"""

from __future__ import annotations

import json
import math

import shapely
from shapely.geometry.base import BaseGeometry

from linli.places.datum import Datum, to_cgcs2000

METRES_PER_DEGREE = 111_320.0  # of latitude; a degree of longitude is this times cos(latitude)
DECIMALS = 8  # a millimetre: what is kept of a coordinate


class BadShape(ValueError):
    """Not a polygon that a grid can have; ``args`` are the cause and what is wrong with it."""


def polygon(geometry: object, datum: Datum) -> BaseGeometry:
    """A GeoJSON Polygon or MultiPolygon in ``datum`` as a valid shape in CGCS2000. Raises: BadShape."""
    if not isinstance(geometry, dict) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        raise BadShape("geometry", str(geometry.get("type")) if isinstance(geometry, dict) else "")
    try:
        outline = shapely.force_2d(shapely.from_geojson(json.dumps(geometry, allow_nan=False)))
    except (shapely.errors.GEOSException, ValueError) as error:
        raise BadShape("coordinates", str(error).splitlines()[0][:80]) from error
    if outline.is_empty:
        raise BadShape("coordinates", "empty")
    west, south, east, north = outline.bounds
    if west < -180 or east > 180 or south < -90 or north > 90:
        raise BadShape("coordinates", f"{west:g} {south:g} {east:g} {north:g}")
    points = shapely.get_coordinates(outline).tolist()
    outline = shapely.set_coordinates(outline, [_moved(lon, lat, datum) for lon, lat in points])
    if not outline.is_valid:
        raise BadShape("shape", shapely.is_valid_reason(outline))
    return outline


def _moved(lon: float, lat: float, datum: Datum) -> tuple[float, float]:
    moved = to_cgcs2000(lon, lat, datum)
    return round(moved[0], DECIMALS), round(moved[1], DECIMALS)


def geojson(outline: BaseGeometry) -> dict[str, object]:
    made: dict[str, object] = json.loads(shapely.to_geojson(outline))
    return made


def area_m2(outline: BaseGeometry) -> float:
    if outline.is_empty:
        return 0.0
    middle = (outline.bounds[1] + outline.bounds[3]) / 2
    return float(outline.area) * METRES_PER_DEGREE**2 * math.cos(math.radians(middle))


def overlap_m2(one: BaseGeometry, other: BaseGeometry) -> float:
    """The area that both hold; 0 when they only share an edge or a corner."""
    return area_m2(shapely.intersection(one, other))

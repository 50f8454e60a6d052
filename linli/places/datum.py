"""From the datums of public maps to CGCS2000 and back. Pure: degrees in, degrees out, longitude first.

GCJ-02 is the offset that maps published in China carry, BD-09 a second one on top (Baidu). WGS84 and CGCS2000 differ by
centimetres and count as one. Going back is the fixed point of going there: off by far less than a metre.
Source: the public formulas of both offsets; Krasovsky 1940 axis and eccentricity.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from enum import StrEnum

Point = tuple[float, float]

AXIS = 6378245.0
ECCENTRICITY_2 = 0.00669342162296594323
BD_TURN = math.pi * 3000.0 / 180.0
CLOSE_ENOUGH_DEGREES = 1e-9  # a tenth of a millimetre
MOST_STEPS = 30


class Datum(StrEnum):
    CGCS2000 = "cgcs2000"
    WGS84 = "wgs84"
    GCJ02 = "gcj02"
    BD09 = "bd09"


def to_cgcs2000(lon: float, lat: float, datum: Datum) -> Point:
    """A point of ``datum`` as the house keeps it."""
    if datum is Datum.GCJ02:
        return _back(gcj02, lon, lat)
    if datum is Datum.BD09:
        return _back(gcj02, *_back(_bd09_on_gcj02, lon, lat))
    return lon, lat


def from_cgcs2000(lon: float, lat: float, datum: Datum) -> Point:
    """A point of the house as ``datum`` shows it."""
    if datum is Datum.GCJ02:
        return gcj02(lon, lat)
    if datum is Datum.BD09:
        return _bd09_on_gcj02(*gcj02(lon, lat))
    return lon, lat


def gcj02(lon: float, lat: float) -> Point:
    """WGS84 to GCJ-02; outside mainland China a point stays where it is."""
    if not (72.004 <= lon <= 137.8347 and 0.8293 <= lat <= 55.8271):
        return lon, lat
    x, y = lon - 105.0, lat - 35.0
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x))
    north += (
        _waves(20.0, 6.0 * x, 20.0, 2.0 * x) + _waves(20.0, y, 40.0, y / 3.0) + _waves(160.0, y / 12, 320.0, y / 30)
    )
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x))
    east += _waves(20.0, 6.0 * x, 20.0, 2.0 * x) + _waves(20.0, x, 40.0, x / 3.0)
    east += _waves(150.0, x / 12.0, 300.0, x / 30.0)
    angle = math.radians(lat)
    flat = 1.0 - ECCENTRICITY_2 * math.sin(angle) ** 2
    meridian = AXIS * (1.0 - ECCENTRICITY_2) / (flat * math.sqrt(flat))
    parallel = AXIS / math.sqrt(flat) * math.cos(angle)
    return lon + math.degrees(east / parallel), lat + math.degrees(north / meridian)


def _waves(high: float, fast: float, higher: float, slow: float) -> float:
    return (high * math.sin(fast * math.pi) + higher * math.sin(slow * math.pi)) * 2.0 / 3.0


def _bd09_on_gcj02(lon: float, lat: float) -> Point:
    far = math.hypot(lon, lat) + 0.00002 * math.sin(lat * BD_TURN)
    turned = math.atan2(lat, lon) + 0.000003 * math.cos(lon * BD_TURN)
    return far * math.cos(turned) + 0.0065, far * math.sin(turned) + 0.006


def _back(there: Callable[[float, float], Point], lon: float, lat: float) -> Point:
    """The point that ``there`` moves to (lon, lat). The offset changes slowly, so a few steps meet it."""
    x, y = lon, lat
    for _ in range(MOST_STEPS):
        moved = there(x, y)
        off = lon - moved[0], lat - moved[1]
        x, y = x + off[0], y + off[1]
        if max(abs(off[0]), abs(off[1])) < CLOSE_ENOUGH_DEGREES:
            break
    return x, y

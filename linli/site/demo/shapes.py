"""Borders made by cutting: a county is cut into towns, a town into communities, a community into grids.

Neighbours share the very edge they were cut along, so that children cover their parent without overlap. Not real
borders: the outline only stands about where the county is. Degrees of CGCS2000.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random

import shapely
from shapely import affinity
from shapely.ops import split

MIDDLE = (120.955, 31.345)
RADII = (0.155, 0.135)  # degrees of longitude and latitude, about 15 km each way
CORNERS = 72
DECIMALS = 6  # about 0.1 m


def county(random: Random) -> shapely.Polygon:
    """A rounded outline with bays, drawn from four waves."""
    waves = [(random.uniform(0.02, 0.09), random.randint(2, 7), random.uniform(0, math.tau)) for _ in range(4)]
    points = []
    for corner in range(CORNERS):
        angle = math.tau * corner / CORNERS
        reach = 1 + sum(height * math.sin(count * angle + start) for height, count, start in waves)
        points.append(
            (
                round(MIDDLE[0] + RADII[0] * reach * math.cos(angle), DECIMALS),
                round(MIDDLE[1] + RADII[1] * reach * math.sin(angle), DECIMALS),
            )
        )
    return shapely.Polygon(points)


def cut(area: shapely.Polygon, weights: Sequence[float], random: Random) -> list[shapely.Polygon]:
    """Cut ``area`` into as many pieces as there are weights, each about as large as its weight asks."""
    if len(weights) == 1:
        return [area]
    half = len(weights) // 2
    share = sum(weights[:half]) / sum(weights)
    first, second = _halves(area, share, random)
    return cut(first, weights[:half], random) + cut(second, weights[half:], random)


def _halves(area: shapely.Polygon, share: float, random: Random) -> tuple[shapely.Polygon, shapely.Polygon]:
    """Two pieces, the first about ``share`` of the area, by a line across the longer side."""
    for _ in range(40):
        angle = _length_angle(area) + 90 + random.uniform(-18, 18)
        pieces = _cut_at(area, angle, share)
        if pieces is not None:
            return pieces
    raise ValueError("this area cannot be cut in two whole pieces")


def _length_angle(area: shapely.Polygon) -> float:
    """The direction of the longer side of the smallest box around ``area``, in degrees."""
    box = shapely.get_coordinates(shapely.oriented_envelope(area))
    sides = [(math.dist(box[i], box[i + 1]), box[i], box[i + 1]) for i in range(2)]
    _, start, end = max(sides, key=lambda side: side[0])
    return math.degrees(math.atan2(end[1] - start[1], end[0] - start[0]))


def _cut_at(area: shapely.Polygon, angle: float, share: float) -> tuple[shapely.Polygon, shapely.Polygon] | None:
    """Slide a line of this direction until the piece on its one side is ``share`` of the area."""
    turned = affinity.rotate(area, -angle, origin=(0, 0))
    west, south, east, north = turned.bounds
    low, high = south, north
    for _ in range(22):
        middle = (low + high) / 2
        below = shapely.clip_by_rect(turned, west - 1, south - 1, east + 1, middle).area
        low, high = (middle, high) if below < share * turned.area else (low, middle)
    line = affinity.rotate(shapely.LineString([(west - 1, low), (east + 1, low)]), angle, origin=(0, 0))
    pieces = [piece for piece in split(area, line).geoms if isinstance(piece, shapely.Polygon)]
    if len(pieces) != 2:
        return None
    pieces.sort(key=lambda piece: affinity.rotate(piece, -angle, origin=(0, 0)).centroid.y)
    return pieces[0], pieces[1]


def inner(area: shapely.Polygon, random: Random) -> shapely.Polygon:
    """A piece inside ``area`` for a unit that is a grid of its own: a small block with six corners."""
    middle = area.representative_point()
    reach = math.sqrt(area.area) * random.uniform(0.16, 0.22)
    block = shapely.Polygon(
        [
            (
                round(middle.x + reach * math.cos(math.tau * corner / 6 + 0.3), DECIMALS),
                round(middle.y + reach * math.sin(math.tau * corner / 6 + 0.3), DECIMALS),
            )
            for corner in range(6)
        ]
    )
    return block if area.contains(block) else shapely.Polygon(middle.buffer(reach / 3, quad_segs=2).exterior)


def without(area: shapely.Polygon, block: shapely.Polygon) -> shapely.Polygon:
    """``area`` with a hole where ``block``, which lies inside it, is."""
    return shapely.Polygon(area.exterior, [*area.interiors, block.exterior])


def point_in(area: shapely.Polygon, random: Random) -> tuple[float, float]:
    """Some point inside ``area``, (longitude, latitude)."""
    west, south, east, north = area.bounds
    for _ in range(200):
        point = shapely.Point(
            round(random.uniform(west, east), DECIMALS), round(random.uniform(south, north), DECIMALS)
        )
        if area.contains(point):
            return point.x, point.y
    middle = area.representative_point()
    return middle.x, middle.y

"""From degrees to the units of a drawing, and points that would hide each other put into one. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import shapely
from shapely.geometry.base import BaseGeometry

from linli.matters.reads.orders import OrderLine

WIDTH = 1000.0  # units; a phone shows about three of them as one pixel
MARGIN = 0.12  # of the longer side
TALLEST = 1.5  # times the width
TOUCHING = 130.0  # units: less than a thumb apart


@dataclass(frozen=True, slots=True)
class Frame:
    """What part of the ground is drawn; ``window`` is west, south, east, north in degrees."""

    window: tuple[float, float, float, float]
    scale: float  # units for a degree of latitude
    height: float

    @classmethod
    def around(cls, shapes: Sequence[BaseGeometry]) -> Frame:
        """All of ``shapes`` with a margin, not taller than a phone shows at once."""
        west, south, east, north = (float(value) for value in shapely.total_bounds(shapes))
        narrow = math.cos(math.radians((south + north) / 2))
        wide, tall = (east - west) * narrow, north - south
        rim = max(wide, tall) * MARGIN
        wide, tall = max(wide + 2 * rim, (tall + 2 * rim) / TALLEST), tall + 2 * rim
        middle = (west + east) / 2
        window = (middle - wide / narrow / 2, south - rim, middle + wide / narrow / 2, north + rim)
        return cls(window, WIDTH / wide, round(tall * WIDTH / wide, 1))

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """Where a point of the ground lies on the drawing: to the right, down."""
        west, south, _, north = self.window
        narrow = math.cos(math.radians((south + north) / 2))
        return round((lon - west) * narrow * self.scale, 1), round((north - lat) * self.scale, 1)

    def path(self, outline: BaseGeometry) -> str:
        """The lines around ``outline``, holes too, as the ``d`` of an SVG path."""
        said = []
        for part in getattr(outline, "geoms", [outline]):
            for ring in (part.exterior, *part.interiors):
                points = [self.at(lon, lat) for lon, lat in ring.coords[:-1]]
                said.append("M" + "L".join(f"{x} {y}" for x, y in points) + "Z")
        return "".join(said)


@dataclass(slots=True)
class Mark:
    """A point with the numbers of the orders that are there."""

    x: float
    y: float
    is_spot: bool
    numbers: list[int] = field(default_factory=list)
    lines: list[OrderLine] = field(default_factory=list)

    @property
    def label(self) -> str:
        """``3``, ``3·4``, ``3·4…``."""
        return "·".join(map(str, self.numbers[:2])) + ("…" if len(self.numbers) > 2 else "")


def marks(frame: Frame, lines: Sequence[OrderLine]) -> list[Mark]:
    """The points of ``lines``, numbered from 1 in their order; those that touch are one mark."""
    made: list[Mark] = []
    for number, line in enumerate(lines, start=1):
        if line.lon is None or line.lat is None:
            continue
        x, y = frame.at(line.lon, line.lat)
        if not (0 <= x <= WIDTH and 0 <= y <= frame.height):
            continue
        near = next((mark for mark in made if math.hypot(mark.x - x, mark.y - y) < TOUCHING), None)
        if near is None:
            near = Mark(x, y, line.is_spot)
            made.append(near)
        near.is_spot = near.is_spot and line.is_spot
        near.numbers.append(number)
        near.lines.append(line)
    return made

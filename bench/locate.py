"""How long ``locate`` takes among 2,000 grids, in process. Target: at most 50 µs in the median.

python -m bench.locate
"""

from __future__ import annotations

import math
import os
import random
import statistics
import time

import shapely

GRIDS = 2_000
CALLS = 20_000
TARGET_US = 50.0
CORNERS = 24  # of each grid: about what a drawn one has


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()

    from linli.places.reads import Gazetteer, GridFacts

    chance = random.Random(1)
    across = math.isqrt(GRIDS * 2)  # honeycomb cells of a noisy net, so that edges are shared
    west, south, step = 120.8, 31.2, 0.01

    def corner(x: int, y: int) -> tuple[float, float]:
        noise = random.Random(x * 10_007 + y)
        return west + (x + noise.uniform(-0.3, 0.3)) * step, south + (y + noise.uniform(-0.3, 0.3)) * step

    def side(one: tuple[float, float], other: tuple[float, float]) -> list[tuple[float, float]]:
        pieces = CORNERS // 4
        return [
            (one[0] + (other[0] - one[0]) * at / pieces, one[1] + (other[1] - one[1]) * at / pieces)
            for at in range(pieces)
        ]

    shapes, grids = [], []
    for at in range(GRIDS):
        x, y = at % across, at // across
        ring = [corner(x, y), corner(x + 1, y), corner(x + 1, y + 1), corner(x, y + 1)]
        outline = [point for i in range(4) for point in side(ring[i], ring[(i + 1) % 4])]
        shapes.append(shapely.Polygon(outline))
        grids.append(GridFacts(pk=at, code=f"320583100{at:06d}", name="", kind="basic", host_name=""))
    known = Gazetteer({}, {}, grids, shapes)
    known.locate(west, south)  # plants the tree

    rows = GRIDS // across
    inside = [
        (west + chance.uniform(1, across - 1) * step, south + chance.uniform(1, rows - 1) * step) for _ in range(CALLS)
    ]
    outside = [(west - chance.uniform(0.1, 1), south + chance.uniform(0, 1)) for _ in range(CALLS // 10)]
    for name, points in (("inside", inside), ("outside", outside)):
        took = []
        found = 0
        for lon, lat in points:
            start = time.perf_counter_ns()
            found += known.locate(lon, lat).grid is not None
            took.append((time.perf_counter_ns() - start) / 1000)
        took.sort()
        print(
            f"locate {name}: median {statistics.median(took):.1f} µs, p99 {took[len(took) * 99 // 100]:.1f} µs, "
            f"{len(points)} points among {GRIDS} grids, {found} in a grid"
        )
        if name == "inside":
            print(f"target {TARGET_US:.0f} µs: {'met' if statistics.median(took) <= TARGET_US else 'MISSED'}")


if __name__ == "__main__":
    main()

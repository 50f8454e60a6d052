"""How long the circle of a county takes: 1,100 facilities, 20,000 buildings, 2,000 candidate sites, k new sites.

python -m bench.circle
"""

from __future__ import annotations

import os
import time
from random import Random

import numpy as np

FACILITIES, BUILDINGS, CANDIDATES = 1_100, 20_000, 2_000
KINDS = 14
TOWNS = 11
FORMS = ("open", "closed", "")  # of estates, in turns
TARGET_SECONDS = 10.0
WEST, SOUTH, WIDE, HIGH = 120.80, 31.21, 0.31, 0.27  # degrees: a county of about 900 km²


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()

    from linli.insight.reads.circle import Circle, Homes, straight
    from linli.insight.reads.new_sites import MOST_SITES, plan
    from linli.insight.rules.circle import REACH

    chance = Random(1)
    middles = [(WEST + chance.uniform(0.1, 0.9) * WIDE, SOUTH + chance.uniform(0.1, 0.9) * HIGH) for _ in range(TOWNS)]

    def point() -> tuple[float, float]:
        """Four of five in a town, the others anywhere."""
        if chance.random() < 0.2:
            return WEST + chance.random() * WIDE, SOUTH + chance.random() * HIGH
        lon, lat = chance.choice(middles)
        return chance.gauss(lon, 0.018), chance.gauss(lat, 0.015)

    estates = [point() for _ in range(CANDIDATES)]
    of_estate = [chance.randrange(CANDIDATES) for _ in range(BUILDINGS)]
    homes = Homes(
        np.array([(chance.gauss(estates[e][0], 0.0012), chance.gauss(estates[e][1], 0.001)) for e in of_estate]),
        np.array([chance.randint(4, 120) for _ in range(BUILDINGS)], dtype=np.int64),
        np.array(of_estate, dtype=np.int64),
        np.array([f"320583{100 + e % TOWNS:03d}{e % 32 + 1:03d}{e % 5 + 1:03d}" for e in of_estate]),
        np.array([FORMS[e % len(FORMS)] for e in of_estate]),
    )
    facilities = [point() for _ in range(FACILITIES)]
    named = {e: (f"E{e}", f"320583{100 + e % TOWNS:03d}{e % 32 + 1:03d}") for e in range(CANDIDATES)}

    began = time.perf_counter()
    kinds = [Circle(homes, straight(homes, facilities[at::KINDS], 1.3), named, False) for at in range(KINDS)]
    shares = [found.share.per_cent[2] or 0.0 for found in kinds]
    took = time.perf_counter() - began
    print(f"walks to {KINDS} kinds, shares of the county: {took:.2f} s; {min(shares):.0f} to {max(shares):.0f} %")
    began = time.perf_counter()
    rows = sum(len(kinds[0].by_area(depth)) for depth in (9, 12, 15)) + len(kinds[0].by_estate())
    print(f"one kind by town, community, grid and estate: {time.perf_counter() - began:.2f} s, {rows} rows")
    slowest = 0.0
    for minutes in REACH:
        for k in (1, 5, 10, MOST_SITES):
            began = time.perf_counter()
            found = plan(homes, kinds[0].walks > REACH[minutes], estates, REACH[minutes] / 1.3, k, seconds=6.0)
            took = time.perf_counter() - began
            slowest = max(slowest, took)
            print(
                f"{minutes} minutes, {k} new sites: {took:.2f} s, {found.covered} homes more, "
                f"at most {found.at_most} (gap {found.gap_per_cent:.2f} %)"
            )
    print(f"slowest {slowest:.2f} s, aim {TARGET_SECONDS:.0f} s: {'met' if slowest <= TARGET_SECONDS else 'MISSED'}")


if __name__ == "__main__":
    main()

"""Ask the routing engine how far every home walks to the facilities of one kind, and keep what it says."""

from __future__ import annotations

from datetime import datetime

import numpy as np
from django.core.cache import cache

from linli.channels.walking import Walker
from linli.insight.reads.circle import WALKED_FOR, Floats, Homes, Plane, Point, homes, sites, walked_key

HOMES_AT_ONCE = 50
NEAREST = 3  # sites as the crow flies that are asked for; the nearest on foot is among them


def walk(kind: str, walker: Walker, *, at: datetime) -> bool:
    """Keep the walks from every home to the nearest facility of ``kind`` as ``walker`` tells them. Returns whether it
    was asked: what is kept already is not asked again. Raises: NoTable."""
    every, _ = homes(at)
    found = [one.details.point for one in sites(kind, at) if one.details.point is not None]
    key = walked_key(kind, every, found)
    if cache.get(key) is not None or not found or not len(every):
        return False
    cache.set(key, walked(every, found, walker).tobytes(), WALKED_FOR.total_seconds())
    return True


def walked(every: Homes, found: list[Point], walker: Walker) -> Floats:
    """Metres on foot from each building to the nearest of ``found``; infinite where nobody can walk. Raises:
    NoTable."""
    plane = Plane((float(every.points[:, 0].mean()), float(every.points[:, 1].mean())))
    here, there = plane(every.points), plane(np.array(found, dtype=float))
    walks = np.full(len(every), np.inf)
    order = np.lexsort((here[:, 1], np.floor(here[:, 0] / 500)))  # neighbours share their nearest sites
    for start in range(0, len(order), HOMES_AT_ONCE):
        part = order[start : start + HOMES_AT_ONCE]
        far = ((here[part][:, None, :] - there[None, :, :]) ** 2).sum(axis=2)
        near = np.unique(np.argsort(far, axis=1, kind="stable")[:, :NEAREST])
        points = [(float(lon), float(lat)) for lon, lat in every.points[part]]
        table = walker.table(points, [found[one] for one in near.tolist()])
        walks[part] = [min((cell for cell in row if cell is not None), default=np.inf) for row in table]
    return walks

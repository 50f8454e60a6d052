"""The shapes that the map draws: communities only, simplified, made once and kept until a division or grid changes."""

from __future__ import annotations

import orjson
import shapely
from shapely.geometry import shape

from linli.core.revisions import Kept
from linli.faces.kit.ground import feature
from linli.places.models import Division
from linli.places.reads import REVISION, gazetteer


def _load() -> bytes:
    """A GeoJSON collection. A community's own outline if it has one, else its grids put together."""
    book = gazetteer()
    grids: dict[str, list[shapely.Geometry]] = {}
    for grid, outline in zip(book.grids, book.shapes, strict=True):
        grids.setdefault(grid.code[:12], []).append(outline)
    features = []
    for code, own in Division.objects.communities().filter(valid_to=None).values_list("code", "outline"):
        parts = [shape(own)] if own else grids.get(code, [])
        if parts:
            features.append(feature(code, book.name(code), shapely.union_all(parts)))
    return orjson.dumps({"type": "FeatureCollection", "features": features})


kept = Kept(REVISION, _load)


def communities() -> bytes:
    """The collection as JSON; ``middle`` is latitude, longitude, as Leaflet wants it."""
    return kept.get()

"""The shapes that the map draws: communities only, simplified, made once and kept until a division or grid changes."""

from __future__ import annotations

from collections.abc import Mapping

import orjson
import shapely
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

from linli.core.revisions import Kept
from linli.places.models import Division
from linli.places.reads import REVISION, gazetteer

TOLERANCE = 0.0002  # degrees, some 20 metres: finer than a screen shows a county
DECIMALS = 5


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
            features.append(_feature(code, book.name(code), shapely.union_all(parts)))
    return orjson.dumps({"type": "FeatureCollection", "features": features})


def _feature(code: str, name: str, area: BaseGeometry) -> dict[str, object]:
    simple = shapely.set_precision(area.simplify(TOLERANCE), 10**-DECIMALS)
    middle = area.representative_point()
    return {
        "type": "Feature",
        "id": code,
        "properties": {"name": name, "middle": [round(middle.y, DECIMALS), round(middle.x, DECIMALS)]},
        "geometry": _rounded(mapping(simple if not simple.is_empty else area)),
    }


def _rounded(geometry: Mapping[str, object]) -> dict[str, object]:
    """Floating point leaves 120.90000000000001 behind; nobody needs to download that."""

    def near(value: object) -> object:
        if isinstance(value, list | tuple):
            return [near(one) for one in value]
        return round(value, DECIMALS) if isinstance(value, float) else value

    return {"type": geometry["type"], "coordinates": near(geometry["coordinates"])}


kept = Kept(REVISION, _load)


def communities() -> bytes:
    """The collection as JSON; ``middle`` is latitude, longitude, as Leaflet wants it."""
    return kept.get()

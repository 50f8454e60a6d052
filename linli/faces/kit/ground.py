"""The ground that maps are drawn on: outlines and points in the datum of the tiles, so that both lie on each other."""

from __future__ import annotations

import math
from collections.abc import Mapping

import orjson
import shapely
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from linli.faces.kit.gates import public
from linli.places.datum import Datum, from_cgcs2000, to_cgcs2000
from linli.places.models import Estate
from linli.places.reads import gazetteer
from linli.places.rules import CODE_DIGITS

TOLERANCE = 0.0002  # degrees, some 20 metres: finer than a screen shows a county
DECIMALS = 5
SECONDS = 3600  # that a browser keeps it


@public
@require_safe
@gzip_page
def ground(request: HttpRequest, community: str) -> HttpResponse:
    """The grids of a community and the points of its estates, GeoJSON; where somebody points, the phone finds out
    itself."""
    book = gazetteer()
    if len(community) != CODE_DIGITS or not book.known(community):
        raise Http404
    grids = [
        feature(grid.code, grid.name, outline)
        for grid, outline in zip(book.grids, book.shapes, strict=True)
        if grid.code.startswith(community)
    ]
    rows = Estate.objects.filter(community__code=community, lon__isnull=False, lat__isnull=False).order_by("pk")
    estates: list[dict[str, object]] = [
        {
            "type": "Feature",
            "properties": {"name": estate.name},
            "geometry": {"type": "Point", "coordinates": _drawn(estate.lon or 0, estate.lat or 0)},
        }
        for estate in rows
    ]
    body = {"label": book.label(community), "grids": _collection(grids), "estates": _collection(estates)}
    answer = HttpResponse(orjson.dumps(body), content_type="application/json")
    answer["Cache-Control"] = f"public, max-age={SECONDS}"
    return answer


def tiles_datum() -> Datum:
    return Datum(settings.LINLI_TILES_DATUM)


def pointed(lon: str, lat: str, datum: str) -> tuple[str, str]:
    """What a map drawn in ``datum`` gave, in the datum of the house; as it came where it is no point or no datum."""
    try:
        x, y = to_cgcs2000(float(lon), float(lat), Datum(datum))
    except ValueError:
        return lon, lat
    return (f"{x:.6f}", f"{y:.6f}") if math.isfinite(x) and math.isfinite(y) else (lon, lat)


def drawn(point: tuple[float, float]) -> tuple[float, float]:
    """A point of the house as the map shows it."""
    return from_cgcs2000(*point, tiles_datum())


def feature(code: str, name: str, area: BaseGeometry) -> dict[str, object]:
    """One outline, simplified; ``middle`` is latitude, longitude, as Leaflet wants it."""
    simple = shapely.set_precision(area.simplify(TOLERANCE), 10**-DECIMALS)
    lon, lat = _drawn(*area.representative_point().coords[0])
    return {
        "type": "Feature",
        "id": code,
        "properties": {"name": name, "middle": [lat, lon]},
        "geometry": _geometry(mapping(simple if not simple.is_empty else area)),
    }


def _collection(features: list[dict[str, object]]) -> dict[str, object]:
    return {"type": "FeatureCollection", "features": features}


def _drawn(lon: float, lat: float) -> list[float]:
    """Floating point leaves 120.90000000000001 behind; nobody needs to download that."""
    return [round(value, DECIMALS) for value in drawn((lon, lat))]


def _geometry(geometry: Mapping[str, object]) -> dict[str, object]:
    def moved(value: object) -> object:
        if not isinstance(value, list | tuple):
            return value
        if len(value) == 2 and isinstance(value[0], float | int) and isinstance(value[1], float | int):
            return _drawn(float(value[0]), float(value[1]))
        return [moved(one) for one in value]

    return {"type": geometry["type"], "coordinates": moved(geometry["coordinates"])}

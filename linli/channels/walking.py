"""How far it is to walk, by a routing engine of one's own: OSRM or Valhalla, asked for tables of distances.

Without one the straight line is taken, longer by a factor; nothing leaves the house unasked. The address is that of a
setting, no redirect is followed, no wait is long.
Source: project-osrm.org/docs/v5.24.0/api, table service; valhalla.github.io/valhalla/api/matrix/api-reference.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Protocol
from urllib.parse import urlsplit

from django.conf import settings

from linli.channels.posting import path_of

SECONDS = 20.0
LONGEST_ANSWER = 8 * 1024 * 1024
METRES_PER_KILOMETRE = 1000.0

Point = tuple[float, float]
Table = list[list[float | None]]
"""Metres from each home (row) to each site (column); None where nobody can walk."""


class NoTable(RuntimeError):
    """The engine did not give a table. ``args[0]`` is why, in a few words."""


class Walker(Protocol):
    def table(self, homes: Sequence[Point], sites: Sequence[Point]) -> Table:
        """This will return the walking distances between points (longitude, latitude). Raises: NoTable."""


class Osrm:
    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")

    def table(self, homes: Sequence[Point], sites: Sequence[Point]) -> Table:
        points = ";".join(f"{lon:.6f},{lat:.6f}" for lon, lat in (*homes, *sites))
        sources = ";".join(map(str, range(len(homes))))
        destinations = ";".join(map(str, range(len(homes), len(homes) + len(sites))))
        query = f"sources={sources}&destinations={destinations}&annotations=distance"
        told = _asked(f"{self.url}/table/v1/foot/{points}?{query}")
        if told.get("code") != "Ok":
            raise NoTable(str(told.get("code", "no code"))[:60])
        return _table(told.get("distances"), len(homes), len(sites))


class Valhalla:
    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")

    def table(self, homes: Sequence[Point], sites: Sequence[Point]) -> Table:
        asked = {
            "sources": [{"lon": lon, "lat": lat} for lon, lat in homes],
            "targets": [{"lon": lon, "lat": lat} for lon, lat in sites],
            "costing": "pedestrian",
            "units": "kilometers",
        }
        told = _asked(f"{self.url}/sources_to_targets", json.dumps(asked).encode()).get("sources_to_targets")
        rows = told if isinstance(told, list) else []
        far = [[cell.get("distance") for cell in row] for row in rows if isinstance(row, list)]
        return _table(far, len(homes), len(sites), METRES_PER_KILOMETRE)


ENGINES: dict[str, type[Osrm] | type[Valhalla]] = {"osrm": Osrm, "valhalla": Valhalla}


def walker() -> Walker | None:
    """The engine that the settings name; None for the straight line."""
    engine = ENGINES.get(settings.LINLI_WALK_ENGINE)
    return engine(settings.LINLI_WALK_URL) if engine is not None else None


def _asked(url: str, body: bytes | None = None) -> dict[str, object]:
    parts = urlsplit(url)
    kind = {"https": HTTPSConnection, "http": HTTPConnection}.get(parts.scheme)
    if kind is None or not parts.hostname:
        raise NoTable("not an address of a routing engine")
    connection = kind(parts.hostname, parts.port, timeout=SECONDS)
    try:
        connection.request("POST" if body else "GET", path_of(url), body, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        told = json.loads(answer.read(LONGEST_ANSWER))
    except (OSError, HTTPException, ValueError) as error:
        raise NoTable(type(error).__name__) from error
    finally:
        connection.close()
    if not isinstance(told, dict):
        raise NoTable("no JSON object")
    return told


def _table(rows: object, homes: int, sites: int, scale: float = 1.0) -> Table:
    """``rows`` as metres, if they are as many as were asked for. Raises: NoTable."""
    if not isinstance(rows, list) or len(rows) != homes or any(len(row) != sites for row in rows):
        raise NoTable("a table of another size")
    return [[_metres(cell, scale) for cell in row] for row in rows]


def _metres(cell: object, scale: float) -> float | None:
    if not isinstance(cell, int | float) or isinstance(cell, bool) or not math.isfinite(cell) or cell < 0:
        return None
    return cell * scale

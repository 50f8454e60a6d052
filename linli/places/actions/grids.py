"""Load the polygons of grids from GeoJSON, community by community: all grids of one, or none."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

import shapely
from django.db import transaction
from django.utils import timezone
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from linli.core import log, revisions
from linli.core.imports import Progress, Refusal, Summary, decode
from linli.places import rules
from linli.places.causes import Cause
from linli.places.datum import Datum
from linli.places.models import Division, Grid, GridKind
from linli.places.reads import REVISION
from linli.places.rules import GRID_DIGITS, Level
from linli.places.shapes import BadShape, area_m2, geojson, overlap_m2, polygon

TOLERANCE_M2 = 10.0  # what two drawings of one edge may differ by
APART = (GridKind.BASIC, GridKind.DEDICATED)  # grids of one of these kinds do not overlap each other


class NotAFeatureCollection(ValueError):
    """The file is no GeoJSON FeatureCollection."""


class _Refused(ValueError):
    """A feature that is not taken; ``args`` are the cause and what it is about."""


@dataclass(frozen=True, slots=True)
class _Drawn:
    """One grid as the file has it."""

    number: int
    code: str
    community: str
    kind: GridKind
    name: str
    host_name: str
    outline: BaseGeometry
    is_synthetic: bool

    def fields(self) -> dict[str, object]:
        return {
            "kind": self.kind.value,
            "name": self.name,
            "host_name": self.host_name,
            "outline": geojson(self.outline),
            "outline_is_synthetic": self.is_synthetic,
        }


@transaction.atomic
def load_grids(
    data: bytes,
    *,
    datum: Datum,
    allowed: Callable[[str], bool],
    by: log.Actor | None,
    at: datetime,
    progress: Progress | None = None,
) -> Summary:
    """Add the grids of a FeatureCollection and redraw those that changed; new ones are valid from the day of ``at``.

    Properties: ``code`` (15 digits), ``community_code`` (else the code's first 12), ``name``, ``kind`` (else basic),
    ``host_name`` (dedicated grids), ``synthetic``. Basic grids may not overlap basic ones of their community, nor
    dedicated ones dedicated ones; a shared edge is no overlap, and a dedicated grid may lie in a basic one. When a
    grid is refused, so are the others of its community. Raises: NotText, NotAFeatureCollection.
    """
    summary = Summary()
    drawn: dict[str, _Drawn] = {}
    spoilt: set[str] = set()  # communities of which a grid was refused
    communities = {
        c.code: c for c in Division.objects.communities().filter(valid_to=None).order_by("code").select_for_update()
    }
    there = {grid.code: grid for grid in Grid.objects.all()}
    for number, feature in enumerate(_features(data), start=1):
        summary.read += 1
        if progress is not None:
            progress(summary.read)
        try:
            grid = _checked(number, feature, datum)
            _agrees(grid, drawn, communities, there, allowed)
        except _Refused as refused:
            summary.refused.append(Refusal(number, *refused.args))
            spoilt.add(_community_of(feature))
            continue
        drawn[grid.code] = grid
    for community in sorted({grid.community for grid in drawn.values()} - spoilt):
        pairs = _overlaps(community, drawn, there)
        summary.refused += pairs
        if pairs:
            spoilt.add(community)
    _refuse_with_others(drawn, spoilt, summary)
    taken = [grid for grid in drawn.values() if grid.community not in spoilt]
    for community in sorted({grid.community for grid in taken}):
        mine = [grid for grid in taken if grid.community == community]
        _write(communities[community], mine, there, summary, by=by, at=at)
    if summary.added or summary.changed:
        revisions.bump(REVISION)
    return summary


def _features(data: bytes) -> list[object]:
    try:
        read = json.loads(decode(data))
    except (json.JSONDecodeError, RecursionError) as error:
        raise NotAFeatureCollection(str(error)) from error
    features = read.get("features") if isinstance(read, dict) and read.get("type") == "FeatureCollection" else None
    if not isinstance(features, list):
        raise NotAFeatureCollection("FeatureCollection")
    return features


def _properties(feature: object) -> dict[str, object]:
    found = feature.get("properties") if isinstance(feature, dict) else None
    return found if isinstance(found, dict) else {}


def _text(properties: Mapping[str, object], name: str) -> str:
    value = properties.get(name)
    return "" if value is None else str(value).strip()


def _community_of(feature: object) -> str:
    properties = _properties(feature)
    return _text(properties, "community_code") or _text(properties, "code")[: Level.COMMUNITY]


def _checked(number: int, feature: object, datum: Datum) -> _Drawn:
    """The feature read by itself. Raises: _Refused."""
    properties = _properties(feature)
    if not properties or not isinstance(feature, dict) or feature.get("type") != "Feature":
        raise _Refused(Cause.FEATURE)
    code, name, host_name = (_text(properties, key) for key in ("code", "name", "host_name"))
    if len(code) != GRID_DIGITS or not (code.isascii() and code.isdigit()):
        raise _Refused(Cause.GRID_CODE, code)
    community = _community_of(feature)
    if not code.startswith(community):
        raise _Refused(Cause.OTHER_COMMUNITY, f"{code} {community}")
    if not name:
        raise _Refused(Cause.BLANK, f"{code} name")
    if max(len(name), len(host_name)) > rules.LONGEST_NAME:
        raise _Refused(Cause.TOO_LONG, code)
    if not rules.showable(name + host_name):
        raise _Refused(Cause.CHARACTERS, code)
    kind = _text(properties, "kind") or GridKind.BASIC.value
    if kind not in GridKind.values:
        raise _Refused(Cause.GRID_KIND, f"{code} {kind}")
    if kind == GridKind.DEDICATED and not host_name:
        raise _Refused(Cause.HOST, f"{code} {name}")
    try:
        outline = polygon(feature.get("geometry"), datum)
    except BadShape as bad:
        raise _Refused(Cause(bad.args[0]), f"{code} {name} {bad.args[1]}".rstrip()) from bad
    synthetic = properties.get("synthetic") is True
    return _Drawn(number, code, community, GridKind(kind), name, host_name, outline, synthetic)


def _agrees(
    grid: _Drawn,
    drawn: Mapping[str, _Drawn],
    communities: Mapping[str, Division],
    there: Mapping[str, Grid],
    allowed: Callable[[str], bool],
) -> None:
    """The grid held against the others and against what is kept. Raises: _Refused."""
    if grid.community not in communities:
        raise _Refused(Cause.UNKNOWN_COMMUNITY, f"{grid.code} {grid.community}")
    if not allowed(grid.code):
        raise _Refused(Cause.NOT_ALLOWED, grid.code)
    if grid.code in drawn:
        raise _Refused(Cause.TWICE, grid.code)
    if grid.code in there and there[grid.code].valid_to is not None:
        raise _Refused(Cause.ENDED, grid.code)
    border = communities[grid.community].outline
    if border and area_m2(shapely.difference(grid.outline, shape(border))) > TOLERANCE_M2:
        raise _Refused(Cause.OUTSIDE, f"{grid.code} {grid.name}")


def _overlaps(community: str, drawn: Mapping[str, _Drawn], there: Mapping[str, Grid]) -> list[Refusal]:
    """The pairs that overlap, each named once, on the line of the later one."""
    found = []
    for kind in APART:
        named = {g.code: (g.name, g.outline) for g in drawn.values() if (g.community, g.kind) == (community, kind)}
        lines = {code: drawn[code].number for code in named}
        for code, kept in there.items():
            if code.startswith(community) and code not in drawn and kept.kind == kind and kept.valid_to is None:
                named[code] = (kept.name, shape(kept.outline))
        codes = sorted(named)
        tree = shapely.STRtree([named[code][1] for code in codes])
        for one, code in enumerate(codes):
            for other in sorted(int(at) for at in tree.query(named[code][1], predicate="intersects") if at > one):
                second = codes[other]
                m2 = overlap_m2(named[code][1], named[second][1])
                line = max(lines.get(code, 0), lines.get(second, 0))
                if m2 > TOLERANCE_M2 and line:
                    pair = f"{code} {named[code][0]} × {second} {named[second][0]}: {m2:.0f} m²"
                    found.append(Refusal(line, Cause.OVERLAP, pair))
    return found


def _refuse_with_others(drawn: Mapping[str, _Drawn], spoilt: set[str], summary: Summary) -> None:
    named = {refusal.line for refusal in summary.refused}
    summary.refused += [
        Refusal(grid.number, Cause.WITH_OTHERS, f"{grid.code} {grid.name}")
        for grid in drawn.values()
        if grid.community in spoilt and grid.number not in named
    ]
    summary.refused.sort(key=lambda refusal: refusal.line)


def _write(
    community: Division,
    grids: list[_Drawn],
    there: Mapping[str, Grid],
    summary: Summary,
    *,
    by: log.Actor | None,
    at: datetime,
) -> None:
    new = [grid for grid in grids if grid.code not in there]
    other = [grid for grid in grids if grid.code in there and _differs(grid, there[grid.code])]
    Grid.objects.bulk_create(
        Grid(code=grid.code, community=community, valid_from=timezone.localdate(at), **grid.fields()) for grid in new
    )
    for grid in other:
        Grid.objects.filter(code=grid.code).update(**grid.fields())
    summary.added += len(new)
    summary.changed += len(other)
    summary.there += len(grids) - len(new) - len(other)
    if new or other:
        log.write(
            "places.grids_imported",
            community,
            by=by,
            at=at,
            place=community.prefix,
            added=[grid.code for grid in new],
            changed=[grid.code for grid in other],
        )


def _differs(grid: _Drawn, kept: Grid) -> bool:
    return any(getattr(kept, name) != value for name, value in grid.fields().items())

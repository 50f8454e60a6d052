"""Where a point is and what a code is called: kept in memory, loaded anew in every process after a change."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from linli.core.revisions import Kept
from linli.places import rules
from linli.places.models import Division, DivisionQuerySet, Grid, GridKind, GridQuerySet, Zone
from linli.places.rules import CODE_DIGITS
from linli.places.shapes import METRES_PER_DEGREE

REVISION = "places"  # bumped by whoever changes divisions, grids or zones

HAIRLINE_METRES = 1.0  # a gap between two drawings of one edge, not a place outside


@dataclass(frozen=True, slots=True)
class GridFacts:
    pk: int
    code: str
    name: str
    kind: str
    host_name: str

    @property
    def is_dedicated(self) -> bool:
        return self.kind == GridKind.DEDICATED


@dataclass(frozen=True, slots=True)
class Found:
    """The grid that holds a point; when none does, the nearest one and how far it is in metres."""

    grid: GridFacts | None
    nearest: GridFacts | None = None
    metres: float = 0.0


@dataclass(frozen=True)
class Gazetteer:
    """Names by code, and the tree of grid polygons."""

    names: dict[str, str]  # division codes of 12 digits and grid codes of 15
    divisions: dict[str, int]
    grids: list[GridFacts]  # dedicated first, then by code: the first hit owns the point
    shapes: Sequence[BaseGeometry]
    zones: Sequence[tuple[int, shapely.Geometry]] = ()

    @cached_property
    def _tree(self) -> shapely.STRtree:
        return shapely.STRtree(self.shapes)

    @cached_property
    def grid_by_code(self) -> dict[str, GridFacts]:
        return {grid.code: grid for grid in self.grids}

    @cached_property
    def county(self) -> str | None:
        """The six digits of the county that is served; None before the divisions are loaded."""
        found = sorted(code for code in self.divisions if rules.level(code) == rules.Level.COUNTY)
        return rules.prefix(found[0]) if found else None

    @cached_property
    def middle(self) -> tuple[float, float]:
        """The middle of all grids, (longitude, latitude); (0, 0) when there are none."""
        if not self.shapes:
            return (0.0, 0.0)
        west, south, east, north = (float(v) for v in shapely.total_bounds(self.shapes))
        return ((west + east) / 2, (south + north) / 2)

    @cached_property
    def middles(self) -> dict[str, tuple[float, float]]:
        """A point inside each community by its 12 digits: where something is, as exactly as everybody may know it."""
        of: dict[str, list[shapely.Geometry]] = {}
        for grid, outline in zip(self.grids, self.shapes, strict=True):
            of.setdefault(grid.code[:12], []).append(outline)
        found = {code: shapely.union_all(shapes).representative_point() for code, shapes in of.items()}
        return {code: (round(point.x, 4), round(point.y, 4)) for code, point in found.items()}

    @cached_property
    def outlines(self) -> dict[str, BaseGeometry]:
        """The shape of each grid by its code."""
        return {grid.code: outline for grid, outline in zip(self.grids, self.shapes, strict=True)}

    def middle_of(self, place: str) -> tuple[float, float] | None:
        """A point inside the grid called ``place``, of a wider place inside its community; None where neither is
        drawn."""
        outline = self.outlines.get(place)
        if outline is None:
            return self.middles.get(place[:CODE_DIGITS])
        point = outline.representative_point()
        return (round(point.x, 6), round(point.y, 6))

    def locate(self, lon: float, lat: float) -> Found:
        """The grid of a point (CGCS2000 degrees). On a shared edge the dedicated grid owns it, else the lower code;
        within a hairline of a grid, the nearest one owns it by the same rule."""
        point = shapely.Point(lon, lat)
        hits = self._tree.query(point, predicate="intersects")
        if len(hits):
            return Found(self.grids[min(hits.tolist())])
        if not self.shapes:
            return Found(None)
        at = int(self._tree.query_nearest(point).min())
        # degrees to metres on the spot: good to a per cent over the few kilometres that matter here
        near = shapely.get_coordinates(shapely.shortest_line(point, self.shapes[at]))
        east = (near[1][0] - near[0][0]) * math.cos(math.radians(lat))
        north = near[1][1] - near[0][1]
        metres = float(math.hypot(east, north) * METRES_PER_DEGREE)
        return Found(self.grids[at]) if metres <= HAIRLINE_METRES else Found(None, self.grids[at], metres)

    def zones_of(self, lon: float, lat: float) -> frozenset[int]:
        if not self.zones:
            return frozenset()
        point = shapely.Point(lon, lat)
        return frozenset(pk for pk, outline in self.zones if shapely.intersects(outline, point))

    def around(self, place: str, point: tuple[float, float] | None) -> str:
        """The code of the grid of ``point`` (CGCS2000 degrees), else the digits that every place inside the one called
        ``place`` shares; empty where neither is known."""
        grid = self.locate(*point).grid if point is not None else self.grid_by_code.get(place)
        if grid is not None:
            return grid.code
        code = place.ljust(CODE_DIGITS, "0")
        return rules.prefix(code) if place and self.known(code) else ""

    def known(self, code: str) -> bool:
        return code in self.names

    def name(self, code: str) -> str:
        return self.names.get(code, code)

    def path(self, code: str) -> list[tuple[str, str]]:
        """(code, name) from the town down to ``code``: what a reader needs to know where it is."""
        steps = [code[:9].ljust(12, "0"), code[:12], code]
        return [(c, self.names[c]) for i, c in enumerate(steps) if c in self.names and c not in steps[:i]]

    def label(self, code: str) -> str:
        """``玉山镇 · 里厍社区 · 第2网格`` as far as the code goes; the county's name for a county."""
        path = self.path(code)
        return " · ".join(name for _, name in path) if path else self.name(code.ljust(rules.CODE_DIGITS, "0"))


def _load() -> Gazetteer:
    names: dict[str, str] = {}
    divisions: dict[str, int] = {}
    for division in Division.objects.filter(valid_to=None).defer("outline"):
        names[division.code] = division.short_name
        divisions[division.code] = division.pk
    rows = sorted(Grid.objects.filter(valid_to=None), key=lambda grid: (grid.kind != GridKind.DEDICATED, grid.code))
    grids = [
        GridFacts(pk=grid.pk, code=grid.code, name=grid.name, kind=grid.kind, host_name=grid.host_name) for grid in rows
    ]
    names.update({grid.code: grid.name for grid in grids})
    zones = [(zone.pk, shape(zone.outline)) for zone in Zone.objects.filter(valid_to=None) if zone.outline]
    return Gazetteer(names, divisions, grids, [shape(grid.outline) for grid in rows], zones)


kept = Kept(REVISION, _load)


def gazetteer() -> Gazetteer:
    """The gazetteer as it stands, from memory."""
    return kept.get()


def locate(lon: float, lat: float) -> Found:
    """The grid of a point in CGCS2000 degrees; outside all grids, the nearest one and its distance."""
    return gazetteer().locate(lon, lat)


# -- a place chosen by name, step by step, for those without a position ------------------------------------------------


def towns(county: str) -> DivisionQuerySet:
    """The towns and streets of a county (its digits)."""
    return Division.objects.towns().within(county).filter(valid_to=None).defer("outline").order_by("code")


def communities(town: str) -> DivisionQuerySet:
    """The communities of a town (its digits)."""
    return Division.objects.communities().within(town).filter(valid_to=None).defer("outline").order_by("code")


def grids(community: str) -> GridQuerySet:
    """The grids of a community (its digits), dedicated ones last."""
    return Grid.objects.within(community).filter(valid_to=None).defer("outline").order_by("kind", "code")


def outlines_below(areas: Sequence[str]) -> list[object]:
    """The outlines (GeoJSON geometries) one level below each of ``areas``: towns of a county, communities of a town,
    grids of a community; for the ground of a map."""
    found: list[object] = []
    for area in areas:
        if len(area) == rules.Level.COUNTY:
            rows = Division.objects.towns().within(area)
        elif len(area) == rules.Level.TOWN:
            rows = Division.objects.communities().within(area)
        else:
            found += Grid.objects.within(area[:CODE_DIGITS]).filter(valid_to=None).values_list("outline", flat=True)
            continue
        found += rows.filter(valid_to=None).values_list("outline", flat=True)
    return [outline for outline in found if outline]

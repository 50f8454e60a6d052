"""生活圈: how far each home is from the nearest facility of each kind, and what share of homes lies within the walk.

Homes are dwellings, counted by building; a building that nobody measured stands where its estate stands. Distances are
the straight line times a factor, or those of a routing engine once ``jobs.walk`` has asked it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

import numpy as np
import shapely
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.models import Count
from django.utils import timezone
from numpy.typing import NDArray

from linli.core.dated import in_force
from linli.core.models import Revision
from linli.insight.rules.circle import REACH, Share, minutes
from linli.places.models import Building, EstateForm, EstateFormRow
from linli.places.reads import REVISION as LAND
from linli.places.reads import facilities as directory
from linli.places.reads.estates import FORMS
from linli.places.reads.facilities import Known
from linli.places.rules import GRID_DIGITS, Level
from linli.places.shapes import METRES_PER_DEGREE

KEPT_FOR = timedelta(minutes=10)  # buildings and doors change by imports, and no page waits for the last one
WALKED_FOR = timedelta(days=30)
DEPTHS = (Level.TOWN, Level.COMMUNITY, GRID_DIGITS)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Point = tuple[float, float]


@dataclass(frozen=True)
class Homes:
    """Buildings as columns: where they stand, how many dwellings they have, and what they belong to."""

    points: Floats  # longitude and latitude
    weights: Ints  # dwellings
    estates: Ints
    places: NDArray[np.str_]  # code of the grid, of the community where no grid is known
    forms: NDArray[np.str_]  # of the estate: open, closed, empty where nobody has said

    def __len__(self) -> int:
        return len(self.weights)


@dataclass(frozen=True)
class Plane:
    """Degrees to metres east and north of a middle: good to a per mille over a county."""

    middle: Point

    def __call__(self, points: Floats) -> Floats:
        shrink = np.cos(np.radians(self.middle[1]))
        flat: Floats = (points - np.array(self.middle)) * METRES_PER_DEGREE * np.array([shrink, 1.0])
        return flat


def dots(flat: Floats) -> NDArray[np.object_]:
    """Metres as geometries, for a tree of them."""
    return np.array(shapely.points(flat), dtype=object)


@dataclass(frozen=True, slots=True)
class AreaRow:
    code: str
    share: Share


@dataclass(frozen=True, slots=True)
class EstateRow:
    """An estate, its homes, and the walk from its middle home to the nearest facility; ``metres`` is infinite where
    there is none."""

    pk: int
    name: str
    place: str
    homes: int
    point: Point
    metres: float

    @property
    def minutes(self) -> int | None:
        return minutes(self.metres)

    @property
    def is_gap(self) -> bool:
        return self.metres > REACH[15]


@dataclass(frozen=True)
class Circle:
    """Homes and what they have to walk to one kind of facility."""

    homes: Homes
    walks: Floats  # metres of each building
    estates: dict[int, tuple[str, str]]  # name and community
    by_engine: bool

    @cached_property
    def within(self) -> list[NDArray[np.bool_]]:
        return [self.walks <= reach for reach in REACH.values()]

    @cached_property
    def share(self) -> Share:
        five, ten, fifteen = (int(self.homes.weights[near].sum()) for near in self.within)
        return Share(int(self.homes.weights.sum()), (five, ten, fifteen))

    def by_area(self, depth: int, prefix: str = "") -> list[AreaRow]:
        """The share of each place ``depth`` digits deep inside ``prefix``: towns, communities or grids."""
        codes, which = np.unique(self.homes.places.astype(f"U{depth}"), return_inverse=True)
        counts = [
            np.bincount(which, weights=np.where(near, self.homes.weights, 0), minlength=len(codes)).astype(int).tolist()
            for near in (np.ones(len(self.homes), dtype=bool), *self.within)
        ]
        rows = zip(codes.tolist(), zip(*counts, strict=True), strict=True)
        return [
            AreaRow(code, Share(homes, (five, ten, fifteen)))
            for code, (homes, five, ten, fifteen) in rows
            if len(code) == depth and code.startswith(prefix)
        ]

    def by_form(self, prefix: str = "") -> list[tuple[str, Share]]:
        """The share of homes in open estates inside ``prefix``, in closed ones, and in those of which nobody has said
        (an empty form); forms that no home has are left out."""
        inside = np.char.startswith(self.homes.places, prefix)
        rows = []
        for form in (*EstateForm.values, ""):
            of = inside & (self.homes.forms == form)
            five, ten, fifteen = (int(self.homes.weights[of & near].sum()) for near in self.within)
            if homes := int(self.homes.weights[of].sum()):
                rows.append((form, Share(homes, (five, ten, fifteen))))
        return rows

    def by_estate(self, prefix: str = "") -> list[EstateRow]:
        """Each estate inside ``prefix``, the most homes first among those with the longest walk."""
        rows = []
        order = np.argsort(self.homes.estates, kind="stable")
        parts = np.split(order, np.flatnonzero(np.diff(self.homes.estates[order])) + 1) if len(order) else []
        for part in parts:
            pk = int(self.homes.estates[part[0]])
            name, place = self.estates[pk]
            if not place.startswith(prefix):
                continue
            weights = self.homes.weights[part]
            lon, lat = np.average(self.homes.points[part], axis=0, weights=weights)
            middle = _weighted_median(self.walks[part], weights)
            rows.append(EstateRow(pk, name, place, int(weights.sum()), (float(lon), float(lat)), middle))
        return sorted(rows, key=lambda row: (-min(row.metres, 1e9), -row.homes, row.pk))


def _weighted_median(values: Floats, weights: Ints) -> float:
    order = np.argsort(values)
    half = weights.sum() / 2
    return float(values[order][np.searchsorted(np.cumsum(weights[order]), half)])


def straight(homes: Homes, sites: Sequence[Point], detour: float) -> Floats:
    """Metres of walking from each building to the nearest of ``sites``, by the straight line times ``detour``."""
    if not sites or not len(homes):
        return np.full(len(homes), np.inf)
    plane = Plane((float(homes.points[:, 0].mean()), float(homes.points[:, 1].mean())))
    tree = shapely.STRtree(dots(plane(np.array(sites, dtype=float))))
    asked, far = tree.query_nearest(dots(plane(homes.points)), return_distance=True, all_matches=False)
    walks = np.full(len(homes), np.inf)
    walks[asked[0]] = far * detour
    return walks


def load_homes(at: datetime) -> tuple[Homes, dict[int, tuple[str, str]]]:
    """All buildings with dwellings, and name and community of their estates."""
    in_use = EstateFormRow.objects.filter(in_force(timezone.localdate(at)))
    forms: dict[int, str] = dict(in_use.values_list("estate_id", "form"))
    rows = list(
        Building.objects.annotate(homes=Count("dwellings"))
        .filter(homes__gt=0)
        .values_list(
            "lon", "lat", "estate__lon", "estate__lat", "homes", "estate_id",
            "grid__code", "estate__grid__code", "estate__community__code", "estate__name",
        )
        .order_by("pk")
    )  # fmt: skip
    kept = [(row[0] if row[0] is not None else row[2], row[1] if row[1] is not None else row[3], row) for row in rows]
    kept = [one for one in kept if one[0] is not None and one[1] is not None]
    homes = Homes(
        np.array([one[:2] for one in kept], dtype=float).reshape(-1, 2),
        np.array([row[4] for *_, row in kept], dtype=np.int64),
        np.array([row[5] for *_, row in kept], dtype=np.int64),
        np.array([row[6] or row[7] or row[8] for *_, row in kept], dtype=str),
        np.array([forms.get(row[5], "") for *_, row in kept], dtype=str),
    )
    return homes, {row[5]: (row[9], row[8]) for *_, row in kept}


_kept: dict[str, tuple[object, tuple[Homes, dict[int, tuple[str, str]]]]] = {}


def homes(at: datetime) -> tuple[Homes, dict[int, tuple[str, str]]]:
    """``load_homes``, read again when ten minutes have passed or land or forms of estates have changed."""
    name = str(connection.settings_dict["NAME"])
    land = tuple(Revision.objects.filter(pk__in=(LAND, FORMS)).order_by("pk").values_list("pk", "number"))
    key = (land, int(at.timestamp() // KEPT_FOR.total_seconds()))
    if name not in _kept or _kept[name][0] != key:
        _kept[name] = key, load_homes(at)
    return _kept[name][1]


def forget() -> None:
    """Drop the homes that this process keeps."""
    _kept.clear()


def sites(kind: str, at: datetime) -> list[Known]:
    """The facilities of a kind that are in use and of which somebody said where they are."""
    there = directory.directory().there(timezone.localdate(at))
    return [one for one in there if one.details.kind == kind and one.details.point is not None]


def circle(kind: str, *, at: datetime) -> Circle:
    """What every home has to walk to the nearest facility of ``kind``."""
    every, estates = homes(at)
    found = [one.details.point for one in sites(kind, at) if one.details.point is not None]
    walked = cache.get(walked_key(kind, every, found)) if settings.LINLI_WALK_ENGINE else None
    if walked is not None:
        return Circle(every, np.frombuffer(walked, dtype=np.float64), estates, by_engine=True)
    return Circle(every, straight(every, found, settings.LINLI_WALK_DETOUR), estates, by_engine=False)


def walked_key(kind: str, every: Homes, found: Sequence[Point]) -> str:
    """Under what the distances of an engine are kept: they count for these very homes and sites."""
    digest = hashlib.sha256(every.points.tobytes() + repr(found).encode()).hexdigest()
    return f"circle.{kind}.{digest}"

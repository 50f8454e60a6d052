"""空白点: which grids, buildings, zones and firms have no body, head, worker or adviser, by the rules of the day.

- A **body** is there when one in force covers the ground (``orgs.Stand``); one that only has its rooms there does not.
- A **head** of a grid holds the post of grid head on it; of other ground, leads the body that covers it.
- A **worker** holds the post of grid worker on the grid.
- An **adviser** is sent to a body that covers the ground or sits there, or to the firm itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Substr

from linli.core.dated import in_force
from linli.insight.models import CoverageRule, Lack
from linli.orgs.authority import inside
from linli.orgs.models import Ground, Organisation, OrgKind, Post, Role, Stand
from linli.places.models import Building, Division, Grid, GridKind, Zone, ZoneKind
from linli.places.reads import gazetteer
from linli.places.rules import Level

PAGE = 50
FIRMS = (OrgKind.TWO_NEW_ORG, OrgKind.PARTNER_UNIT, OrgKind.PROPERTY_COMPANY, OrgKind.MERCHANT)
ZONES = (ZoneKind.BUSINESS_DISTRICT, ZoneKind.PARK)
GROUNDS = (Ground.GRID, Ground.BUILDING, Ground.ZONE, Ground.FIRM)

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Figure:
    """Of how many that a rule asks how many lack it."""

    rule: CoverageRule
    asked: int
    missing: int

    @property
    def per_cent(self) -> float | None:
        """How many of a hundred have it."""
        return 100 * (self.asked - self.missing) / self.asked if self.asked else None


@dataclass(frozen=True, slots=True)
class Gap:
    """One piece of ground that lacks something; ``size`` is its storeys or people, where it has such."""

    pk: int
    name: str
    place: str
    size: int | None
    lacks: tuple[str, ...]
    point: Point | None


@dataclass(frozen=True, slots=True)
class _Land:
    """Where the rows of a kind of ground are, and the paths to what is told of them."""

    rows: Callable[[date], QuerySet[Any]]
    within: Callable[[Sequence[str]], Q]
    place: str
    names: tuple[str, ...]
    size: str = ""
    points: tuple[str, ...] = ()  # pairs of longitude and latitude, the first that is known counts


def _zones(on: date) -> QuerySet[Zone]:
    first = Division.objects.filter(zones=OuterRef("pk")).order_by("code").values("code")[:1]
    return Zone.objects.filter(in_force(on), kind__in=ZONES).annotate(place=Subquery(first))


def _zones_within(areas: Sequence[str]) -> Q:
    pairs = Zone.divisions.through.objects.filter(inside("division__code", areas))
    return Q(pk__in=pairs.values("zone"))


LAND: dict[str, _Land] = {
    Ground.GRID: _Land(
        lambda on: Grid.objects.valid(on).exclude(kind=GridKind.MICRO),
        lambda areas: inside("code", areas),
        "code",
        ("name",),
    ),
    Ground.BUILDING: _Land(
        lambda on: Building.objects.all(),
        lambda areas: inside("estate__community__code", areas),
        "estate__community__code",
        ("estate__name", "name"),
        "storeys",
        ("lon", "lat", "estate__lon", "estate__lat"),
    ),
    Ground.ZONE: _Land(_zones, _zones_within, "place", ("name",)),
    Ground.FIRM: _Land(
        lambda on: Organisation.objects.valid(on).filter(kind__in=FIRMS),
        lambda areas: inside("division__code", areas),
        "division__code",
        ("name",),
        "headcount",
    ),
}


def rules(on: date) -> list[CoverageRule]:
    """What is asked on a day, by ground."""
    found = CoverageRule.objects.filter(in_force(on))
    return sorted(found, key=lambda rule: (GROUNDS.index(Ground(rule.ground)), list(Lack).index(Lack(rule.lack))))


def figures(areas: Sequence[str], on: date) -> list[Figure]:
    """What each rule in force comes to inside ``areas``; one query for each kind of ground."""
    made = []
    asked = rules(on)
    for ground in dict.fromkeys(rule.ground for rule in asked):
        own = [rule for rule in asked if rule.ground == ground]
        counts = _marked(ground, own, areas, on).aggregate(
            **{f"asked_{rule.lack}": Count("pk", filter=_big(rule)) for rule in own},
            **{f"missing_{rule.lack}": Count("pk", filter=Q(**{f"no_{rule.lack}": True})) for rule in own},
        )
        made += [Figure(rule, counts[f"asked_{rule.lack}"], counts[f"missing_{rule.lack}"]) for rule in own]
    return made


def by_area(
    ground: str, lack: str, areas: Sequence[str], on: date, *, depth: int = Level.TOWN
) -> list[tuple[str, int]]:
    """How many gaps each place ``depth`` digits deep has, the most first."""
    rows = _gaps(ground, lack, areas, on).annotate(part=Substr(LAND[ground].place, 1, depth)).order_by()
    counts = rows.values_list("part").annotate(n=Count("pk"))
    return sorted(((part or "", many) for part, many in counts), key=lambda row: (-row[1], row[0]))


def gaps(
    ground: str, lack: str, areas: Sequence[str], on: date, *, after: int = 0, most: int = PAGE
) -> tuple[list[Gap], int | None]:
    """One page of what lacks ``lack`` (anything, when empty) by key, and the key after which the next one begins."""
    found = list(_told(ground, lack, areas, on).filter(pk__gt=after)[: most + 1])
    rows = [_gap(ground, row) for row in found[:most]]
    return rows, rows[-1].pk if len(found) > most else None


def every(ground: str, lack: str, areas: Sequence[str], on: date) -> Iterator[Gap]:
    """All of them, for a table that leaves."""
    for row in _told(ground, lack, areas, on).iterator(chunk_size=2_000):
        yield _gap(ground, row)


def _told(ground: str, lack: str, areas: Sequence[str], on: date) -> QuerySet[Any, dict[str, Any]]:
    land = LAND[ground]
    flags = [f"no_{rule.lack}" for rule in rules(on) if rule.ground == ground]
    paths = ["pk", land.place, *land.names, *([land.size] if land.size else []), *land.points, *flags]
    return _gaps(ground, lack, areas, on).order_by("pk").values(*paths)


def _gap(ground: str, row: dict[str, Any]) -> Gap:
    land = LAND[ground]
    place = row[land.place] or ""
    known = [row[path] for path in land.points]
    pairs = [
        (lon, lat) for lon, lat in zip(known[::2], known[1::2], strict=True) if lon is not None and lat is not None
    ]
    return Gap(
        pk=row["pk"],
        name=" ".join(row[path] for path in land.names),
        place=place,
        size=row[land.size] if land.size else None,
        lacks=tuple(lack for lack in Lack.values if row.get(f"no_{lack}")),
        point=pairs[0] if pairs else gazetteer().middle_of(place),
    )


def _gaps(ground: str, lack: str, areas: Sequence[str], on: date) -> QuerySet[Any]:
    own = [rule for rule in rules(on) if rule.ground == ground]
    wanted = Q(pk__in=[])
    for rule in own:
        if lack in ("", rule.lack):
            wanted |= Q(**{f"no_{rule.lack}": True})
    return _marked(ground, own, areas, on).filter(wanted)


def _marked(ground: str, own: Sequence[CoverageRule], areas: Sequence[str], on: date) -> QuerySet[Any]:
    """The ground inside ``areas`` with ``no_body``, ``no_head`` … for what its rules ask."""
    land = LAND[ground]
    flags = {
        f"no_{rule.lack}": ExpressionWrapper(
            _big(rule) & ~_has(ground, Lack(rule.lack), on), output_field=BooleanField()
        )
        for rule in own
    }
    return land.rows(on).filter(land.within(areas)).annotate(**flags)


def _big(rule: CoverageRule) -> Q:
    size = LAND[rule.ground].size
    return Q(**{f"{size}__gte": rule.least}) if size and rule.least else Q(pk__isnull=False)


def _has(ground: str, lack: Lack, on: date) -> Exists | Q:
    here = {ground: OuterRef("pk")}
    if lack is Lack.BODY:
        return Exists(Stand.objects.covering(on).filter(**here))
    if lack is Lack.WORKER or (lack is Lack.HEAD and ground == Ground.GRID):
        role = Role.GRID_WORKER if lack is Lack.WORKER else Role.GRID_HEAD
        return Exists(
            Post.objects.held(on).filter(role=role, grid=OuterRef("pk"))
            if ground == Ground.GRID
            else Post.objects.none()
        )
    held = Post.objects.held(on).filter(role=Role.PARTY_HEAD if lack is Lack.HEAD else Role.PARTY_ADVISER)
    stands = Stand.objects.covering(on) if lack is Lack.HEAD else Stand.objects.valid(on)
    at_body = Exists(stands.filter(Exists(held.filter(organisation=OuterRef("body"))), **here))
    if lack is Lack.ADVISER and ground == Ground.FIRM:  # two questions: one with OR reads all posts for each firm
        return at_body | Exists(held.filter(organisation=OuterRef("pk")))
    return at_body

"""Divisions by their real codes and names, and grids whose borders ``shapes`` draws."""

from __future__ import annotations

import csv
from itertools import cycle
from pathlib import Path
from random import Random

import shapely

from linli.core.revisions import bump
from linli.places.models import Building, Division, Dwelling, Estate, Grid, GridKind
from linli.places.reads import REVISION
from linli.places.rules import CODE_DIGITS, Level, level, parent_code
from linli.site.demo import shapes
from linli.site.demo.offices import SHOWN_COMMUNITY, SINCE

BASIC_GRIDS = 1_745  # seed 004
DEDICATED_GRIDS = 24
HOSTS = ("示例产业园", "示例商业广场", "示例医院", "示例职业学校", "示例物流园", "示例会展中心")
ESTATES = ("示例幸福小区", "示例花园", "示例新村", "示例雅苑", "示例公寓")  # of the community shown
ESTATE_FIRST = ("桂香", "枫林", "荷塘", "兰亭", "梧桐", "春晖", "明月", "听雨", "柳岸", "竹影")
ESTATE_LAST = ("花园", "新村", "雅苑", "家园")
ESTATES_EACH = 3
LARGE = 24  # buildings of the first estate of the community shown
STOREYS = 6
TALL_FROM = 7  # 高层: where a building is asked for a body of its own
TALL = (11, 18, 26)  # storeys of tall estates in turns
TALL_EACH = 24  # estates


def lay_out(random: Random) -> dict[str, shapely.Polygon]:
    """Make the county. Returns the polygon of each grid by its code."""
    text = (Path(__file__).parent / "divisions.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    outlines = _outlines([row["code"] for row in rows], random)
    made: dict[str, Division] = {}
    for depth in Level:
        for division in Division.objects.bulk_create(
            Division(
                code=row["code"],
                level=depth,
                name=row["name"],
                parent=made.get(parent_code(row["code"]) or ""),
                urban_rural_class=row["urban_rural_class"],
                outline=_geojson(outlines[row["code"]]) if row["code"] in outlines else None,
                outline_is_synthetic=row["code"] in outlines,
                valid_from=SINCE,
            )
            for row in rows
            if level(row["code"]) == depth
        ):
            made[division.code] = division
    communities = {code: made[code] for code in made if level(code) == Level.COMMUNITY}
    polygons = _grids(communities, outlines, random)
    _estates(communities, polygons, Random(random.random()))  # noqa: S311 — however many it draws, the others stay
    bump(REVISION)
    return polygons


def _geojson(area: shapely.Polygon) -> dict[str, object]:
    return {
        "type": "Polygon",
        "coordinates": [
            [[round(x, 6), round(y, 6)] for x, y in ring.coords] for ring in (area.exterior, *area.interiors)
        ],
    }


def _outlines(codes: list[str], random: Random) -> dict[str, shapely.Polygon]:
    """Outlines of the county, its towns and their communities, by code."""
    county = next(code for code in codes if level(code) == Level.COUNTY)
    towns = [code for code in codes if level(code) == Level.TOWN]
    inside = {town: [c for c in codes if level(c) == Level.COMMUNITY and c.startswith(town[:9])] for town in towns}
    drawn = {county: shapes.county(random)}
    pieces = shapes.cut(drawn[county], [len(inside[town]) for town in towns], random)
    for town, piece in zip(towns, pieces, strict=True):
        drawn[town] = piece
        weights = [random.uniform(0.7, 1.5) for _ in inside[town]]
        drawn.update(zip(inside[town], shapes.cut(piece, weights, random), strict=True))
    return drawn


def _grids(
    communities: dict[str, Division], outlines: dict[str, shapely.Polygon], random: Random
) -> dict[str, shapely.Polygon]:
    """Basic grids that cover each community, and dedicated ones cut out of some of them."""
    share, left = divmod(BASIC_GRIDS, len(communities))
    counts = dict.fromkeys(communities, share)
    for code in random.sample(sorted(communities), left):
        counts[code] += 1
    for _ in range(len(communities)):  # unequal, as they are: some communities give one to others
        giver, taker = random.sample(sorted(communities), 2)
        if counts[giver] > 2 and counts[taker] < 9:
            counts[giver], counts[taker] = counts[giver] - 1, counts[taker] + 1
    hosts = dict.fromkeys(random.sample(sorted(communities), DEDICATED_GRIDS))
    polygons: dict[str, shapely.Polygon] = {}
    rows = []
    for code, community in communities.items():
        pieces = shapes.cut(outlines[code], [random.uniform(0.8, 1.3) for _ in range(counts[code])], random)
        if code in hosts:
            block = shapes.inner(pieces[0], random)
            pieces[0] = shapes.without(pieces[0], block)
            host = HOSTS[len(polygons) % len(HOSTS)]
            rows.append(_grid(f"{code}901", community, GridKind.DEDICATED, f"{host}专属网格", block, host))
            polygons[f"{code}901"] = block
        for serial, piece in enumerate(pieces, start=1):
            grid_code = f"{code}{serial:03d}"
            rows.append(_grid(grid_code, community, GridKind.BASIC, f"第{serial}网格", piece))
            polygons[grid_code] = piece
    Grid.objects.bulk_create(rows)
    return polygons


def _grid(code: str, community: Division, kind: GridKind, name: str, area: shapely.Polygon, host: str = "") -> Grid:
    return Grid(
        code=code,
        community=community,
        kind=kind,
        name=name,
        host_name=host,
        outline=_geojson(area),
        outline_is_synthetic=True,
        valid_from=SINCE,
    )


def _estates(communities: dict[str, Division], polygons: dict[str, shapely.Polygon], random: Random) -> None:
    """Estates with buildings and entrances in every community; all doors only in the one that the role picker opens."""
    grids: dict[str, list[Grid]] = {}
    for grid in Grid.objects.filter(kind=GridKind.BASIC).defer("outline").order_by("code"):
        grids.setdefault(grid.code[:CODE_DIGITS], []).append(grid)
    names = [f"示例{first}{last}" for first in ESTATE_FIRST for last in ESTATE_LAST]
    estates = []
    for code, community in communities.items():
        own = ESTATES if code == SHOWN_COMMUNITY else random.sample(names, ESTATES_EACH)
        for name, grid in zip(own, cycle(grids[code]), strict=False):
            lon, lat = shapes.point_in(polygons[grid.code], random)
            estates.append(Estate(community=community, grid=grid, name=name, lon=lon, lat=lat))
    storeys = [TALL[n // TALL_EACH % len(TALL)] if n % TALL_EACH == 4 else STOREYS for n in range(len(estates))]
    buildings = [
        Building(estate=estate, grid=estate.grid, name=f"{n}幢", storeys=tall, lon=estate.lon, lat=estate.lat)
        for estate, tall in zip(Estate.objects.bulk_create(estates), storeys, strict=True)
        for n in range(1, 1 + (LARGE if estate.name == ESTATES[0] else random.randint(3, 8)))
    ]
    Dwelling.objects.bulk_create(
        Dwelling(building=building, staircase=f"{stair}单元", door=door)
        for building in Building.objects.bulk_create(buildings)
        for stair in (1, 2, 3)
        for door in _doors(building)
    )


def _doors(building: Building) -> list[str]:
    """Two on each storey, or only the first one where nobody looks."""
    doors = [f"{storey}0{side}" for storey in range(1, (building.storeys or STOREYS) + 1) for side in (1, 2)]
    return doors if building.estate.name in ESTATES else doors[:1]

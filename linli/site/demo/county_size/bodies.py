"""One body on each grid with its head, and pioneers who answer for the homes of a staircase."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle

from linli.core.revisions import bump
from linli.orgs.models import (
    AreaKind,
    BodyForm,
    Ground,
    Organisation,
    OrgKind,
    Post,
    ResponsibilityArea,
    Role,
    Stand,
)
from linli.orgs.reads import REVISION
from linli.people.models import Person
from linli.places.models import Building, Grid, GridKind
from linli.site.demo.county_size.growing import AT_ONCE, Growing
from linli.site.demo.offices import SINCE

STAIRS = ("1单元", "2单元", "3单元")  # of every building of the ordinary demo
HEADLESS_EACH = 40  # one body in so many waits for a head


def stand(county: Growing) -> dict[str, int]:
    """Give every basic grid that has none its body, and staircases somebody who answers for them."""
    grids = list(
        Grid.objects.filter(kind=GridKind.BASIC, stands=None)
        .defer("outline")
        .select_related("community")
        .order_by("code")
    )
    if len(county.everybody()) < len(grids):  # a county in small: as many bodies as there are people to lead them
        grids = grids[: len(county.everybody())]
    bodies = Organisation.objects.bulk_create(
        (
            Organisation(
                code=f"grid-branch-{grid.code}",
                kind=OrgKind.GRID_BRANCH,
                form=BodyForm.COMBINED,
                name=f"{grid.community.short_name}{grid.name}党支部（演示）",
                name_en=f"Branch of grid {grid.code} (demo)",
                division=grid.community,
                parent=county.offices.by_community[grid.community.code][0],
                valid_from=SINCE,
            )
            for grid in grids
        ),
        batch_size=AT_ONCE,
    )
    Stand.objects.bulk_create(
        (
            Stand(body=body, ground=Ground.GRID, grid=grid, valid_from=SINCE)
            for body, grid in zip(bodies, grids, strict=True)
        ),
        batch_size=AT_ONCE,
    )
    posts = [
        Post(person=person, organisation=body, role=Role.PARTY_HEAD, valid_from=SINCE)
        for serial, (body, person) in enumerate(zip(bodies, _somebody_of(county, grids), strict=True))
        if serial % HEADLESS_EACH
    ]
    Post.objects.bulk_create(posts, batch_size=AT_ONCE)
    bump(REVISION)
    stands = Stand.objects.filter(ground=Ground.GRID, valid_to=None).select_related("body")
    by_grid = {one.grid_id or 0: one.body for one in stands}
    return {"bodies": len(bodies), "pioneers": _pioneers(county, by_grid)}


def _somebody_of(county: Growing, grids: list[Grid]) -> Iterator[Person]:
    """A resident of the community of each grid, or of any where nobody lives."""
    anybody = cycle(county.everybody())
    people = {code: cycle(some) for code, some in county.people.items() if some}
    return (next(people.get(grid.community.code, anybody)) for grid in grids)


def _pioneers(county: Growing, by_grid: dict[int, Organisation]) -> int:
    """One keeper for each staircase, buildings in turns, until there are as many as the county has."""
    buildings = list(
        Building.objects.filter(grid__in=by_grid, responsibility_areas=None)
        .select_related("estate__community")
        .order_by("pk")
    )
    stairs = [(building, stair) for stair in STAIRS for building in buildings][: county.numbers.pioneers]
    anybody = cycle(reversed(county.everybody()))
    people = {code: iter(reversed(some)) for code, some in county.people.items()}
    posts = []
    for building, _ in stairs:
        person = next(people[building.estate.community.code], None) or next(anybody)
        posts.append(
            Post(person=person, organisation=by_grid[building.grid_id or 0], role=Role.AREA_KEEPER, valid_from=SINCE)
        )
    made = Post.objects.bulk_create(posts, batch_size=AT_ONCE)
    ResponsibilityArea.objects.bulk_create(
        (
            ResponsibilityArea(
                kind=AreaKind.STAIRWAY_HEAD,
                post=post,
                estate=building.estate,
                building=building,
                staircase=stair,
                path=f"{building.estate_id}/{building.pk}/{stair}/",
                agreed_at=county.at,
                valid_from=SINCE,
            )
            for post, (building, stair) in zip(made, stairs, strict=True)
        ),
        batch_size=AT_ONCE,
    )
    return len(made)

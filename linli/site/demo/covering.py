"""Bodies on the ground of the whole county: grids, tall buildings, business districts and firms, most of them covered
and some of them not yet, so that 空白点 shows both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet

from linli.orgs.models import BodyForm, Ground, Organisation, OrgKind, Post, Role, Stand
from linli.people.models import Person
from linli.places.models import Building, Division, Grid, Zone, ZoneKind
from linli.site.demo.land import TALL_FROM
from linli.site.demo.offices import SHOWN_COMMUNITY, SINCE, Offices, staff

NO_BODY = (8, 31, 14, 53, 20)  # in the towns in turns every so many grids has no body yet
NO_HEAD = (17, 11, 40, 9, 26)
NO_GROUP, NO_LEADER = 3, 5  # so many tall buildings have no group; of the groups so many nobody who leads them
DISTRICTS = ("萧林路", "人民路", "前进中路", "长江路", "柏庐路", "朝阳路", "樾河", "珠江路")
FIRMS = (("精密电子", 860), ("汽车配件", 420), ("食品", 260), ("物流", 180), ("包装材料", 130), ("软件", 95),
         ("模具", 70), ("设计咨询", 55), ("家政服务", 40), ("广告", 18))  # fmt: skip


@dataclass
class Made:
    """What is put into the database at once, in the order of their keys."""

    bodies: list[Organisation] = field(default_factory=list)
    stands: list[Stand] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)

    def cover(self, body: Organisation, ground: Ground, where: Grid | Building | Zone | Organisation) -> None:
        self.bodies.append(body)
        self.stands.append(Stand(body=body, ground=ground, valid_from=SINCE, **{ground.value: where}))

    def post(self, person: Person, body: Organisation, role: Role, grid: Grid | None = None) -> None:
        self.posts.append(Post(person=person, organisation=body, role=role, grid=grid, valid_from=SINCE))

    def keep(self) -> int:
        inner = [body for body in self.bodies if body.parent is not None and body.parent.pk is None]
        Organisation.objects.bulk_create(body for body in self.bodies if body.parent is None or body.parent.pk)
        Organisation.objects.bulk_create(inner)  # their parents have keys now
        Stand.objects.bulk_create(self.stands)
        Post.objects.bulk_create(self.posts)
        return len(self.bodies)


def cover(made: Offices, *, at: datetime) -> int:
    """Found the bodies. Returns how many there are."""
    codes = sorted(made.by_community)
    named = {code: f"演示网格长（{unit.division.short_name}）" for code, (unit, _) in made.by_community.items()}
    people = staff([(f"demo-head-{code}", named[code][:30]) for code in codes], at)
    leaders = dict(zip(codes, people, strict=True))
    above = {code: unit for code, (unit, _) in made.by_community.items()}
    joint = Organisation.objects.filter(kind=OrgKind.JOINT_PARTY_COMMITTEE).select_related("division")
    above |= {body.division.code: body for body in joint}
    rows = Made()
    branches = _grids(rows, above, made, leaders)
    _buildings(rows, branches, leaders)
    own = [SHOWN_COMMUNITY, *codes[5 :: len(codes) // max(len(DISTRICTS), len(FIRMS))]]
    _districts(rows, own, above, leaders)
    _firms(rows, own, above, made, leaders)
    return rows.keep()


def _grids(
    rows: Made, above: Mapping[str, Organisation], made: Offices, leaders: Mapping[str, Person]
) -> dict[int, Organisation]:
    """One body for each grid but some, led by whoever heads the grid. Returns them by the key of the grid."""
    found: dict[int, Organisation] = {}
    towns = sorted({code[:9] for code in above})
    turn = {town: serial % len(NO_BODY) for serial, town in enumerate(towns)}
    grids = Grid.objects.select_related("community").defer("outline", "community__outline").order_by("code")
    for serial, grid in enumerate(grids, 1):
        code, now = grid.community.code, turn[grid.code[:9]]
        if serial % NO_HEAD[now]:
            rows.post(leaders[code], made.by_community[code][0], Role.GRID_HEAD, grid)
        if serial % NO_BODY[now] == 0:
            continue
        found[grid.pk] = _body(
            f"grid-branch-{grid.code}",
            OrgKind.GRID_BRANCH,
            f"{grid.community.short_name}{grid.name}党支部（演示）",
            f"Branch of grid {grid.code} (demo)",
            grid.community,
            above[code],
            BodyForm.COMBINED,
        )
        rows.cover(found[grid.pk], Ground.GRID, grid)
        if serial % NO_HEAD[now]:
            rows.post(leaders[code], found[grid.pk], Role.PARTY_HEAD)
    return found


def _buildings(rows: Made, branches: Mapping[int, Organisation], leaders: Mapping[str, Person]) -> None:
    """Groups in most tall buildings, under the branch of their grid."""
    tall: QuerySet[Building] = Building.objects.filter(storeys__gte=TALL_FROM, grid__in=branches)
    for serial, building in enumerate(tall.select_related("estate").order_by("pk")):
        branch = branches[building.grid_id or 0]
        if serial % NO_GROUP == 0:
            continue
        name = f"{building.estate.name}{building.name}党小组（演示）"
        english = f"Group of building {building.pk} (demo)"
        group = _body(f"building-group-{building.pk}", OrgKind.PARTY_GROUP, name, english, branch.division, branch)
        rows.cover(group, Ground.BUILDING, building)
        if serial % NO_LEADER:
            rows.post(leaders[branch.division.code], group, Role.PARTY_HEAD)


def _districts(rows: Made, own: list[str], above: Mapping[str, Organisation], leaders: Mapping[str, Person]) -> None:
    """Business districts and parks; two of three with a body, some of these with a head and an adviser."""
    zones = Zone.objects.bulk_create(
        Zone(
            kind=ZoneKind.PARK if serial % 4 == 3 else ZoneKind.BUSINESS_DISTRICT,
            name=f"示例{name}{'产业园' if serial % 4 == 3 else '商圈'}（演示）",
            valid_from=SINCE,
        )
        for serial, name in enumerate(DISTRICTS)
    )
    for serial, (zone, code) in enumerate(zip(zones, own, strict=False)):
        parent = above[code]
        zone.divisions.add(parent.division)
        if serial % 3 == 2:
            continue
        name, english = zone.name.replace("（", "党支部（"), f"Branch of district {serial + 1} (demo)"
        branch = _body(f"zone-branch-{serial}", OrgKind.BUILDING_BRANCH, name, english, parent.division, parent)
        branch.form = BodyForm.COMBINED
        rows.cover(branch, Ground.ZONE, zone)
        if serial % 4:
            rows.post(leaders[code], branch, Role.PARTY_HEAD)
        if serial % 2 == 0:
            rows.post(leaders[own[0]], branch, Role.PARTY_ADVISER)


def _firms(
    rows: Made,
    own: list[str],
    above: Mapping[str, Organisation],
    made: Offices,
    leaders: Mapping[str, Person],
) -> None:
    """Firms of every size in some communities; three of four of the large ones have a body, half an adviser."""
    serial = 0
    for turn, code in enumerate(own):
        unit = made.by_community[code][0]
        for trade, size in FIRMS[turn % 3 :: 3]:
            serial += 1
            firm = _body(
                f"firm-demo-{serial}",
                OrgKind.TWO_NEW_ORG,
                f"示例{unit.division.short_name.removesuffix('社区')}{trade}公司（演示）"[:60],
                f"Firm {serial} (demo)",
                unit.division,
                unit,
            )
            firm.headcount = size + serial
            rows.bodies.append(firm)
            if firm.headcount >= 100 and serial % 4:
                name, english = firm.name.replace("（", "党支部（"), f"Branch of firm {serial} (demo)"
                parent = above[code]
                branch = _body(f"firm-branch-{serial}", OrgKind.BUILDING_BRANCH, name, english, unit.division, parent)
                branch.form = BodyForm.ESTABLISHED
                rows.cover(branch, Ground.FIRM, firm)
                rows.post(leaders[code], branch, Role.PARTY_HEAD)
            if firm.headcount >= 50 and serial % 2:
                rows.post(leaders[code], firm, Role.PARTY_ADVISER)


def _body(
    code: str,
    kind: OrgKind,
    name: str,
    name_en: str,
    division: Division,
    parent: Organisation,
    form: BodyForm | None = None,
) -> Organisation:
    return Organisation(
        code=code,
        kind=kind,
        form=form or "",
        name=name,
        name_en=name_en,
        division=division,
        parent=parent,
        valid_from=SINCE,
    )

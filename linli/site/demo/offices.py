"""The offices of the demo county and the made-up people who hold their posts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from django.contrib.auth.hashers import make_password

from linli.core import crypto
from linli.core.revisions import bump
from linli.orgs.models import LinkKind, Organisation, OrgKind, Post, Role, UnitLink
from linli.orgs.reads import REVISION as CATALOGUE
from linli.people.models import PHONE_INDEX, Person
from linli.places.models import Division, Grid
from linli.places.rules import Level

SINCE = date(2022, 1, 1)
COMMITTEES = 220  # seed 004: 220 joint committees
PART_TIME_MEMBERS = 1_344  # seed 004
RESIDENTS = 240
ELDERS = 20
SHOWN_COMMUNITY = "320583100002"  # whose desk the role picker opens
SURNAMES = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"  # nobody is called so; masked they still differ

DEPARTMENTS = {
    "urban_management": ("昆山市城市管理局", "Urban Management"),
    "police": ("昆山市公安局", "Police"),
    "housing": ("昆山市住房和城乡建设局", "Housing and Construction"),
    "water": ("昆山市水务局", "Water"),
    "transport": ("昆山市交通运输局", "Transport"),
    "environment": ("苏州市昆山生态环境局", "Environment"),
    "market": ("昆山市市场监督管理局", "Market Regulation"),
    "health": ("昆山市卫生健康委员会", "Health"),
    "civil_affairs": ("昆山市民政局", "Civil Affairs"),
    "human_resources": ("昆山市人力资源和社会保障局", "Human Resources and Social Security"),
    "education": ("昆山市教育局", "Education"),
    "power": ("昆山市供电服务中心（演示）", "Power Supply (demo)"),
    "gas": ("昆山市燃气服务中心（演示）", "Gas Supply (demo)"),
    "telecom": ("昆山市通信服务中心（演示）", "Telecom (demo)"),
    "culture_tourism": ("昆山市文体广电和旅游局", "Culture, Sports and Tourism"),
    "emergency": ("昆山市应急管理局", "Emergency Management"),
    "natural_resources": ("昆山市自然资源和规划局", "Natural Resources and Planning"),
    "agriculture": ("昆山市农业农村局", "Agriculture"),
    "fire": ("昆山市消防救援大队", "Fire and Rescue"),
    "tax": ("昆山市税务局", "Tax"),
    "petition": ("昆山市信访局", "Petitions"),
    "garden": ("昆山市园林绿化服务中心（演示）", "Parks and Greenery (demo)"),
}


@dataclass
class Offices:
    """Who acts in the demo, by what they answer for."""

    by_community: dict[str, tuple[Organisation, Person]] = field(default_factory=dict)
    by_unit: dict[int, Person] = field(default_factory=dict)  # who handles for an organisation
    residents: list[Person] = field(default_factory=list)


def found(at: datetime, random: Random) -> Offices:
    """Organisations, posts, part-time members and residents of the county."""
    county = Division.objects.get(level=Level.COUNTY)
    centre = Organisation.objects.create(
        code="centre",
        kind=OrgKind.CITY_CENTRE,
        name="昆山市社会治理现代化联动中心",
        name_en="County Coordination Centre",
        division=county,
        phone="12345",
        valid_from=SINCE,
    )
    departments = _departments(county, centre)
    streets = _streets(centre)
    committees = _committees(streets)
    _joint_committees(committees, [*departments, centre], at, random)
    return _posts(centre, departments, streets, committees, at)


def _departments(county: Division, centre: Organisation) -> list[Organisation]:
    return Organisation.objects.bulk_create(
        Organisation(
            code=f"department-{duty}",
            kind=OrgKind.DEPARTMENT,
            name=name,
            name_en=english,
            duty=duty,
            division=county,
            parent=centre,
            phone="12345",
            valid_from=SINCE,
        )
        for duty, (name, english) in DEPARTMENTS.items()
    )


def _streets(centre: Organisation) -> list[Organisation]:
    return Organisation.objects.bulk_create(
        Organisation(
            code=f"street-{town.code[:9]}",
            kind=OrgKind.STREET_OFFICE,
            name=f"{town.name}人民政府" if town.name.endswith("镇") else f"{town.name}管理委员会",
            name_en=f"Street office, {town.name}",
            division=town,
            parent=centre,
            phone="12345",
            valid_from=SINCE,
        )
        for town in Division.objects.towns().order_by("code")
    )


def _committees(streets: list[Organisation]) -> list[Organisation]:
    by_town = {street.division_id: street for street in streets}
    return Organisation.objects.bulk_create(
        Organisation(
            code=f"community-{community.code}",
            kind=OrgKind.COMMUNITY_COMMITTEE,
            name=community.name,
            name_en=f"Residents' committee, {community.short_name}",
            division=community,
            parent=by_town[community.parent_id or 0],
            phone="12345",
            valid_from=SINCE,
        )
        for community in Division.objects.communities().order_by("code")
    )


def _joint_committees(
    committees: list[Organisation], partners: list[Organisation], at: datetime, random: Random
) -> None:
    """220 communities get a joint committee; 1,344 part-time members from partner units sit in them."""
    urban = [c for c in committees if c.name.endswith(("社区居委会", "居委会", "社区"))][:COMMITTEES]
    joint = Organisation.objects.bulk_create(
        Organisation(
            code=f"joint-{committee.division.code}",
            kind=OrgKind.JOINT_PARTY_COMMITTEE,
            name=f"{committee.division.short_name}大党委",
            name_en=f"Joint committee, {committee.division.short_name}",
            division=committee.division,
            parent=committee,
            valid_from=SINCE,
        )
        for committee in urban
    )
    members = staff([(f"demo-member-{n:04d}", f"演示委员{n:04d}") for n in range(1, PART_TIME_MEMBERS + 1)], at)
    seats = [joint[n % len(joint)] for n in range(PART_TIME_MEMBERS)]
    homes = [random.choice(partners) for _ in members]
    Post.objects.bulk_create(
        Post(person=member, organisation=seat, role=Role.PART_TIME_MEMBER, home_organisation=home, valid_from=SINCE)
        for member, seat, home in zip(members, seats, homes, strict=True)
    )
    pairs = sorted({(home.pk, seat.pk) for seat, home in zip(seats, homes, strict=True)})
    UnitLink.objects.bulk_create(
        UnitLink(kind=LinkKind.PARTNER_UNIT, unit_id=unit, stands_by_id=seat, valid_from=SINCE) for unit, seat in pairs
    )


def staff(names: list[tuple[str, str]], at: datetime) -> list[Person]:
    """Accounts of offices by user name and the name that is shown."""
    nobody_knows = make_password(None)  # no password opens these accounts; only the role picker does
    return Person.objects.bulk_create(
        Person(
            username=username,
            display_name=shown,
            password=nobody_knows,
            is_made_up=True,
            joined_at=at - timedelta(days=400),
        )
        for username, shown in names
    )


def _posts(
    centre: Organisation,
    departments: list[Organisation],
    streets: list[Organisation],
    committees: list[Organisation],
    at: datetime,
) -> Offices:
    grids = list(Grid.objects.order_by("code"))
    by_code = {committee.division.code: committee for committee in committees}
    shown = by_code[SHOWN_COMMUNITY]
    wanted: list[tuple[str, str, Organisation, Role, Grid | None]] = [
        ("demo-centre", "演示联动中心", centre, Role.CENTRE_DESK, None),
        ("demo-system", "演示系统管理员", centre, Role.SYSTEM_ADMIN, None),
        ("demo-security", "演示安全管理员", centre, Role.SECURITY_ADMIN, None),
        ("demo-auditor", "演示审计员", centre, Role.AUDITOR, None),
    ]
    for unit in departments:
        named = "demo-department" if unit.duty == "urban_management" else f"demo-department-{unit.duty}"
        wanted.append((named, f"演示经办（{unit.name.removeprefix('昆山市')}）", unit, Role.DEPARTMENT_HANDLER, None))
        head = f"演示负责人（{unit.name.removeprefix('昆山市')}）"
        wanted.append((f"demo-head-{unit.duty}", head, unit, Role.DEPARTMENT_HEAD, None))
    for unit in streets:
        named = "demo-street" if shown.division.code.startswith(unit.prefix) else f"demo-{unit.code}"
        wanted.append((named, f"演示街道台（{unit.division.name}）", unit, Role.STREET_DESK, None))
    for unit in committees:
        named = "demo-community" if unit.pk == shown.pk else f"demo-{unit.code}"
        wanted.append((named, f"演示社区台（{unit.division.short_name}）", unit, Role.COMMUNITY_DESK, None))
    first = next(grid for grid in grids if grid.code.startswith(SHOWN_COMMUNITY))
    for grid in grids:
        named = "demo-grid" if grid.pk == first.pk else f"demo-grid-{grid.code}"
        wanted.append((named, f"演示网格员（{grid.name}）", by_code[grid.code[:12]], Role.GRID_WORKER, grid))
    people = staff([(username, name[:30]) for username, name, *_ in wanted], at)
    posts = Post.objects.bulk_create(
        Post(person=person, organisation=unit, role=role, grid=grid, valid_from=SINCE)
        for person, (_, _, unit, role, grid) in zip(people, wanted, strict=True)
    )
    bump(CATALOGUE)
    offices = Offices(residents=_residents(at))
    for post in posts:
        if post.role == Role.COMMUNITY_DESK:
            offices.by_community[post.organisation.division.code] = (post.organisation, post.person)
        if post.role in {Role.COMMUNITY_DESK, Role.DEPARTMENT_HANDLER, Role.STREET_DESK}:
            offices.by_unit[post.organisation_id] = post.person
    return offices


def resident_name(n: int) -> str:
    """``甲演示001``: made up for everybody to see, also as ``甲**``."""
    return f"{SURNAMES[(n - 1) % len(SURNAMES)]}演示{n:03d}"


def _residents(at: datetime) -> list[Person]:
    """Residents with numbers that no network gives out: 100 and eight digits."""
    made = []
    for n in range(1, RESIDENTS + 1):
        phone = f"100{n:08d}"
        made.append(
            Person(
                name=resident_name(n),
                phone=phone,
                phone_index=crypto.blind(phone, purpose=PHONE_INDEX),
                password="!",  # noqa: S106 — residents have none
                elder_mode=n <= ELDERS,
                is_made_up=True,
                joined_at=at - timedelta(days=120),
            )
        )
    return Person.objects.bulk_create(made)

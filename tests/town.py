"""The cast of the tests: one small town, the same in every test. Nobody in it exists.

County 320583 with two towns; in the first town two communities with two square grids each, in the second town one
community with one. The squares are a hundredth of a degree wide, from 120.90 E 31.30 N to the east::

    grid   320583100001001  320583100001002  320583100002001  320583100002002  320583101001001
    west        120.90           120.91           120.92           120.93           120.94
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.core.cache import cache
from django.utils import timezone

from linli.core import calendar
from linli.core.models import AnnouncedYear, Attachment, Day, WorkingHours
from linli.duties import reads as duty_reads
from linli.duties.models import CatalogueRow, DutyItem, Kind, RoutingRule, Shape
from linli.duties.reads import lists as duty_lists
from linli.duties.rules import DutyLevel, ListKind
from linli.duties.seeds import NOT_SURE
from linli.insight.reads import rates as weights
from linli.matters import actions
from linli.matters.actions import seeding
from linli.matters.models import Channel, Matter, Reporter
from linli.matters.reads import counting
from linli.matters.reads import terms as matter_terms
from linli.matters.rules import SpokenTo
from linli.orgs.models import Organisation, OrgKind, Post, Role
from linli.people.models import Person
from linli.places import reads as place_reads
from linli.places.models import Building, Division, Dwelling, Estate, Grid, GridKind
from linli.places.reads import facilities as facility_reads
from linli.places.rules import level, parent_code

SOUND = b"\x1aE\xdf\xa3" + b"\x42\x82\x84webm" + b"A_OPUS" + bytes(64)  # what the first bytes of a voice note tell
T0 = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # a Monday, nine in the morning in Kunshan
SINCE = date(2020, 1, 1)

DIVISIONS = [
    ("320000000000", "江苏省"),
    ("320500000000", "苏州市"),
    ("320583000000", "昆山市"),
    ("320583100000", "玉山镇"),
    ("320583101000", "巴城镇"),
    ("320583100001", "里厍社区居委会"),
    ("320583100002", "亭林社区居委会"),
    ("320583101001", "巴城社区居委会"),
]
GRIDS = ["320583100001001", "320583100001002", "320583100002001", "320583100002002", "320583101001001"]
INSIDE = {code: (120.905 + 0.01 * at, 31.305) for at, code in enumerate(GRIDS)}  # the middle of each grid


def square(at: int) -> dict[str, object]:
    west, south = 120.90 + 0.01 * at, 31.30
    east, north = west + 0.01, south + 0.01
    return {
        "type": "Polygon",
        "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]],
    }


@dataclass
class Town:
    county: Division = field(init=False)
    town: Division = field(init=False)
    other_town: Division = field(init=False)
    community: Division = field(init=False)
    other_community: Division = field(init=False)
    grid: Grid = field(init=False)

    centre: Organisation = field(init=False)
    street: Organisation = field(init=False)
    other_street: Organisation = field(init=False)
    committee: Organisation = field(init=False)
    other_committee: Organisation = field(init=False)
    far_committee: Organisation = field(init=False)
    cleaners: Organisation = field(init=False)  # the department of urban management
    water: Organisation = field(init=False)

    ren: Person = field(init=False)  # a resident
    lao: Person = field(init=False)  # an elder resident
    wang: Person = field(init=False)  # grid worker of the first grid
    mei: Person = field(init=False)  # community desk of the first community
    tom: Person = field(init=False)  # community desk of the second community, same street
    jie: Person = field(init=False)  # street desk of the first town
    far: Person = field(init=False)  # street desk of the second town
    guan: Person = field(init=False)  # handler of the department of urban management
    shui: Person = field(init=False)  # handler of the water department
    zhong: Person = field(init=False)  # city centre
    sys: Person = field(init=False)
    sec: Person = field(init=False)
    aud: Person = field(init=False)

    rubbish: Kind = field(init=False)  # 4 working hours, urban management
    leak: Kind = field(init=False)  # 3 working days, water
    noise: Kind = field(init=False)  # 5 working days, community
    gas: Kind = field(init=False)  # emergency: call 119
    abuse: Kind = field(init=False)  # sensitive
    ended: Kind = field(init=False)  # its row ended yesterday
    unsure: Kind = field(init=False)  # 说不清

    def report(self, *, at: datetime = T0, by: Person | None = None, **more: object) -> actions.Receipt:
        """Rubbish in the first grid, unless told otherwise."""
        asked: dict[str, object] = {
            "intent": uuid4(),
            "kind": self.rubbish.code,
            "channel": Channel.WEB,
            "point": INSIDE[GRIDS[0]],
            "words": "垃圾桶满了，没有人收",
        }
        return actions.receive(by=by, at=at, **(asked | more))  # type: ignore[arg-type]

    def estate(self) -> Estate:
        """幸福小区 in the second grid; its 2幢 stands in the first one and has entrances 1, 2 and 10单元."""
        first, second = Grid.objects.filter(code__in=GRIDS[:2]).order_by("code")
        lon, lat = INSIDE[GRIDS[1]]
        estate = Estate.objects.create(community=self.community, grid=second, name="幸福小区", lon=lon, lat=lat)
        for name in ("10幢", "2幢", "1幢"):
            Building.objects.create(estate=estate, name=name, grid=first if name == "2幢" else None)
        two = Building.objects.get(estate=estate, name="2幢")
        doors = (("2单元", "101"), ("1单元", "1001"), ("1单元", "201"), ("10单元", "101"), ("", "9"))
        Dwelling.objects.bulk_create(Dwelling(building=two, staircase=stair, door=door) for stair, door in doors)
        return estate

    def matter(self, **more: object) -> Matter:
        return Matter.objects.get(pk=self.report(**more).pk)  # type: ignore[arg-type]

    def reporter(self, matter: Matter) -> Reporter:
        return matter.reporters.select_related("matter", "person").get()

    def handling(self, *, at: datetime = T0, **more: object) -> Matter:
        """A matter that the community desk has sent to urban management."""
        matter = self.matter(at=at, **more)
        actions.dispatch(by=self.mei, matter=matter, lead=self.cleaners, at=at)
        return matter

    def answered(self, *, at: datetime = T0, **more: object) -> Matter:
        matter = self.handling(at=at, **more)
        order = matter.orders.get()
        actions.sign(by=self.guan, order=order, at=at)
        actions.finish(by=self.guan, order=order, answer=answer("已清运，增加一个垃圾桶", at=at), at=at)
        matter.refresh_from_db()
        return matter


def answer(
    words: str = "已清运", photos: Sequence[Attachment] = (), *, at: datetime = T0, **more: Any
) -> actions.Draft:
    """An answer with its four elements: the reporter was spoken to ``at``, and it was done on that day."""
    elements = {"contacted_at": at, "spoken_to": SpokenTo.REPORTER, "finished_on": timezone.localdate(at)}
    return actions.Draft(words, photos, **(elements | more))


def forget() -> None:
    """Drop what processes keep in memory; each test has its own tables."""
    dated = (calendar.kept, duty_reads.kept, duty_lists.kept, place_reads.kept, matter_terms.kept, counting.kept)
    for kept in (*dated, weights.kept, facility_reads.kept, facility_reads.kept_vocabulary):
        kept.forget()
    cache.clear()


def build() -> Town:
    forget()
    town = Town()
    made = {}
    for code, name in DIVISIONS:
        up = parent_code(code)
        made[code] = Division.objects.create(
            code=code, name=name, level=level(code), parent=made.get(up), valid_from=SINCE, urban_rural_class=""
        )
    town.county, town.town, town.other_town = made["320583000000"], made["320583100000"], made["320583101000"]
    town.community, town.other_community = made["320583100001"], made["320583100002"]
    for at, code in enumerate(GRIDS):
        Grid.objects.create(
            code=code,
            community=made[code[:12]],
            kind=GridKind.BASIC,
            name=f"第{int(code[12:])}网格",
            outline=square(at),
            outline_is_synthetic=True,
            valid_from=SINCE,
        )
    town.grid = Grid.objects.get(code=GRIDS[0])
    _organisations(town, made)
    _people(town)
    _catalogue(town)
    _duty_lists()
    AnnouncedYear.objects.create(year=2026, source="国办发明电〔2025〕7号")
    for day, works, name in ((date(2026, 4, 6), False, "清明节"), (date(2026, 5, 9), True, "劳动节")):
        Day.objects.create(on=day, works=works, name=name)
    WorkingHours.objects.create(valid_from=SINCE, spans=[["08:30", "12:00"], ["13:30", "17:30"]])
    return town


def _organisations(town: Town, made: dict[str, Division]) -> None:
    def organisation(code: str, kind: OrgKind, name: str, where: Division, up: Organisation | None, duty: str = ""):
        return Organisation.objects.create(
            code=code, kind=kind, name=name, name_en=code, division=where, parent=up, duty=duty, valid_from=SINCE
        )

    town.centre = organisation("centre", OrgKind.CITY_CENTRE, "昆山市社会治理联动中心", town.county, None)
    town.cleaners = organisation(
        "urban", OrgKind.DEPARTMENT, "昆山市城市管理局", town.county, town.centre, "urban_management"
    )
    town.water = organisation("water", OrgKind.DEPARTMENT, "昆山市水务局", town.county, town.centre, "water")
    town.street = organisation("yushan", OrgKind.STREET_OFFICE, "玉山镇人民政府", town.town, town.centre)
    town.other_street = organisation("bacheng", OrgKind.STREET_OFFICE, "巴城镇人民政府", town.other_town, town.centre)
    committee = OrgKind.COMMUNITY_COMMITTEE
    town.committee = organisation("lishe", committee, "里厍社区居委会", town.community, town.street)
    town.other_committee = organisation("tinglin", committee, "亭林社区居委会", town.other_community, town.street)
    town.far_committee = organisation(
        "bachengshequ", committee, "巴城社区居委会", made["320583101001"], town.other_street
    )


def _people(town: Town) -> None:
    def resident(name: str, phone: str, **more: object) -> Person:
        person = Person(name=name, joined_at=T0, is_made_up=True, **more)
        person.set_phone(phone)
        person.set_unusable_password()
        person.save()
        return person

    def staff(username: str, name: str, organisation: Organisation, role: Role, grid: Grid | None = None) -> Person:
        person = Person.objects.create_user(
            username, "a password of the town", display_name=name, joined_at=T0, is_made_up=True
        )
        Post.objects.create(person=person, organisation=organisation, role=role, grid=grid, valid_from=SINCE)
        return person

    town.ren = resident("演示居民甲", "10000000001")
    town.lao = resident("演示长辈乙", "10000000002", elder_mode=True)
    town.wang = staff("wang", "演示网格员", town.committee, Role.GRID_WORKER, town.grid)
    town.mei = staff("mei", "演示社区台", town.committee, Role.COMMUNITY_DESK)
    town.tom = staff("tom", "演示邻社区台", town.other_committee, Role.COMMUNITY_DESK)
    town.jie = staff("jie", "演示街道台", town.street, Role.STREET_DESK)
    town.far = staff("far", "演示外镇街道台", town.other_street, Role.STREET_DESK)
    town.guan = staff("guan", "演示城管经办", town.cleaners, Role.DEPARTMENT_HANDLER)
    town.shui = staff("shui", "演示水务经办", town.water, Role.DEPARTMENT_HANDLER)
    town.zhong = staff("zhong", "演示联动中心", town.centre, Role.CENTRE_DESK)
    town.sys = staff("sys", "演示系统管理员", town.centre, Role.SYSTEM_ADMIN)
    town.sec = staff("sec", "演示安全管理员", town.centre, Role.SECURITY_ADMIN)
    town.aud = staff("aud", "演示审计员", town.centre, Role.AUDITOR)


def _catalogue(town: Town) -> None:
    top = Kind.objects.create(code="02", level=1, shape=Shape.INCIDENT, name="事件", name_en="Incidents")
    middle = Kind.objects.create(
        code="02-01", parent=top, level=2, shape=Shape.INCIDENT, name="市容环境", name_en="Street environment"
    )

    def kind(
        serial: str, name: str, name_en: str, limit: tuple[int, str], who: tuple[str, str], **more: object
    ) -> Kind:
        row = {key: more.pop(key) for key in ("emergency_line", "notice", "questions", "valid_to") if key in more}
        made = Kind.objects.create(
            code=more.pop("code", f"02-01-{serial}"),
            parent=middle,
            level=3,
            shape=Shape.INCIDENT,
            name=name,
            name_en=name_en,
            **more,
        )
        CatalogueRow.objects.create(
            kind=made,
            responsible_kind=who[0],
            responsible_duty=who[1],
            limit_amount=limit[0],
            limit_unit=limit[1],
            done_when="现场恢复原状",
            source="演示目录",
            valid_from=SINCE,
            **row,
        )
        return made

    seeding.fill(SINCE)
    department, committee = OrgKind.DEPARTMENT, OrgKind.COMMUNITY_COMMITTEE
    urban, water = (department, "urban_management"), (department, "water")
    town.rubbish = kind("01", "暴露垃圾", "Rubbish lying about", (4, "working_hours"), urban, words=["垃圾"])
    town.leak = kind("02", "水管漏水", "Leaking water pipe", (3, "working_days"), water, words=["漏水"])
    town.noise = kind("03", "邻里噪声", "Noise next door", (5, "working_days"), (committee, ""), words=["噪声"])
    town.gas = kind(
        "04", "燃气泄漏", "Gas leak", (2, "calendar_hours"), urban, words=["燃气"], emergency_line="119",
        notice="请立即离开现场并拨打 119",
    )  # fmt: skip
    town.abuse = kind("05", "家庭暴力", "Violence at home", (24, "calendar_hours"), (committee, ""), is_sensitive=True)
    town.ended = kind("06", "已停用类别", "A kind that ended", (1, "working_days"), urban, valid_to=date(2026, 3, 1))
    town.unsure = kind("99", "说不清", "Not sure", (2, "working_days"), (committee, ""), code=NOT_SURE)
    RoutingRule.objects.create(
        order=10,
        name="河道垃圾归水务",
        kind=town.rubbish,
        words=["河道", "河里"],
        unit_kind=department,
        unit_duty="water",
        valid_from=SINCE,
    )


def _duty_lists() -> None:
    """Noise is the community's own, rubbish it helps with, a leak it must not answer for; of gas no list speaks."""

    def item(code: str, list_kind: ListKind, title: str, kinds: list[str], who: tuple[str, str] = ("", "")) -> None:
        DutyItem.objects.create(
            code=code,
            level=DutyLevel.COMMUNITY,
            list_kind=list_kind,
            field="综合",
            title=title,
            title_en=code,
            basis="演示依据",
            responsible_kind=who[0],
            responsible_duty=who[1],
            kinds=kinds,
            source="演示清单",
            valid_from=SINCE,
        )

    item("SQ-1", ListKind.LAWFUL, "调解民间纠纷", ["02-01-03"])
    item("SQ-X-1", ListKind.ASSIST, "协助做好环境卫生", ["02-01-01"], (OrgKind.DEPARTMENT, "urban_management"))
    item("SQ-F-1", ListKind.EXCLUDED, "供水管网维修", ["02-01-02"], (OrgKind.DEPARTMENT, "water"))
    item("SQ-F-2", ListKind.EXCLUDED, "招商引资", [])


def fixed(number: int) -> UUID:
    """An intent that a test can name again."""
    return UUID(int=number)

"""Made-up facilities of every kind, most in communities of one town, the others all over the county; two doors are in
doubt."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

import shapely
from django.utils import timezone

from linli.orgs import actions
from linli.orgs.authority import SYSTEM
from linli.places import hours_text
from linli.places.actions import facilities as places
from linli.places.details import Details
from linli.places.hours import Change, Holidays, Hours
from linli.places.models import Division, Facility
from linli.places.reads import gazetteer
from linli.places.rules import Level
from linli.site.demo import shapes
from linli.site.demo.offices import SHOWN_COMMUNITY

COMMUNITIES = 22  # with facilities, the shown one first
OFFICE = ("Mo-Fr 09:00-12:00,13:30-17:30", Holidays.OFFICE)
ALWAYS = ("24/7", Holidays.AS_USUAL)
# kind, name, hours, what is there, how many of them among the communities, wheelchair
KINDS = (
    ("service_centre", "党群服务中心", OFFICE, "counter meeting mediation water toilet accessible_toilet", 22, "yes"),
    ("rest_station", "暖蜂驿站", ALWAYS, "water cool_air heating charging microwave rain_gear wifi", 12, "partly"),
    ("library", "24小时图书馆", ALWAYS, "reading water charging wifi cool_air", 5, "yes"),
    ("job_station", "家门口就业站", ("Mo-Fr 09:00-17:00", Holidays.OFFICE), "jobs water", 6, "partly"),
    ("growth_house", "助力成长屋", ("We-Su 14:00-20:00", Holidays.AS_USUAL), "growth reading water", 4, "yes"),
    ("after_school", "四点半学校", ("Mo-Fr 16:30-18:30", Holidays.OFFICE), "after_school water toilet", 6, "no"),
    ("civilisation_station", "新时代文明实践站", OFFICE, "practice meeting water", 8, "yes"),
    ("elder_canteen", "长者食堂", ("Mo-Su 10:30-13:00,16:30-18:00", Holidays.AS_USUAL), "meals toilet", 7, "yes"),
    (
        "clinic",
        "社区卫生服务站",
        ("Mo-Sa 08:00-17:00; Su 08:00-11:30", Holidays.CLOSED),
        "health aed first_aid",
        6,
        "yes",
    ),
    ("workstation", "楼宇党群工作站", ("Mo-Fr 09:00-18:00", Holidays.OFFICE), "meeting water wifi", 4, ""),
    ("courier_bed", "快递员公租床位", ALWAYS, "water charging toilet", 2, "no"),
    ("courier_sorting", "快递分拣点", ("Mo-Su 06:00-21:00", Holidays.AS_USUAL), "bike_charging", 2, ""),
)
UPPER = ((Level.COUNTY, "示例区级党群服务中心"), (Level.TOWN, "示例街道党群服务中心"))


def furnish(polygons: dict[str, shapely.Polygon], *, at: datetime, random: Random) -> int:
    """Give communities all over the county their facilities. Returns how many."""
    places.seed()
    communities = _communities(random)
    made: list[Facility] = []
    for kind, name, hours, offers, count, wheelchair in KINDS:
        for code in communities[:count]:
            title = f"示例{gazetteer().name(code).removesuffix('社区').removesuffix('村')}{name}"
            level = Level.COMMUNITY.value if kind == "service_centre" else None
            made.append(_add(kind, title, code, hours, offers, level, wheelchair, polygons, at, random))
    for tier, title in UPPER:
        made.append(
            _add("service_centre", title, communities[0], OFFICE, KINDS[0][3], tier.value, "yes", polygons, at, random)
        )
    for facility in made:
        if random.random() < 0.7:
            looked = at - timedelta(days=random.randint(1, 120))
            places.verify(facility=facility, unit=facility.community.name, by=None, at=looked)
    noon = timezone.localtime(at - timedelta(days=1)).replace(hour=11, minute=0, second=0, microsecond=0)
    doubted = [facility for facility in made if facility.kind_id in ("rest_station", "library")][:2]
    for at_door in (facility for facility in doubted for _ in range(2)):
        places.tell_closed(facility=at_door, at=noon)
    return len(made)


def _communities(random: Random) -> list[str]:
    """The shown community first, then its neighbours in the town and others, in turns."""
    codes = sorted(Division.objects.communities().filter(valid_to=None).values_list("code", flat=True))
    near = [code for code in codes if code.startswith(SHOWN_COMMUNITY[:9]) and code != SHOWN_COMMUNITY]
    far = [code for code in codes if not code.startswith(SHOWN_COMMUNITY[:9])]
    half = COMMUNITIES // 2
    pairs = zip(random.sample(near, half), random.sample(far, half), strict=True)
    return [SHOWN_COMMUNITY, *(code for pair in pairs for code in pair)][:COMMUNITIES]


def _add(
    kind: str,
    name: str,
    code: str,
    hours: tuple[str, Holidays],
    offers: str,
    level: int | None,
    wheelchair: str,
    polygons: dict[str, shapely.Polygon],
    at: datetime,
    random: Random,
) -> Facility:
    grids = sorted(one for one in polygons if one.startswith(code))
    point = shapes.point_in(polygons[random.choice(grids)], random)
    stock_taking = {timezone.localdate(at) + timedelta(days=9): Change(None, "盘点")} if kind == "library" else {}
    details = Details(
        kind=kind,
        name=name,
        place=code,
        hours=Hours(hours_text.read(hours[0]), stock_taking, hours[1]),
        address=f"示例路{random.randint(1, 300)}号",
        phone=f"0512-0000{random.randint(0, 9999):04d}",
        level=level,
        wheelchair=wheelchair,
        offers=frozenset(offers.split()),
        point=(round(point[0], 6), round(point[1], 6)),
    )
    return actions.add_facility(by=SYSTEM, details=details, at=at - timedelta(days=200))

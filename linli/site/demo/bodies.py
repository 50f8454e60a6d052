"""Bodies of every kind: seats by rule in every joint committee, and around the shown community all the others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.utils import timezone

from linli.orgs import actions
from linli.orgs.authority import SYSTEM
from linli.orgs.models import (
    AreaKind,
    BodyForm,
    LinkKind,
    Organisation,
    OrgKind,
    Post,
    Role,
    Seat,
    SeatRule,
)
from linli.places.models import Building, Division, Estate, Zone, ZoneKind
from linli.site.demo import covering
from linli.site.demo.offices import SHOWN_COMMUNITY, SINCE, Offices
from linli.volunteering.actions import held
from linli.volunteering.actions.activities import ActivitySays

Founding = Callable[..., Organisation]
TERMS = (date(2027, 1, 1), date(2027, 6, 1), date(2028, 1, 1))  # in turns; some are over soon when the demo is made
HOTEL_DAYS = 20  # until the temporary branch dissolves


def found_all(made: Offices, *, at: datetime) -> dict[str, int]:
    """Seat the part-time members, found the bodies around the shown community. Returns how many there are."""
    seats = _seat_members()
    on = timezone.localdate(at)
    county = Division.objects.get(code=f"{SHOWN_COMMUNITY[:6]}000000")
    community = Division.objects.get(code=SHOWN_COMMUNITY)
    joint = Organisation.objects.select_related("division").get(code=f"joint-{SHOWN_COMMUNITY}")
    centre = Organisation.objects.get(code="centre")

    def found(kind: OrgKind, name: str, parent: Organisation | None, where: Division, **more: object) -> Organisation:
        code = f"{kind.value.replace('_', '-')}-demo-{name[:12]}"
        return actions.found(
            by=SYSTEM, code=code, kind=kind, name=f"{name}（演示）", division=where, parent=parent, on=SINCE, at=at,
            **more,  # type: ignore[arg-type]
        )  # fmt: skip

    near = found(OrgKind.GENERAL_BRANCH, "社区党总支", joint, community, form=BodyForm.ESTABLISHED)
    found(OrgKind.PARTY_BRANCH, "社区第一党支部", near, community, form=BodyForm.ESTABLISHED)
    estate = Estate.objects.filter(community=community).order_by("pk").first()
    building = Building.objects.filter(estate=estate, dwellings__isnull=False).order_by("pk").first()
    if estate is not None and building is not None:
        branch = found(OrgKind.NEIGHBOURHOOD_BRANCH, f"{estate.name}党支部", near, community, form=BodyForm.COMBINED)
        actions.stand_on(by=SYSTEM, body=branch, place=estate, on=SINCE, at=at)
        group = found(OrgKind.PARTY_GROUP, f"{building.name}党小组", branch, community)
        actions.stand_on(by=SYSTEM, body=group, place=building, on=SINCE, at=at)
        _homes(group, estate, building, made, at)
        owners = found(OrgKind.OWNERS_COMMITTEE, f"{estate.name}业主委员会", None, community)
        actions.stand_on(by=SYSTEM, body=owners, place=estate, on=SINCE, at=at)
    property_company = found(OrgKind.PROPERTY_COMPANY, "安居物业公司", None, community)
    firms = [
        found(OrgKind.TWO_NEW_ORG, name, None, community, headcount=size)
        for name, size in (("启程科技公司", 120), ("亭林律师事务所", 35), ("邻里公益服务中心", 12))
    ]
    tower = found(OrgKind.BUILDING_BRANCH, "亭林大厦党支部", joint, community, form=BodyForm.COMBINED)
    for firm in firms[:2]:
        actions.stand_on(by=SYSTEM, body=tower, place=firm, on=SINCE, at=at)
    actions.link(by=SYSTEM, unit=property_company, stands_by=tower, kind=LinkKind.GROUND_GIVEN, on=SINCE, at=at)
    adviser = made.by_community[SHOWN_COMMUNITY][1]
    actions.appoint(
        by=SYSTEM,
        person=adviser,
        organisation=tower,
        role=Role.PARTY_ADVISER,
        home_organisation=made.by_community[SHOWN_COMMUNITY][0],
        on=SINCE,
        at=at,
    )
    says = ActivitySays(
        title="楼宇职工健康义诊（演示）", community=community, organiser=tower, roles=(), spot="亭林大厦一楼大厅",
        times=[(at - timedelta(days=9, hours=2), at - timedelta(days=9))], words="卫生服务中心与两家企业联办",
    )  # fmt: skip
    held.enter(by=adviser, says=says, came=46, at=at)
    _across(found, county, centre, firms, at)
    actions.found(
        by=SYSTEM, code="temporary-demo", kind=OrgKind.TEMPORARY_PARTY_ORG, name="演示酒店服务保障临时党支部",
        purpose="大型活动驻地服务保障（演示）", division=community, parent=joint, on=on - timedelta(days=10),
        ends_on=on + timedelta(days=HOTEL_DAYS), at=at,
    )  # fmt: skip
    actions.pair(
        by=SYSTEM, body=joint, partner_name="演示镇演示社区党委", partner_place="上海市嘉定区", signed_on=SINCE,
        agreement="毗邻党建共建协议（演示）", matters="跨界河道共治；困难家庭互帮；联合巡查每月一次", on=SINCE, at=at,
    )  # fmt: skip
    everywhere = covering.cover(made, at=at)
    return {"bodies": everywhere + Organisation.objects.filter(code__contains="-demo-").count(), "seats": seats}


def _seat_members() -> int:
    """Give the part-time members that stand the seats their units fit; those left over stay without one."""
    rules = {rule.code: rule for rule in SeatRule.objects.filter(body_kind=OrgKind.JOINT_PARTY_COMMITTEE)}
    taken: set[tuple[int, str, int]] = set()
    seats = []
    posts = Post.objects.filter(role=Role.PART_TIME_MEMBER).select_related("home_organisation").order_by("pk")
    for serial, post in enumerate(posts):
        duty = post.home_organisation.duty if post.home_organisation is not None else ""
        code = duty if duty in rules else "partner_unit"
        for number in range(1, rules[code].seats + 1):
            if (post.organisation_id, code, number) not in taken:
                taken.add((post.organisation_id, code, number))
                ends = TERMS[serial % len(TERMS)]
                seats.append(
                    Seat(
                        body_id=post.organisation_id,
                        code=code,
                        number=number,
                        post=post,
                        term_ends_on=ends,
                        valid_from=SINCE,
                    )
                )
                break
    return len(Seat.objects.bulk_create(seats))


def _homes(group: Organisation, estate: Estate, building: Building, made: Offices, at: datetime) -> None:
    """Made-up residents answer for staircases; one of them was asked and has not answered."""
    stairs = sorted(set(building.dwellings.values_list("staircase", flat=True)))
    for serial, (stair, person) in enumerate(zip(stairs, made.residents[-3:], strict=False)):
        area = actions.ask_for_area(
            by=SYSTEM,
            body=group,
            kind=AreaKind.STAIRWAY_HEAD,
            person=person,
            estate=estate,
            building=building,
            staircase=stair,
            on=SINCE,
            at=at,
        )
        if serial:
            actions.agree_to_area(by=person, area=area, at=at)


def _across(found: Founding, county: Division, centre: Organisation, firms: list[Organisation], at: datetime) -> None:
    """Area, workstation, co-building group, alliance, micro-community and an industry across the tree."""
    town = Division.objects.get(code=f"{SHOWN_COMMUNITY[:9]}000")
    street = Organisation.objects.get(code=f"street-{SHOWN_COMMUNITY[:9]}")
    zone = Zone.objects.create(kind=ZoneKind.PARTY_AREA, name="亭林党建区域（演示）", valid_from=SINCE)
    park = Zone.objects.create(kind=ZoneKind.PARK, name="亭林产业园（演示）", valid_from=SINCE)
    zone.divisions.add(town)
    park.divisions.add(town)
    area = found(OrgKind.AREA_JOINT_COMMITTEE, "亭林区域联合党委", street, town)
    actions.stand_on(by=SYSTEM, body=area, place=zone, on=SINCE, at=at)
    station = found(OrgKind.PARTY_WORKSTATION, "亭林产业园党建工作站", area, town)
    actions.stand_on(by=SYSTEM, body=station, place=park, on=SINCE, at=at)
    found(OrgKind.COBUILDING_GROUP, "亭林第一共建小组", area, town)
    alliance = found(OrgKind.PARTY_ALLIANCE, "法律服务党建联盟", area, town, purpose="为居民和企业提供法律咨询")
    found(OrgKind.MICRO_COMMUNITY, "梧桐树下读书会", alliance, town, form=BodyForm.BY_INTEREST)
    industry = found(OrgKind.INDUSTRY_COMMITTEE, "物业行业党委", centre, county)
    regulator = Organisation.objects.get(code="department-housing")
    for unit, to, kind in (
        (firms[0], area, LinkKind.AREA_MEMBER),
        (firms[1], alliance, LinkKind.ALLIANCE),
        (regulator, industry, LinkKind.REGULATOR),
        (street, industry, LinkKind.MANAGING_TOWN),  # its association is still missing
    ):
        actions.link(by=SYSTEM, unit=unit, stands_by=to, kind=kind, on=SINCE, at=at)

"""New economic and social organisations of the communities, and units that stand by a joint committee."""

from __future__ import annotations

from itertools import cycle
from random import Random

from linli.core.revisions import bump
from linli.orgs.models import LinkKind, Organisation, OrgKind, UnitLink
from linli.orgs.reads import REVISION
from linli.places.models import Division
from linli.site.demo.county_size.growing import AT_ONCE, Growing
from linli.site.demo.offices import SINCE

# kind, what such units are called, how many of a hundred
SORTS = (
    (OrgKind.MERCHANT, ("便利店", "面馆", "理发店", "书店", "药房", "水果店", "修车铺"), 26),
    (OrgKind.PROPERTY_COMPANY, ("物业服务公司",), 3),
    (OrgKind.TWO_NEW_ORG, ("电子公司", "精密机械公司", "物流公司", "软件公司", "律师事务所", "民办幼儿园"), 59),
    (OrgKind.TWO_NEW_ORG, ("社会工作服务社", "公益协会", "行业商会"), 12),
)
PARTNERS = ("供水公司", "银行支行", "第一中学", "人民医院", "供电站", "税务分局")
WORDS = ("晨光", "启明", "远帆", "同心", "和顺", "青禾", "锦程", "云栖", "博雅", "百川", "新桥", "安澜")
MOST_HEADS = 400  # people at a firm


def found(county: Growing) -> dict[str, int]:
    """As many units as the county has, each under the office that it belongs to."""
    random = county.chance("units")
    kinds = [kind for kind, _, _ in SORTS]
    count = max(county.numbers.units - Organisation.objects.filter(kind__in=kinds).count(), 0)
    sorts = random.choices(SORTS, [share for _, _, share in SORTS], k=count)
    rows = [
        _unit(county, f"unit-{serial:05d}", kind, called, community, random)
        for serial, (community, (kind, called, _)) in enumerate(zip(county.spread(count, random), sorts, strict=True))
    ]
    partners = [
        _unit(county, f"partner-{serial:04d}", OrgKind.PARTNER_UNIT, PARTNERS, community, random)
        for serial, community in enumerate(county.spread(county.numbers.partners, random))
    ]
    made = Organisation.objects.bulk_create([*rows, *partners], batch_size=AT_ONCE)
    county.units = {community.code: [] for community in county.communities}
    for unit in made:
        county.units[unit.division.code].append(unit)
    _stand_by(made)
    bump(REVISION)
    return {"units": len(rows), "partners": len(partners)}


def _unit(
    county: Growing, code: str, kind: OrgKind, called: tuple[str, ...], community: Division, random: Random
) -> Organisation:
    committee, _ = county.offices.by_community[community.code]
    is_partner = kind == OrgKind.PARTNER_UNIT
    return Organisation(
        code=code,
        kind=kind,
        name=f"示例{random.choice(WORDS)}{random.choice(called)}{code.rpartition('-')[2]}",
        name_en=f"Sample {code}",
        headcount=random.randint(3, MOST_HEADS) if kind == OrgKind.TWO_NEW_ORG else None,
        division=community,
        parent_id=committee.parent_id if is_partner else committee.pk,
        valid_from=SINCE,
    )


def _stand_by(units: list[Organisation]) -> None:
    """Co-building units of the joint committees, in turns."""
    joint = list(Organisation.objects.filter(kind=OrgKind.JOINT_PARTY_COMMITTEE).order_by("code"))
    partners = (unit for unit in units if unit.kind == OrgKind.PARTNER_UNIT)
    UnitLink.objects.bulk_create(
        (
            UnitLink(kind=LinkKind.PARTNER_UNIT, unit=unit, stands_by=committee, valid_from=SINCE)
            for unit, committee in zip(partners, cycle(joint), strict=False)
        ),
        batch_size=AT_ONCE,
    )

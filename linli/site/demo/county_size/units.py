"""New economic and social organisations of the communities, and those that stand by a joint committee."""

from __future__ import annotations

from itertools import cycle

from linli.core.revisions import bump
from linli.orgs.models import LinkKind, Organisation, OrgKind, UnitLink
from linli.orgs.reads import REVISION
from linli.site.demo.county_size.growing import AT_ONCE, Growing
from linli.site.demo.offices import SINCE

# kind, what such units are called, how many of a hundred
SORTS = (
    (OrgKind.MERCHANT, ("便利店", "面馆", "理发店", "书店", "药房", "水果店", "修车铺"), 24),
    (OrgKind.PROPERTY_COMPANY, ("物业服务公司",), 4),
    (OrgKind.OWNERS_COMMITTEE, ("小区业主委员会",), 7),
    (OrgKind.PARTNER_UNIT, ("电子公司", "精密机械公司", "物流公司", "软件公司", "律师事务所", "民办幼儿园"), 55),
    (OrgKind.PARTNER_UNIT, ("社会工作服务社", "公益协会", "行业商会"), 10),
)
WORDS = ("晨光", "启明", "远帆", "同心", "和顺", "青禾", "锦程", "云栖", "博雅", "百川", "新桥", "安澜")


def found(county: Growing) -> dict[str, int]:
    """As many units as the county has, each under the committee of its community; some stand by a joint committee."""
    random = county.chance("units")
    kinds = [kind for kind, _, _ in SORTS]
    count = max(county.numbers.units - Organisation.objects.filter(kind__in=kinds).count(), 0)
    sorts = random.choices(SORTS, [share for _, _, share in SORTS], k=count)
    rows = []
    for serial, (community, (kind, called, _)) in enumerate(zip(county.spread(count, random), sorts, strict=True), 1):
        committee, _ = county.offices.by_community[community.code]
        rows.append(
            Organisation(
                code=f"unit-{serial:05d}",
                kind=kind,
                name=f"示例{random.choice(WORDS)}{random.choice(called)}{serial:05d}",
                name_en=f"Sample unit {serial:05d}",
                division=community,
                parent=committee,
                valid_from=SINCE,
            )
        )
    made = Organisation.objects.bulk_create(rows, batch_size=AT_ONCE)
    county.units = {community.code: [] for community in county.communities}
    for unit in made:
        county.units[unit.division.code].append(unit)
    _stand_by(county, made)
    bump(REVISION)
    return {"units": len(made)}


def _stand_by(county: Growing, units: list[Organisation]) -> None:
    """Co-building units of the joint committees, in turns."""
    joint = list(Organisation.objects.filter(kind=OrgKind.JOINT_PARTY_COMMITTEE).order_by("code"))
    firms = [unit for unit in units if unit.kind == OrgKind.PARTNER_UNIT][: county.numbers.partners]
    UnitLink.objects.bulk_create(
        (
            UnitLink(kind=LinkKind.PARTNER_UNIT, unit=unit, stands_by=committee, valid_from=SINCE)
            for unit, committee in zip(firms, cycle(joint), strict=False)
        ),
        batch_size=AT_ONCE,
    )

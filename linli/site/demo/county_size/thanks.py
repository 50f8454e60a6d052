"""What merchants offer all over the county, and what points can be given to."""

from __future__ import annotations

from linli.orgs.models import OrgKind
from linli.points.models import Cause, Offer
from linli.points.rules import Period
from linli.site.demo.county_size.growing import Growing
from linli.site.demo.offices import SINCE

# title, in English, price, stars, stock, period
THANKS = (
    ("阳春面一碗", "A bowl of plain noodles", 12, None, 10, Period.DAY),
    ("免费理发一次", "A haircut", 30, None, 20, Period.MONTH),
    ("借阅雨伞", "An umbrella for a day", 3, None, 30, Period.DAY),
    ("修车充气一次", "Air for a bicycle", 5, None, 20, Period.WEEK),
    ("星级家庭九折", "A tenth off, for households", None, 1, 50, Period.MONTH),
)
CAUSES_SHARE = 6  # one community in so many collects for a neighbour


def offer(county: Growing) -> list[Offer]:
    """Thanks of merchants, each in its own community."""
    random = county.chance("thanks")
    shops = [unit for units in county.units.values() for unit in units if unit.kind == OrgKind.MERCHANT]
    rows = []
    for serial in range(county.numbers.offers if shops else 0):
        title, title_en, price, stars, stock, period = THANKS[serial % len(THANKS)]
        shop = random.choice(shops)
        rows.append(
            Offer(
                unit=shop,
                community=shop.division,
                title=f"{title}（演示）",
                title_en=f"{title_en} (demo)",
                price=price,
                stars=stars,
                stock=stock,
                period=period,
                valid_from=SINCE,
            )
        )
    return Offer.objects.bulk_create(rows)


def collect(county: Growing) -> list[Cause]:
    """A cause here and there, for which the committee answers."""
    communities = county.communities[::CAUSES_SHARE]
    return Cause.objects.bulk_create(
        Cause(
            unit=county.offices.by_community[community.code][0],
            community=community,
            title=f"给{community.short_name}的独居老人送餐（演示）",
            for_neighbour=True,
            valid_from=SINCE,
        )
        for community in communities
    )

"""Made-up work of halls beyond being open: what centres muster, a crisis that is over and one that is on, beds of
riders, estates that are open or closed."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from linli.places.actions import crises
from linli.places.actions.allotments import allot, set_allotment
from linli.places.actions.crises import AssetSays
from linli.places.models import AllotmentSort, AssetSort, Division, Estate, EstateForm, EstateFormRow, Facility
from linli.places.rules import Level
from linli.site.demo.offices import SHOWN_COMMUNITY, SINCE

CENTRES = 6  # that told what they can muster
ASSETS = (
    AssetSays(AssetSort.PEOPLE, "党员应急小队", 20, "人", "社区应急值守岗", "Emergency squad", "0512-00000001"),
    AssetSays(AssetSort.GOODS, "瓶装水", 150, "箱", "社区物资岗", "Bottled water", is_given_out=True),
    AssetSays(AssetSort.MEALS, "热食", 300, "份", "长者食堂值班岗", "Hot meals", is_given_out=True),
    AssetSays(AssetSort.BEDS, "临时床铺", 30, "张", "街道应急值守岗", "Camp beds", is_given_out=True),
)
BEDS, STAYS = 24, 9
HOW = "在站点扫码登记，或携带身份证件和快递企业用工证明到街道党群服务中心 2 号窗口申请，3 个工作日内答复。（演示）"
HOW_BAY = "由快递企业向街道申请，按先后顺序安排。（演示）"


def furnish(*, at: datetime) -> None:
    """Let halls of the shown town do their other work."""
    centres = Facility.objects.filter(kind="service_centre").select_related("community").order_by("pk")
    for centre in centres.filter(community__code__startswith=SHOWN_COMMUNITY[: Level.TOWN])[:CENTRES]:
        for says in ASSETS:
            crises.list_asset(facility=centre, says=says, by=None, at=at - timedelta(days=60))
    town = Division.objects.get(code=SHOWN_COMMUNITY[: Level.TOWN].ljust(12, "0"))
    storm = at - timedelta(days=40)
    over = crises.begin_crisis(division=town, name="台风“演示”防御", words="请勿外出。", by=None, at=storm)
    crises.end_crisis(crisis=over, by=None, at=storm + timedelta(hours=30))
    community = Division.objects.get(code=SHOWN_COMMUNITY)
    words = "今晚 20 时至明早 6 时停水（演示），各站点供应饮用水。"
    crises.begin_crisis(
        division=community, name="突发停水应急（演示）", words=words, by=None, at=at - timedelta(hours=2)
    )
    _beds(at)
    _estates()


def _beds(at: datetime) -> None:
    today = timezone.localdate(at)
    for house in Facility.objects.filter(kind="courier_bed").select_related("community"):
        row = set_allotment(facility=house, sort=AllotmentSort.BED, number=BEDS, how=HOW, by=None, at=at)
        for n in range(STAYS):
            since = today + timedelta(days=n % 3)
            until = since + timedelta(days=30 + 10 * n)
            allot(allotment=row, name=f"演示骑手{n + 1}", firm="演示快递", since=since, until=until, by=None, at=at)
    for site in Facility.objects.filter(kind="courier_sorting"):
        set_allotment(facility=site, sort=AllotmentSort.BAY, number=6, how=HOW_BAY, by=None, at=at)


def _estates() -> None:
    """Two of three estates are closed, every seventh nobody has looked at."""
    keys = Estate.objects.order_by("pk").values_list("pk", flat=True)
    EstateFormRow.objects.bulk_create(
        EstateFormRow(estate_id=key, form=EstateForm.OPEN if n % 3 == 0 else EstateForm.CLOSED, valid_from=SINCE)
        for n, key in enumerate(keys)
        if n % 7
    )

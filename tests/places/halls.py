"""What halls of the town do beyond being open: beds, meals for a crisis, a crisis of the first town."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from linli.orgs.actions import halls
from linli.places.actions.crises import AssetSays
from linli.places.models import Allocation, Allotment, AllotmentSort, AssetSort, Crisis, Facility, MusterAsset
from tests.places.facilities import facility
from tests.town import T0, Town

TODAY = date(2026, 3, 2)
TOMORROW = TODAY + timedelta(days=1)
RICE = AssetSays(AssetSort.MEALS, "热食", 200, "份", "街道应急值守岗", phone="0512-00000000", is_given_out=True)
BED = {"name": "演示骑手甲", "firm": "演示快递"}


def beds(town: Town, number: int = 2) -> Allotment:
    house = facility(kind="courier_bed", level=None, name="演示公寓")
    how = "向街道申请"
    return halls.set_allotment(by=town.jie, facility=house, sort=AllotmentSort.BED, number=number, how=how, at=T0)


def given(town: Town, row: Allotment, first: int = 0, last: int = 7, **more: Any) -> Allocation:
    """One bed for some days, counted from today."""
    since, until = TODAY + timedelta(days=first), TODAY + timedelta(days=last)
    return halls.allot(by=town.jie, allotment=row, since=since, until=until, at=T0, **(BED | more))


def listed(town: Town, of: Facility, says: AssetSays = RICE) -> MusterAsset:
    return halls.list_asset(by=town.jie, facility=of, says=says, at=T0)


def crisis(town: Town) -> Crisis:
    return halls.begin_crisis(by=town.jie, division=town.town, name="演示台风防御", words="请勿外出", at=T0)

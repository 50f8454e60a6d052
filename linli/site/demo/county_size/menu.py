"""Orders from the service menu, in every stage that waits for nobody to decide."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from linli.commons.actions import menu
from linli.commons.models import Service, ServiceOrder, Turn
from linli.commons.rules.orders import Channel, End, Form, Stage
from linli.core import crypto
from linli.core.rows import new
from linli.people.models import REPORTER_PHONE_INDEX
from linli.site.demo.county_size.growing import AT_ONCE, Growing
from linli.site.demo.offices import SINCE

STAGES = (Stage.RECEIVED,) * 12 + (Stage.CLOSED,) * 5 + (Stage.CANCELLED, Stage.REFUSED)
OPEN_STAGES = (Stage.TO_GIVE, Stage.OFFERED, Stage.ACCEPTED, Stage.ACCEPTED, Stage.DELIVERED)
OPEN_SHARE = 0.08
OLDEST_DAYS, OPEN_DAYS, KEPT_DAYS = 300, 4, 180


def order(county: Growing) -> dict[str, int]:
    """Residents order services; the committee of their community brings them."""
    random = county.chance("services")
    menu.seed(at=county.at, since=SINCE)
    services = list(Service.objects.filter(valid_to=None, form=Form.MENU).order_by("order"))
    rows = ServiceOrder.objects.bulk_create(_orders(county, services, random), batch_size=AT_ONCE)
    Turn.objects.bulk_create(_turns(county, rows), batch_size=AT_ONCE)
    return {"services": len(services), "orders": len(rows)}


def _orders(county: Growing, services: list[Service], random: Random) -> Iterator[ServiceOrder]:
    communities = [one for one in county.spread(county.numbers.orders, random) if county.people[one.code]]
    for serial, community in enumerate(communities):
        person, is_open = random.choice(county.people[community.code]), random.random() < OPEN_SHARE
        age = timedelta(days=random.randint(0, OPEN_DAYS if is_open else OLDEST_DAYS), minutes=serial % 1440)
        placed, service = county.at - age - timedelta(hours=3), random.choice(services)
        stage = random.choice(OPEN_STAGES if is_open else STAGES)
        ended = None if is_open else min(placed + timedelta(hours=2 + serial % 90), county.at)
        yield new(
            ServiceOrder,
            number=f"{placed:%y%m%d}{(serial * 7919 + 1_000_003) % 10_000_000:07d}",
            service_id=service.pk,
            community_id=community.pk,
            stage=stage,
            unit_id=None if stage == Stage.TO_GIVE else county.offices.by_community[community.code][0].pk,
            channel=Channel.WEB,
            person_id=person.pk,
            intent=UUID(int=random.getrandbits(128), version=4),
            name=person.name,
            phone=person.phone,
            address="示例小区 1 幢",
            words="请在下午来（演示）",
            phone_index=crypto.blind(person.phone, purpose=REPORTER_PHONE_INDEX),
            placed_at=placed,
            promised_at=placed + timedelta(days=service.days),
            due_at=placed + timedelta(days=service.days) if is_open else None,
            delivered_at=_delivered(stage, ended, placed),
            ended_at=ended,
            outcome="本周暂无人手（演示）" if stage == Stage.REFUSED else "",
            satisfaction=random.randint(3, 5) if stage == Stage.RECEIVED else None,
            rated_at=ended if stage == Stage.RECEIVED else None,
            forget_at=ended + timedelta(days=KEPT_DAYS) if ended else None,
        )


def _delivered(stage: Stage, ended: datetime | None, placed: datetime) -> datetime | None:
    brought = (Stage.DELIVERED, Stage.RECEIVED, Stage.CLOSED)
    return (ended or placed + timedelta(hours=2)) if stage in brought else None


def _turns(county: Growing, rows: list[ServiceOrder]) -> Iterator[Turn]:
    """Whom each was offered to: the committee, which said yes unless it was only asked now."""
    desks = {one.pk: county.offices.by_community[one.code][1] for one in county.communities}
    for row in rows:
        if row.unit_id is None or row.stage in (Stage.CANCELLED, Stage.REFUSED):
            continue
        is_asked = row.stage == Stage.OFFERED
        yield Turn(
            order=row,
            unit_id=row.unit_id,
            begun_at=row.placed_at,
            end="" if is_asked else End.ACCEPTED,
            ended_at=None if is_asked else row.placed_at + timedelta(hours=1),
            ended_by=None if is_asked else desks[row.community_id],
        )

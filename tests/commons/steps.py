"""Services, orders and group days on the cast of the town."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

from linli.commons.actions import groups, orders
from linli.commons.models import GroupDay, MenuTerms, Service, ServiceOrder
from linli.commons.rules.orders import Channel, Form, Sort, Where, Whom
from linli.orgs.models import Organisation
from linli.people import actions as people
from linli.people.models import Person
from tests.town import SINCE, T0, Town

LATER = T0 + timedelta(hours=1)
WISH = orders.Wish(phone="13800138000", name="演示居民甲", address="2幢101", words="水龙头漏水")


def service(code: str = "tap", **more: object) -> Service:
    """A service of the menu that urban management and water offer, in this order; terms come with the first one."""
    if not MenuTerms.objects.exists():
        MenuTerms.objects.create(give_hours=4, answer_days=3, keep_days=30, valid_from=SINCE)
    says: dict[str, object] = {
        "order": 1,
        "form": Form.MENU,
        "sort": Sort.REPAIR,
        "name": "水龙头小修",
        "name_en": "Taps",
        "words": "更换垫圈",
        "words_en": "New washers",
        "whom": Whom.EVERYBODY,
        "price_fen": 3000,
        "price_each": "次",
        "price_each_en": "visit",
        "minutes": 60,
        "place": Where.HOME,
        "units": ["department:urban_management", "department:water"],
        "accept_hours": 4,
        "days": 2,
        "valid_from": SINCE,
    }
    return Service.objects.create(code=code, **(says | more))


def ordered(
    town: Town, *, by: Person | None = None, of: Service | None = None, at: datetime = T0, **more: object
) -> ServiceOrder:
    asked: dict[str, object] = {"community": town.community, "wish": WISH, "intent": uuid4()}
    of = of or Service.objects.filter(code="tap").first() or service()
    made = orders.place(by=by, service=of, at=at, **(asked | more))  # type: ignore[arg-type]
    return fresh(made)


def fresh(order: ServiceOrder) -> ServiceOrder:
    return ServiceOrder.objects.select_related("service", "community", "unit", "person").get(pk=order.pk)


def delivered(town: Town, *, by: Person | None = None, at: datetime = T0, **more: object) -> ServiceOrder:
    order = ordered(town, by=by, at=at, **more)  # type: ignore[arg-type]
    orders.accept(by=town.guan, order=order, at=at)
    orders.deliver(by=town.guan, order=order, at=at + timedelta(hours=2))
    return fresh(order)


def helped(town: Town) -> None:
    """The elder lets the resident order for them."""
    code = people.invite_helper(by=town.lao, wording="同意", at=T0)
    people.begin_helping(by=town.ren, code=code, at=T0)


def group_day(town: Town, *units: Organisation, seats: int = 2, at: datetime = T0) -> GroupDay:
    of = Service.objects.filter(code="doctors").first() or service(
        "doctors", form=Form.GROUP, place=Where.SITE, name="名医义诊日", name_en="Doctors' day"
    )
    says = groups.Plan(
        at + timedelta(days=7), at + timedelta(days=7, hours=3), "社区广场", seats, units or [town.water]
    )
    return groups.plan(by=town.mei, service=of, community=town.community, says=says, at=at)


def at_counter(town: Town, *, by: Person, **more: object) -> ServiceOrder:
    return ordered(town, by=by, channel=Channel.DESK, **more)  # type: ignore[arg-type]

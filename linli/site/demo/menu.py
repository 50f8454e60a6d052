"""Made-up orders for services in the shown community, played through the actions: one in each stage, a day of several
units, a service that is switched off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from linli.commons.actions import counter, groups, menu, orders
from linli.commons.models import Service, ServiceOrder
from linli.commons.rules.orders import Stage
from linli.orgs.models import Organisation, OrgKind, Post, Role
from linli.people.models import Person
from linli.places.models import Division
from linli.site.demo.offices import SHOWN_COMMUNITY, SINCE, Offices

ORDERS_FROM = 0xA0_0000
UNITS = (  # who brings services in the shown community
    ("property", OrgKind.PROPERTY_COMPANY, "演示物业服务中心", "Demo Property Services"),
    ("lawyers", OrgKind.PARTNER_UNIT, "演示律师事务所", "Demo Law Firm"),
    ("helpers", OrgKind.PARTNER_UNIT, "演示社工服务社", "Demo Social Workers"),
)


@dataclass(frozen=True, slots=True)
class Plan:
    """One order: the service, how far it comes, how many days ago it was made, what was written."""

    code: str
    stage: str
    days: int
    words: str = ""
    mark: int | None = None


PLANS = (
    Plan("repair-tap", Stage.OFFERED, 0, "厨房水龙头关不紧"),
    Plan("elder-meal", Stage.ACCEPTED, 0),
    Plan("green-waste", Stage.OFFERED, 0, "旧沙发一张"),
    Plan("health-bp", Stage.ACCEPTED, 6, "老人行动不便"),  # late
    Plan("law-advice", Stage.DELIVERED, 2),
    Plan("errand-medicine", Stage.RECEIVED, 9, mark=5),
    Plan("repair-light", Stage.RECEIVED, 12, mark=4),
    Plan("elder-hair", Stage.CLOSED, 25),
    Plan("house-clean", Stage.CANCELLED, 4),
    Plan("repair-gas", "declined", 1),
    Plan("company-chat", "not received", 5, "没有人来"),
    Plan("culture-film", Stage.TO_GIVE, 1, "想看一场老电影，小区广场有电源"),
    Plan("elder-rail", Stage.TO_GIVE, 2, "卫生间门口有台阶，想装扶手"),
    Plan("wish-custom", Stage.REFUSED, 15, "想借一架钢琴"),
)


@transaction.atomic
def play(offices: Offices, *, at: datetime) -> int:
    """Let residents order, units bring and desks give out. Returns how many orders there are."""
    committee, desk = offices.by_community[SHOWN_COMMUNITY]
    brings = _units(committee, at)
    known = {row.code: row for row in Service.objects.filter(valid_to=None)}
    residents = offices.residents
    for place, plan in enumerate(PLANS):
        who = residents[0] if place % 5 == 0 else residents[20 + place]
        then = at - timedelta(days=plan.days, minutes=7 * place)
        made = orders.place(
            by=who,
            service=known[plan.code],
            community=committee.division,
            wish=orders.Wish(who.phone, who.name, f"演示小区{place + 1}幢{place + 101}", plan.words),
            intent=UUID(int=ORDERS_FROM + place),
            at=then,
        )
        order = ServiceOrder.objects.select_related("service", "community", "unit").get(pk=made.pk)
        _go_on(order, plan, who, desk, offices.by_unit | brings, then)
    _day(committee.division, desk, offices, at)
    menu.switch_off(by=desk, service=known["house-move"], community=committee.division, at=at)
    on, until = timezone.localdate(at), timezone.localdate(at + timedelta(days=12))
    here, what = committee.division, known["law-advice"]
    counter.cannot_take(by=desk, community=here, service=what, on=on, until=until, at=at)
    return len(PLANS) + 1


def _units(committee: Organisation, at: datetime) -> dict[int, Person]:
    """Units of the community with somebody who answers for each, by the key of the unit."""
    person = Person(username="demo-provider", display_name="演示服务单位经办", is_made_up=True, joined_at=at)
    person.set_unusable_password()
    person.save()
    found = {}
    for code, kind, name, name_en in UNITS:
        where = {"division": committee.division, "parent": committee, "valid_from": SINCE}
        unit = Organisation.objects.create(code=f"serves-{code}", kind=kind, name=name, name_en=name_en, **where)
        Post.objects.create(person=person, organisation=unit, role=Role.DEPARTMENT_HANDLER, valid_from=SINCE)
        found[unit.pk] = person
    for post in Post.objects.filter(role=Role.MERCHANT_COUNTER).select_related("person"):
        found[post.organisation_id] = post.person
    return found


def _go_on(
    order: ServiceOrder, plan: Plan, who: Person, desk: Person, by_unit: dict[int, Person], at: datetime
) -> None:
    """Take an order as far as its plan says, an hour for each step."""
    later = [at + timedelta(minutes=20 * step) for step in range(1, 6)]
    if plan.stage == Stage.REFUSED:
        orders.refuse(by=desk, order=order, words="暂时没有单位能够提供，可向街道文化站咨询。", at=later[0])
    if plan.stage == Stage.CANCELLED:
        orders.cancel(by=who, order=order, at=later[0])
    by = by_unit.get(order.unit_id or 0)  # nobody of the demo, where it waits with the community
    if plan.stage == "declined" and by is not None:
        orders.decline(by=by, order=order, reason="no_hands", words="本周排满", at=later[0])
    if by is None or plan.stage in (Stage.OFFERED, Stage.REFUSED, Stage.CANCELLED, "declined"):
        return
    tomorrow = (timezone.localtime(at) + timedelta(days=1)).replace(hour=10, minute=0, second=0, microsecond=0)
    orders.accept(by=by, order=order, agreed_at=tomorrow, at=later[0])
    if plan.stage == Stage.ACCEPTED:
        return
    orders.deliver(by=by, order=order, at=later[1])
    if plan.stage == Stage.RECEIVED:
        orders.receive(by=who, order=order, satisfaction=plan.mark, words="很周到", at=later[2])
    elif plan.stage == "not received":
        orders.not_received(by=who, order=order, words=plan.words, at=later[2])
    elif plan.stage == Stage.CLOSED and order.due_at is not None:
        orders.close(order, at=order.due_at + timedelta(minutes=1))


def _day(community: Division, desk: Person, offices: Offices, at: datetime) -> None:
    """Doctors and others come together next week; one unit has said yes, one seat is taken."""
    service = Service.objects.get(code="health-check", valid_to=None)
    units = list(Organisation.objects.filter(kind=OrgKind.DEPARTMENT, duty__in=("health", "market")).order_by("pk"))
    begin = (timezone.localtime(at) + timedelta(days=7)).replace(hour=9, minute=0, second=0, microsecond=0)
    says = groups.Plan(
        begin, begin + timedelta(hours=3), "演示社区广场", 40, units, "内科、口腔、中医，现场测血压、用药咨询。"
    )
    day = groups.plan(by=desk, service=service, community=community, says=says, at=at)
    part = day.parts.select_related("unit", "group__community").get(unit=units[0])
    groups.say(by=offices.by_unit[part.unit_id], part=part, comes=True, at=at)
    who = offices.residents[0]
    orders.place(
        by=who,
        service=service,
        community=community,
        wish=orders.Wish(who.phone, who.name),
        intent=UUID(int=ORDERS_FROM + 100),
        at=at,
        group=day,
    )

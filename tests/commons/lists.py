"""A partner unit, needs, resources and lines of duty on the cast of the town."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.test import Client

from linli.commons.actions import claims, needs, partners, resources, seeding_lists
from linli.commons.actions.saying import NeedSays, PartSays, ResourceSays
from linli.commons.models import Booking, Claim, Need, PartnerDuty, Resource
from linli.commons.rules.lists import Sort
from linli.orgs.models import LinkKind, Organisation, OrgKind, Post, Role, UnitLink
from linli.people.models import Person
from linli.places.models import Division
from tests.town import GRIDS, SINCE, T0, Town

BY = date(2026, 3, 20)
HERE = GRIDS[0]
Span = tuple[datetime, datetime]


def as_(person: Person) -> Client:
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(person)
    return client


def seeded() -> None:
    seeding_lists.seed(at=T0, since=SINCE)


def partner(town: Town, code: str = "bank", where: Division | None = None) -> tuple[Organisation, Person]:
    """A unit in the second community that stands by the committee of the first, and its contact."""
    unit = Organisation.objects.create(
        code=code,
        kind=OrgKind.PARTNER_UNIT,
        name=f"演示共建单位{code}",
        name_en=f"Demo partner {code}",
        division=where or town.other_community,
        valid_from=SINCE,
    )
    person = Person.objects.create_user(
        code, "a password of the town", display_name="演示联络员", joined_at=T0, is_made_up=True
    )
    Post.objects.create(person=person, organisation=unit, role=Role.PARTNER_CONTACT, valid_from=SINCE)
    UnitLink.objects.create(kind=LinkKind.PARTNER_UNIT, unit=unit, stands_by=town.committee, valid_from=SINCE)
    return unit, person


def says(**more: object) -> NeedSays:
    told: dict[str, object] = {
        "kind": "elder_meals",
        "title": "独居老人午餐配送",
        "words": "工作日中午需要志愿者送餐",
        "place": HERE,
        "parts": [PartSays(Sort.PEOPLE, "送餐志愿者", 4, "人")],
    }
    return NeedSays(**(told | more))  # type: ignore[arg-type]


def need(town: Town, *, at: datetime = T0, **more: object) -> Need:
    return needs.add(by=town.mei, says=says(**more), at=at)


def claimed(who: tuple[Organisation, Person], of: Need, amount: int = 4, *, at: datetime = T0, **more: object) -> Claim:
    told: dict[str, object] = {"part": of.parts.get(), "amount": amount, "promised_on": BY}
    return claims.claim(by=who[1], unit=who[0], at=at, **(told | more))  # type: ignore[arg-type]


def resource(town: Town, owner: Organisation | None = None, **more: object) -> Resource:
    told: dict[str, object] = {
        "kind": "space",
        "sort": Sort.VENUE,
        "title": "社区活动室",
        "place": HERE,
        "capacity": 1,
        "hours": "Mo-Fr 09:00-17:00",
    }
    return resources.offer(
        by=town.mei,
        unit=owner or town.committee,
        says=ResourceSays(**(told | more)),  # type: ignore[arg-type]
        at=T0,
    )


def booked(
    town: Town, of: Resource, span: Span | None = None, amount: int = 1, *, at: datetime = T0, **more: object
) -> Booking:
    told: dict[str, object] = {"by": town.mei, "booker": town.committee, "resource": of, "amount": amount}
    return resources.book(at=at, span=span, **(told | more))  # type: ignore[arg-type]


def hours(first: int, last: int, days: int = 1) -> Span:
    """From one hour of the clock in Kunshan to another, so many days after the Monday of the town."""
    midnight = T0 - timedelta(hours=9) + timedelta(days=days)
    return midnight + timedelta(hours=first), midnight + timedelta(hours=last)


def duty(town: Town, who: tuple[Organisation, Person], *, times: int = 2) -> PartnerDuty:
    return partners.promise(
        by=who[1],
        unit=who[0],
        community=town.community,
        year=2026,
        kind="elder_meals",
        title="助餐志愿服务",
        times=times,
        at=T0,
    )

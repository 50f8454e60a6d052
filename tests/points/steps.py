"""Deeds as ``volunteering`` will tell them, wallets, offers and codes on the cast of the town."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import uuid4

from linli.core import log
from linli.core.models import Entry
from linli.orgs.models import Organisation, OrgKind, Post, Role
from linli.people.models import Person
from linli.points import actions, codes, jobs
from linli.points.models import Account, Cause, Offer, Redemption, Rule
from linli.points.reads.wallet import wallet_of
from linli.points.rules import Period
from tests.town import SINCE, T0, Town

ATTENDED, TASK, PLEDGE = "volunteering.attended", "volunteering.task_done", "volunteering.pledge_kept"
LATER = T0 + timedelta(hours=1)
AGREED = "我同意把志愿服务记成积分"


def wallet(person: Person, *, at: datetime = T0) -> Account:
    return actions.open_wallet(by=person, wording=AGREED, at=at)


def rule(verb: str = ATTENDED, **more: object) -> Rule:
    says: dict[str, object] = {"name": "参加活动", "points": 10, "months": 12, "valid_from": SINCE}
    return Rule.objects.create(verb=verb, **(says | more))


def attended(town: Town, person: Person, activity: int = 1, *, at: datetime = LATER) -> Entry:
    """An organiser says that ``person`` was at an activity."""
    subject = Organisation(pk=activity)
    return log.write(ATTENDED, subject, by=town.mei, at=at, place="320583100001", member=person.pk)


def struck(town: Town, person: Person, activity: int = 1, *, at: datetime = LATER) -> Entry:
    subject = Organisation(pk=activity)
    return log.write(
        "volunteering.attendance_struck", subject, by=town.mei, at=at, place="320583100001", member=person.pk
    )


def earned(town: Town, person: Person, times: int = 1, *, at: datetime = LATER) -> None:
    """Open a wallet where there is none and earn ten points each time."""
    if wallet_of(person) is None:
        wallet(person)
    if not Rule.objects.filter(verb=ATTENDED).exists():
        rule()
    for n in range(times):
        attended(town, person, 1_000 + n, at=at)
    jobs.read(at=at)


def balance(person: Person) -> int:
    found = wallet_of(person)
    assert found is not None
    return found.balance


def merchant(town: Town, code: str = "noodles") -> tuple[Organisation, Person]:
    """A shop in the first community and who stands at its counter."""
    unit = Organisation.objects.create(
        code=code,
        kind=OrgKind.MERCHANT,
        name="演示面馆",
        name_en="Demo noodles",
        division=town.community,
        parent=town.committee,
        valid_from=SINCE,
    )
    person = Person.objects.create_user(
        code, "a password of the town", display_name="演示商户", joined_at=T0, is_made_up=True
    )
    Post.objects.create(person=person, organisation=unit, role=Role.MERCHANT_COUNTER, valid_from=SINCE)
    return unit, person


def offer(
    town: Town,
    unit: Organisation,
    *,
    price: int | None = 8,
    stars: int | None = None,
    stock: int = 5,
    period: Period = Period.DAY,
    end: date | None = None,
) -> Offer:
    says = actions.OfferSays(title="一碗面", price=price, stars=stars, stock=stock, period=period)
    return actions.offer(by=town.mei, unit=unit, community=town.community, says=says, begin=SINCE, end=end, at=T0)


def cause(town: Town, **more: object) -> Cause:
    says: dict[str, object] = {
        "title": "给独居老人送餐",
        "words": "",
        "for_neighbour": True,
        "begin": SINCE,
        "end": None,
    }
    return actions.open_cause(by=town.mei, unit=town.committee, community=town.community, at=T0, **(says | more))  # type: ignore[arg-type]


def taken(person: Person, offer: Offer, *, at: datetime = LATER) -> Redemption:
    return actions.take(by=person, offer=offer, intent=uuid4(), at=at)


def code_of(row: Redemption) -> str:
    return codes.of_salt(row.salt)

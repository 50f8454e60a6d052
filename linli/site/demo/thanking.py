"""Made-up wallets, offers, codes and a household on its way to the stars, played through the actions.

The deeds that earn are written to the log as ``volunteering`` writes them; the work loop's own job reads them.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import cycle, islice
from uuid import UUID

from django.db import transaction

from linli.core import log
from linli.orgs.models import Organisation, OrgKind, Post, Role
from linli.people.models import Person
from linli.places.models import Division, Grid
from linli.points import actions, codes, jobs
from linli.points.models import Offer, Redemption, StarTask
from linli.points.rules import Period
from linli.site.demo.offices import SHOWN_COMMUNITY, SINCE, Offices

WALLETS = 12
DEEDS_EACH = 6
CODES_FROM = 0x90_0000
AGREED = "我同意把志愿服务记为积分（演示）"
SHOPS = (("noodles", "演示面馆", "Demo Noodle Shop"), ("barber", "演示理发店", "Demo Barber"))
OFFERS = (  # shop (empty: the committee), title, in English, price, stars, stock, period
    ("noodles", "阳春面一碗", "A bowl of plain noodles", 12, None, 10, Period.DAY),
    ("barber", "免费理发一次", "A haircut", 30, None, 20, Period.MONTH),
    ("", "社区食堂早餐一份", "Breakfast in the community canteen", 8, None, 30, Period.DAY),
    ("", "共享工具箱借用一周", "The shared tool box for a week", 5, None, 4, Period.WEEK),
    ("barber", "星级家庭理发八折", "A fifth off a haircut, for households", None, 2, 50, Period.MONTH),
    ("noodles", "星级家庭赠小菜", "A side dish, for households", None, 1, 100, Period.MONTH),
)
VERBS = ("volunteering.attended", "volunteering.task_done", "volunteering.pledge_kept")


@transaction.atomic
def thank_all(offices: Offices, *, at: datetime) -> int:
    """Let some residents open wallets, earn and spend. Returns how many wallets there are."""
    committee, desk = offices.by_community[SHOWN_COMMUNITY]
    community = committee.division
    seller, offers = _shops(committee, desk, community, at)
    cause = actions.open_cause(
        by=desk,
        unit=committee,
        community=community,
        title="给独居老人送餐（演示）",
        words="一份午餐由积分换算的爱心基金支付。",
        for_neighbour=True,
        begin=SINCE,
        end=None,
        at=at,
    )
    elder, rest = offices.residents[0], [person for person in offices.residents if not person.elder_mode]
    members = [elder, *rest[: WALLETS - 1]]
    grids = list(islice(cycle(Grid.objects.within(SHOWN_COMMUNITY).order_by("code")), DEEDS_EACH))
    for place, person in enumerate(members):
        opened = at - timedelta(days=100 + place)
        actions.open_wallet(by=person, wording=AGREED, at=opened)
        actions.set_near(by=person, community=community, at=opened)
        _deeds(person, desk, grids, place, at)
    jobs.read_all(at=at)
    for place, person in enumerate(members):
        row = actions.take(by=person, offer=offers[place % 2 * 2], intent=UUID(int=CODES_FROM + place), at=at)
        if place % 2:
            _hand_over(row, seller if row.offer.unit_id != committee.pk else desk, at)
        if place % 3 == 0:
            actions.give(by=person, cause=cause, points=3, intent=UUID(int=CODES_FROM + 100 + place), at=at)
    _household(members[1], members[2], at)
    return len(members)


def _shops(committee: Organisation, desk: Person, community: Division, at: datetime) -> tuple[Person, list[Offer]]:
    """Two shops of the community, who stands at the counter of both, and what is offered."""
    units = {"": committee}
    seller = Person(username="demo-merchant", display_name="演示商户兑换点", is_made_up=True, joined_at=at)
    seller.set_unusable_password()
    seller.save()
    for code, name, name_en in SHOPS:
        units[code] = Organisation.objects.create(
            code=f"shop-{code}",
            kind=OrgKind.MERCHANT,
            name=name,
            name_en=name_en,
            division=community,
            parent=committee,
            valid_from=SINCE,
        )
        Post.objects.create(person=seller, organisation=units[code], role=Role.MERCHANT_COUNTER, valid_from=SINCE)
    offers = []
    for code, title, title_en, price, stars, stock, period in OFFERS:
        says = actions.OfferSays(title=title, title_en=title_en, price=price, stars=stars, stock=stock, period=period)
        made = actions.offer(by=desk, unit=units[code], community=community, says=says, begin=SINCE, end=None, at=at)
        offers.append(made)
    return seller, offers


def _deeds(person: Person, desk: Person, grids: list[Grid], place: int, at: datetime) -> None:
    """What one volunteer did in the last months, as the log tells it: each deed at a grid of its own."""
    for number, grid in enumerate(grids[: DEEDS_EACH - place % 3]):
        verb = VERBS[(number + place) % len(VERBS)]
        when = at - timedelta(days=90 - 14 * number, hours=place)
        by, more = (person, {}) if verb == VERBS[2] else (desk, {"member": person.pk})
        log.write(verb, grid, by=by, at=when, place=grid.code, **more)


def _hand_over(row: Redemption, by: Person, at: datetime) -> None:
    actions.redeem(by=by, code=codes.of_salt(row.salt), at=at)


def _household(first: Person, second: Person, at: datetime) -> None:
    """Two of them take part as a household and have come some way."""
    actions.found(by=first, name="演示人家", at=at - timedelta(days=60))
    actions.join(by=second, code=actions.invite(by=first, at=at), at=at)
    for star in ("clean", "learning", "safety"):
        tasks = StarTask.objects.filter(star__code=star).order_by("order")
        for task in tasks[: 1 if star == "safety" else 2]:
            for _ in range(task.times):
                actions.tell_done(by=first, task=task, at=at)

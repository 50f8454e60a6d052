"""Wallets that earned, spent and gave: the rows of the ledger and what the log tells of the deeds."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from linli.core import log
from linli.core.models import Entry
from linli.people.models import Person
from linli.places.models import Grid
from linli.points import codes
from linli.points.actions import ledger
from linli.points.actions.codes import THANKS
from linli.points.models import Account, Cause, Movement, Offer, Reading, Redemption, Rule
from linli.points.rules import CODE_VALID, Holder, Outcome, Why, expires_at
from linli.site.demo.county_size import thanks
from linli.site.demo.county_size.book import Book, Purse
from linli.site.demo.county_size.growing import AT_ONCE, Growing
from linli.site.demo.thanking import AGREED

VERBS = ("volunteering.attended", "volunteering.task_done", "volunteering.pledge_kept")
MOST_DEEDS = 6
DEEDS_APART_DAYS = 13  # so that no cap of a month is met
SPENDS, USES, GIVES = 0.4, 0.7, 0.1  # shares of wallets, of codes, of wallets
GIFT = 3

Deed = tuple[Entry, Movement]


def fill(county: Growing) -> dict[str, int]:
    """Open wallets for some residents and let them earn by deeds, spend at shops and give to causes."""
    filling = _Filling(county, thanks.offer(county), thanks.collect(county))
    random = county.chance("wallets")
    everybody = county.everybody()
    for person in random.sample(everybody, min(county.numbers.wallets, len(everybody))):
        filling.fill(person, random)
    return {"wallets": len(filling.book.purses), "movements": filling.write()}


class _Filling:
    """What wallets earn from and spend on, and the rows so far."""

    def __init__(self, county: Growing, offers: list[Offer], causes: list[Cause]) -> None:
        self.county, self.at, self.book = county, county.at, Book()
        self.issue = Account.objects.get(pk=ledger.single(Holder.ISSUE, at=county.at))
        self.aside = Account.objects.get(pk=ledger.single(Holder.HELD, at=county.at))
        self.rules = {rule.verb: rule for rule in Rule.objects.filter(valid_to=None)}
        self.grids = list(Grid.objects.defer("outline").select_related("community").order_by("code"))
        self.offers = [offer for offer in offers if offer.price is not None]
        self.causes = [(cause, self._house(Holder.CAUSE, cause=cause)) for cause in causes]
        self.shops: dict[int, Account] = {}
        self.deeds: list[Deed] = []
        self.taken: list[Redemption] = []

    def fill(self, person: Person, random: Random) -> None:
        count = random.randint(1, MOST_DEEDS)
        opened = self.at - timedelta(days=DEEDS_APART_DAYS * (count + 1), hours=random.randint(0, 200))
        purse = self.book.open(person, wording=AGREED, at=opened)
        for serial in range(1, count + 1):
            self._earn(
                purse, random, opened + timedelta(days=DEEDS_APART_DAYS * serial, minutes=random.randint(0, 600))
            )
        at = self.at - timedelta(hours=random.randint(1, 250))
        if self.offers and random.random() < SPENDS:
            self._spend(purse, random.choice(self.offers), random, at)
        if self.causes and random.random() < GIVES and purse.held >= GIFT:
            _, account = random.choice(self.causes)
            self.book.move(Why.GIVEN, [*self.book.take(purse, GIFT), (account, None, GIFT)], at=at)

    def _earn(self, purse: Purse, random: Random, at: datetime) -> None:
        rule, grid = self.rules[random.choice(VERBS)], random.choice(self.grids)
        desk = self.county.offices.by_community[grid.community.code][1]
        by, more = (desk, {"member": purse.person.pk}) if rule.verb == VERBS[0] else (purse.person, {})
        entry = log.entry(rule.verb, grid, by=by, at=at, place=grid.code, **more)
        until = expires_at(timezone.localdate(at), rule.months, timezone.get_current_timezone())
        self.deeds.append((entry, self.book.earn(purse, rule, self.issue, at=at, until=until)))

    def _spend(self, purse: Purse, offer: Offer, random: Random, at: datetime) -> None:
        price = offer.price or 0
        if purse.held < price:
            return
        hold = self.book.move(Why.HELD, [*self.book.take(purse, price), (self.aside, None, price)], at=at, offer=offer)
        used = at + timedelta(minutes=random.randint(5, 50)) if random.random() < USES else None
        if used is not None:
            shop = self.shops.get(offer.unit_id) or self._house(Holder.UNIT, unit=offer.unit)
            self.shops[offer.unit_id] = shop
            self.book.move(Why.SPENT, [(self.aside, None, -price), (shop, None, price)], at=used, offer=offer)
        salt = f"{random.getrandbits(96):024x}"
        self.taken.append(
            Redemption(
                offer=offer,
                account=purse.account,
                hold=hold,
                salt=salt,
                digest=codes.digest(codes.of_salt(salt), THANKS),
                taken_at=at,
                expires_at=at + CODE_VALID,
                used_at=used,
                used_by=self.county.offices.by_community[offer.community.code][1] if used else None,
            )
        )

    def _house(self, kind: Holder, **whose: object) -> Account:
        return self.book.house(Account(kind=kind, opened_at=self.at, **whose))

    def write(self) -> int:
        """Write the ledger, the codes, and the log with what was read of it. Returns how many movements there are."""
        movements = self.book.write()
        Redemption.objects.bulk_create(self.taken, batch_size=AT_ONCE)
        Entry.objects.bulk_create([entry for entry, _ in self.deeds], batch_size=AT_ONCE)
        Reading.objects.bulk_create(
            (Reading(entry_id=entry.pk, outcome=Outcome.EARNED, movement=movement) for entry, movement in self.deeds),
            batch_size=AT_ONCE,
        )
        log.keep(
            *(
                log.entry("points.wallet_opened", purse.account, by=purse.person, at=purse.account.opened_at)
                for purse in self.book.purses
            )
        )
        return movements

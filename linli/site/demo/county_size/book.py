"""A ledger in memory: purses that earn and are taken from, written together with movements that sum to zero."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from linli.people.models import Person
from linli.points.models import Account, Line, Lot, Movement, Offer, Rule
from linli.points.rules import Holder, Why
from linli.site.demo.county_size.growing import AT_ONCE

Leg = tuple[Account, Lot | None, int]


@dataclass(slots=True)
class Purse:
    """A wallet that is not written yet; ``lots`` in the order in which they expire."""

    person: Person
    account: Account
    lots: list[Lot] = field(default_factory=list)

    @property
    def held(self) -> int:
        return sum(lot.left for lot in self.lots)


class Book:
    """Rows of the ledger that refer to each other before any of them has a key."""

    def __init__(self) -> None:
        self.purses: list[Purse] = []
        self._houses: list[Account] = []
        self._movements: list[Movement] = []
        self._lines: list[Line] = []

    def open(self, person: Person, *, wording: str, at: datetime) -> Purse:
        account = Account(kind=Holder.WALLET, person=person, held=0, wording=wording, opened_at=at)
        self.purses.append(Purse(person, account))
        return self.purses[-1]

    def house(self, account: Account) -> Account:
        """An account that is no wallet, written with the others."""
        self._houses.append(account)
        return account

    def earn(self, purse: Purse, rule: Rule, source: Account, *, at: datetime, until: datetime) -> Movement:
        """The points of ``rule`` as a lot of their own."""
        points = rule.points
        lot = Lot(account=purse.account, earned=points, left=points, expires_at=until)
        purse.lots.append(lot)
        return self.move(Why.EARNED, [(purse.account, lot, points), (source, None, -points)], at=at, rule=rule)

    def take(self, purse: Purse, points: int) -> list[Leg]:
        """What leaves a purse that holds as much, from what expires first."""
        legs: list[Leg] = []
        for lot in purse.lots:
            part = min(lot.left, points)
            if part:
                lot.left -= part
                points -= part
                legs.append((purse.account, lot, -part))
        return legs

    def move(
        self, why: Why, legs: list[Leg], *, at: datetime, rule: Rule | None = None, offer: Offer | None = None
    ) -> Movement:
        movement = Movement(why=why, rule=rule, offer=offer, at=at)
        self._movements.append(movement)
        self._lines += [
            Line(movement=movement, account=account, lot=lot, amount=amount) for account, lot, amount in legs
        ]
        return movement

    def write(self) -> int:
        """Write everything; returns how many movements there were."""
        for purse in self.purses:
            purse.account.held = purse.held
        accounts = [*self._houses, *(purse.account for purse in self.purses)]
        Account.objects.bulk_create(accounts, batch_size=AT_ONCE)
        Lot.objects.bulk_create([lot for purse in self.purses for lot in purse.lots], batch_size=AT_ONCE)
        Movement.objects.bulk_create(self._movements, batch_size=AT_ONCE)
        Line.objects.bulk_create(self._lines, batch_size=AT_ONCE)
        return len(self._movements)

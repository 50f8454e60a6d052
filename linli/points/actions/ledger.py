"""The one way in which points move: a movement of two lines or more whose sum is zero.

A wallet is held (its row locked by an update) before it is read, so of two who want its last points one waits and then
finds them gone. Offers are held before wallets, so nobody waits in a circle.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from linli.people.models import Person
from linli.points.errors import BadAmount, NoWallet, TooFewPoints, Unbalanced
from linli.points.models import Account, Line, Lot, Movement, Offer, Rule
from linli.points.rules import Holder, Why


@dataclass(frozen=True, slots=True)
class Leg:
    """What a movement does to an account; in a wallet, to one lot of it."""

    account: int
    amount: int
    lot: Lot | None = None


def move(
    why: Why, legs: Sequence[Leg], *, at: datetime, rule: Rule | None = None, offer: Offer | None = None
) -> Movement:
    """Write a movement; the lots it names are saved already. Raises: Unbalanced."""
    amounts = [leg.amount for leg in legs]
    if len(amounts) < 2 or 0 in amounts or sum(amounts) != 0:
        raise Unbalanced
    movement = Movement.objects.create(why=why, rule=rule, offer=offer, at=at)
    Line.objects.bulk_create(
        Line(movement=movement, account_id=leg.account, lot=leg.lot, amount=leg.amount) for leg in legs
    )
    return movement


def single(kind: Holder, *, at: datetime) -> int:
    """The account of which a house has one."""
    return Account.objects.get_or_create(kind=kind, defaults={"opened_at": at})[0].pk


def wallet_of(person: Person) -> Account:
    """The open wallet of ``person``. Raises: NoWallet."""
    found = Account.objects.wallets().filter(person=person).first()
    if found is None:
        raise NoWallet
    return found


def hold(wallet: int) -> bool:
    """Keep others from this wallet until the end of the transaction; False when it was closed."""
    return bool(Account.objects.wallets().filter(pk=wallet).update(held=F("held")))


def put_in(wallet: int, amount: int, *, expires_at: datetime) -> Leg:
    """A new lot in a wallet that is held."""
    Account.objects.filter(pk=wallet).update(held=F("held") + amount)
    lot = Lot.objects.create(account_id=wallet, earned=amount, left=amount, expires_at=expires_at)
    return Leg(wallet, amount, lot)


def take_out(wallet: int, amount: int, *, first: Lot | None = None) -> list[Leg]:
    """Take points from a wallet, what expires first before the rest, ``first`` before all.
    Raises: BadAmount, TooFewPoints, and then nothing was taken."""
    if amount < 1:
        raise BadAmount
    if not Account.objects.wallets().filter(pk=wallet, held__gte=amount).update(held=F("held") - amount):
        raise TooFewPoints
    lots = list(Lot.objects.left_in(wallet))
    if first is not None:
        lots.sort(key=lambda lot: lot.pk != first.pk)
    legs = []
    for lot in lots:
        part = min(lot.left, amount)
        legs.append(_from(lot, part))
        amount -= part
        if not amount:
            break
    if amount:
        raise Unbalanced  # the running balance was wrong: nothing of this is kept
    return legs


def empty(lot: Lot) -> Leg:
    """Take all that is left of one lot, of a wallet that is held."""
    Account.objects.filter(pk=lot.account_id).update(held=F("held") - lot.left)
    return _from(lot, lot.left)


def put_back(movement: Movement) -> list[Leg]:
    """Give back what ``movement`` took from a wallet, each part to the lot it came from."""
    legs = []
    for line in movement.lines.select_related("lot").order_by("pk"):
        if line.lot is None:
            continue
        Lot.objects.filter(pk=line.lot.pk).update(left=F("left") - line.amount)
        Account.objects.filter(pk=line.account_id).update(held=F("held") - line.amount)
        legs.append(Leg(line.account_id, -line.amount, line.lot))
    return legs


def total(legs: Sequence[Leg]) -> int:
    """How many points the legs take, as a number above zero, or give."""
    return abs(sum(leg.amount for leg in legs))


def _from(lot: Lot, amount: int) -> Leg:
    Lot.objects.filter(pk=lot.pk).update(left=F("left") - amount)
    return Leg(lot.account_id, -amount, lot)

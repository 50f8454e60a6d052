"""What somebody reads of the own wallet. Nothing here reads anybody else's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Sum

from linli.orgs.models import Organisation
from linli.people.models import Person
from linli.points import codes
from linli.points.models import Account, Line, Lot, Offer, Redemption, Rule
from linli.points.reads.offers import owned_by
from linli.points.rules import Holder, Why

MOVEMENTS_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Moved:
    """One movement in words: why, by which rule, for which offer or cause; ``points`` with its sign."""

    why: Why
    rule: Rule | None
    offer: Offer | None
    cause: str
    points: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Expiring:
    points: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Wallet:
    """``balance`` is the sum of all lines, not the running figure; ``lots`` say what expires when, the next first."""

    pk: int
    balance: int
    since: datetime
    near: str
    moved: tuple[Moved, ...]
    lots: tuple[Expiring, ...]


@dataclass(frozen=True, slots=True)
class CodeRow:
    pk: int
    offer: Offer
    unit: Organisation
    code: str
    expires_at: datetime
    used_at: datetime | None
    returned_at: datetime | None

    @property
    def is_open(self) -> bool:
        return self.used_at is None and self.returned_at is None


def wallet_of(person: Person) -> Wallet | None:
    """The open wallet of ``person``, or None."""
    account = Account.objects.wallets().filter(person=person).first()
    if account is None:
        return None
    balance = Line.objects.filter(account=account).aggregate(all=Sum("amount"))["all"] or 0
    expiring: dict[datetime, int] = {}
    for lot in Lot.objects.left_in(account.pk):
        expiring[lot.expires_at] = expiring.get(lot.expires_at, 0) + lot.left
    lots = tuple(Expiring(points, at) for at, points in expiring.items())
    return Wallet(account.pk, balance, account.opened_at, account.near, _moved(account), lots)


def _moved(account: Account) -> tuple[Moved, ...]:
    """The latest movements of one wallet, newest first; the parts of several lots as one."""
    found = (
        Line.objects.filter(account=account)
        .values("movement", "movement__why", "movement__rule", "movement__offer", "movement__at")
        .annotate(sum=Sum("amount"))
        .order_by("-movement__at", "-movement")[:MOVEMENTS_SHOWN]
    )
    rows = list(found)
    rules = Rule.objects.in_bulk({row["movement__rule"] for row in rows} - {None})
    offers = Offer.objects.in_bulk({row["movement__offer"] for row in rows} - {None})
    given = [row["movement"] for row in rows if row["movement__why"] == Why.GIVEN]
    to = Line.objects.filter(movement__in=given, account__kind=Holder.CAUSE).select_related("account__cause")
    causes = {line.movement_id: line.account.cause.title for line in to if line.account.cause is not None}
    return tuple(
        Moved(
            why=Why(row["movement__why"]),
            rule=rules.get(row["movement__rule"]),
            offer=offers.get(row["movement__offer"]),
            cause=causes.get(row["movement"], ""),
            points=row["sum"],
            at=row["movement__at"],
        )
        for row in rows
    )


def codes_of(person: Person) -> list[CodeRow]:
    """The codes of a person's wallet and household, those that wait first."""
    rows = owned_by(person).select_related("offer__unit").order_by("used_at", "returned_at", "expires_at", "pk")
    found = [_code(row) for row in rows[:MOVEMENTS_SHOWN]]
    return sorted(found, key=lambda row: not row.is_open)


def code_of(person: Person, pk: int) -> CodeRow | None:
    row = owned_by(person).select_related("offer__unit").filter(pk=pk).first()
    return _code(row) if row is not None else None


def _code(row: Redemption) -> CodeRow:
    code = codes.of_salt(row.salt)
    return CodeRow(row.pk, row.offer, row.offer.unit, code, row.expires_at, row.used_at, row.returned_at)

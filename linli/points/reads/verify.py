"""Whether the ledger is whole: every movement sums to zero, every running balance is the sum of its lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from linli.points.models import Account, Line, Lot, Movement

MOST = 20


class Fault(StrEnum):
    MOVEMENT = "movement"  # does not sum to zero, or has fewer than two lines
    WALLET = "wallet"  # its running balance is not the sum of its lines
    LOT = "lot"  # what is left is not the sum of its lines
    SPREAD = "spread"  # the lots of a wallet hold more or less than the wallet


@dataclass(frozen=True, slots=True)
class Wrong:
    """One fault: what it is about, by key, and both figures."""

    fault: Fault
    key: int
    kept: int
    counted: int


@dataclass(frozen=True, slots=True)
class Verdict:
    movements: int
    wallets: int
    wrong: tuple[Wrong, ...]  # the first of them


def verify() -> Verdict:
    """Compare everything there is; reads each table once or twice and changes nothing."""
    movements = Movement.objects.count()
    wrong = [*_movements(movements), *_wallets(), *_lots(), *_spread()]
    return Verdict(movements, Account.objects.filter(held__isnull=False).count(), tuple(wrong))


def _movements(count: int) -> Iterator[Wrong]:
    sums = Line.objects.order_by().values("movement").annotate(sum=Sum("amount"), lines=Count("pk"))
    odd = ~Q(sum=0) | Q(lines__lt=2)
    told = sums.aggregate(all=Count("movement"), odd=Count("movement", filter=odd))
    if told["odd"]:
        for row in sums.filter(odd)[:MOST]:
            yield Wrong(Fault.MOVEMENT, row["movement"], 0, row["sum"])
    if told["all"] != count:
        bare = Movement.objects.filter(~Exists(Line.objects.filter(movement=OuterRef("pk"))))
        for key in bare.values_list("pk", flat=True)[:MOST]:
            yield Wrong(Fault.MOVEMENT, key, 0, 0)


def _wallets() -> Iterator[Wrong]:
    counted = Coalesce(Sum("lines__amount"), 0)
    yield from _differing(Fault.WALLET, Account.objects.filter(held__isnull=False), F("held"), counted)


def _lots() -> Iterator[Wrong]:
    yield from _differing(Fault.LOT, Lot.objects.all(), F("left"), Coalesce(Sum("lines__amount"), 0))


def _spread() -> Iterator[Wrong]:
    counted = Coalesce(Sum("lots__left"), 0)
    yield from _differing(Fault.SPREAD, Account.objects.filter(held__isnull=False), F("held"), counted)


def _differing(fault: Fault, rows: QuerySet[Account] | QuerySet[Lot], kept: F, counted: Coalesce) -> Iterator[Wrong]:
    found = rows.order_by().annotate(kept=kept, counted=counted).filter(~Q(kept=F("counted")))
    for key, was, is_now in found.values_list("pk", "kept", "counted")[:MOST]:
        yield Wrong(fault, key, was, is_now)

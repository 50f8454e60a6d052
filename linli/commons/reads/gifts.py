"""Funds as screens want them: how much came in and was used, who wants to be named; and whether the sums agree."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, F, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from linli.commons import follow
from linli.commons.models import Fund, Gift, GiftUse
from linli.commons.rules.gifts import NUMBER_MARK

GIFTS_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Account:
    """A fund with the newest of what moved."""

    fund: Fund
    gifts: list[Gift]
    uses: list[GiftUse]


@dataclass(frozen=True, slots=True)
class Wrong:
    """A fund, by its key, of which so much is ``kept`` as left, and so much was given and used; in fen or pieces."""

    key: int
    kept: int
    given: int
    used: int


def summed(rows: QuerySet[Fund]) -> QuerySet[Fund]:
    """Funds with what was ``given`` and ``used`` in all, in fen or pieces."""
    given = Gift.objects.standing().filter(fund=OuterRef("pk")).order_by().values("fund")
    used = GiftUse.objects.filter(fund=OuterRef("pk")).order_by().values("fund")

    def total(of: QuerySet[Any, Any]) -> Coalesce:
        return Coalesce(Subquery(of.annotate(n=Sum("amount")).values("n")), Value(0), output_field=BigIntegerField())

    rows = rows.select_related("community", "unit").defer("community__outline")
    return rows.annotate(given=total(given), used=total(used))


def account(fund: Fund, *, struck: bool = False) -> Account:
    gifts = fund.gifts.all() if struck else fund.gifts.standing()
    return Account(fund, list(gifts.order_by("-pk")[:GIFTS_SHOWN]), list(fund.uses.order_by("-pk")[:GIFTS_SHOWN]))


def unbalanced() -> list[Wrong]:
    """Funds whose rest is not what was given less what was used: there are none."""
    rows: QuerySet[Any] = summed(Fund.objects.all()).exclude(left=F("given") - F("used")).order_by("pk")
    return [Wrong(fund.pk, fund.left, fund.given, fund.used) for fund in rows]


def find(number: str, code: str) -> Gift | None:
    """The gift whose number and code these are, or None. Compares in constant time."""
    digits = follow.clean(number).removeprefix(NUMBER_MARK)
    found = Gift.objects.standing().select_related("fund__community", "fund__unit").filter(number=digits).first()
    if found is None or not hmac.compare_digest(follow.code_of(found.intent).encode(), follow.clean(code).encode()):
        return None
    return found

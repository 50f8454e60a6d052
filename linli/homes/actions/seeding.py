"""The keeping rules that a new house starts with, from the file of ``seeds``."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from linli.core import log
from linli.homes.models import KeepingRule
from linli.homes.seeds import table

SAID = ("is_need", "told_to_keepers")


@transaction.atomic
def seed(*, at: datetime, since: date | None = None) -> int:
    """Add what is not there yet, in force ``since`` (today). Returns how many rows were added."""
    added, since = 0, since or timezone.localdate(at)
    for order, row in enumerate(table("keeping_rules"), 1):
        if not KeepingRule.objects.filter(code=row["code"]).exists():
            told = {name: row[name] == "1" for name in SAID} | {"months": int(row["months"])}
            KeepingRule.objects.create(order=order, valid_from=since, **(row | told))
            added += 1
    if added:
        log.write("homes.seeded", KeepingRule, by=None, at=at, rows=added)
    return added

"""The rules of bodies that a new house starts with, from the files of ``seeds``."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from linli.core import log
from linli.orgs.models import BodyRule, SeatRule
from linli.orgs.seeds import table

ALONE = "-"  # in the file: a kind that may stand under nothing


@transaction.atomic
def seed(*, at: datetime, since: date | None = None) -> int:
    """Add the rules of kinds that have none yet, in force ``since`` (today). Returns how many rows were added."""
    added, since = 0, since or timezone.localdate(at)
    for row in table("body_rules"):
        if not BodyRule.objects.filter(kind=row["kind"]).exists():
            lists = {name: row[name].split() for name in ("forms", "grounds", "links")}
            yes = {name: row[name] == "yes" for name in ("covers", "needs_head", "needs_end")}
            BodyRule.objects.create(
                kind=row["kind"],
                under=["" if one == ALONE else one for one in row["under"].split()],
                source=row["source"],
                valid_from=since,
                **lists,
                **yes,
            )
            added += 1
    for order, row in enumerate(table("seat_rules"), 1):
        words = {name: row[name] for name in ("need", "name", "name_en", "home_duty", "source")}
        if not SeatRule.objects.filter(body_kind=row["body_kind"], code=row["code"]).exists():
            SeatRule.objects.create(
                body_kind=row["body_kind"],
                code=row["code"],
                order=order,
                home_kinds=row["home_kinds"].split(),
                seats=int(row["seats"]),
                term_months=int(row["term_months"]),
                valid_from=since,
                **words,
            )
            added += 1
    if added:
        log.write("orgs.body_rules_seeded", BodyRule, by=None, at=at, rows=added)
    return added

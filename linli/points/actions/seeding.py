"""The rules and stars that a new house starts with, from the files of ``seeds``."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from linli.core import log
from linli.points.models import Rule, Star, StarTask
from linli.points.seeds import table


@transaction.atomic
def seed(*, at: datetime, since: date) -> int:
    """Add what is not there yet, in force ``since``. Returns how many rows were added."""
    added = 0
    for row in table("rules"):
        figures = {name: int(row[name]) if row[name] else None for name in ("points", "day_cap", "month_cap", "months")}
        words = {name: row[name] for name in ("name", "name_en", "source")}
        if not Rule.objects.filter(verb=row["verb"]).exists():
            Rule.objects.create(verb=row["verb"], valid_from=since, **figures, **words)
            added += 1
    for place, row in enumerate(table("stars"), 1):
        _star, made = Star.objects.get_or_create(
            code=row["code"],
            defaults={"name": row["name"], "name_en": row["name_en"], "order": place, "source": row["source"]}
            | {"valid_from": since},
        )
        added += made
    stars = {star.code: star for star in Star.objects.filter(valid_to=None)}
    for place, row in enumerate(table("tasks"), 1):
        says = {name: row[name] for name in ("name", "name_en", "verb")}
        _, made = StarTask.objects.get_or_create(
            star=stars[row["star"]], code=row["code"], defaults=says | {"times": int(row["times"]), "order": place}
        )
        added += made
    if added:
        log.write("points.seeded", Rule, by=None, at=at, rows=added)
    return added

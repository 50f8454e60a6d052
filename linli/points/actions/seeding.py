"""The rules and stars that a new house starts with, from the files of ``seeds``."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from linli.core import log
from linli.points.models import Rule, Star, StarTask
from linli.points.seeds import table


@transaction.atomic
def seed(*, at: datetime, since: date | None = None) -> int:
    """Add what is not there yet, in force ``since`` (today). Returns how many rows were added."""
    added, since = 0, since or timezone.localdate(at)
    for row in table("rules"):
        figures = {name: int(row[name]) if row[name] else None for name in ("points", "day_cap", "month_cap", "months")}
        words = {name: row[name] for name in ("name", "name_en", "source")}
        if not Rule.objects.filter(verb=row["verb"]).exists():
            Rule.objects.create(verb=row["verb"], valid_from=since, **figures, **words)
            added += 1
    for place, row in enumerate(table("stars"), 1):
        words = {name: row[name] for name in ("name", "name_en", "source")}
        if not Star.objects.filter(code=row["code"]).exists():
            Star.objects.create(code=row["code"], order=place, valid_from=since, **words)
            added += 1
    stars = {star.code: star for star in Star.objects.filter(valid_to=None)}
    for place, row in enumerate(table("tasks"), 1):
        if row["star"] in stars:
            says = {name: row[name] for name in ("name", "name_en", "verb")} | {"times": int(row["times"])}
            _, made = StarTask.objects.get_or_create(
                star=stars[row["star"]], code=row["code"], defaults=says | {"order": place}
            )
            added += made
    if added:
        log.write("points.seeded", Rule, by=None, at=at, rows=added)
    return added

"""The templates, skills, festivals and themes that a new house starts with, from the files of ``seeds``."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from linli.core import log
from linli.volunteering.models import Festival, Skill, Template, TemplateRole, Theme
from linli.volunteering.seeds import table

BETWEEN_ROLES, BETWEEN_PARTS = ";", "/"


@transaction.atomic
def seed(*, at: datetime, since: date | None = None) -> int:
    """Add what is not there yet, in force ``since`` (today). Returns how many rows were added."""
    since, added = since or timezone.localdate(at), 0
    for place, row in enumerate(table("skills"), 1):
        says = {"name": row["name"], "name_en": row["name_en"], "order": place}
        added += Skill.objects.get_or_create(code=row["code"], defaults=says)[1]
    for place, row in enumerate(table("templates"), 1):
        if not Template.objects.filter(code=row["code"]).exists():
            _template(row, place, since)
            added += 1
    for row in table("festivals"):
        if not Festival.objects.filter(code=row["code"]).exists():
            day = {name: int(row[name]) if row[name] else None for name in ("month", "day")}
            words = {name: row[name] for name in ("code", "name", "name_en", "reckoning", "term", "source")}
            Festival.objects.create(**day, **words, valid_from=since)
            added += 1
    for row in table("themes"):
        if not Theme.objects.filter(month=int(row["month"])).exists():
            Theme.objects.create(month=int(row["month"]), name=row["name"], name_en=row["name_en"], valid_from=since)
            added += 1
    if added:
        log.write("volunteering.templates_seeded", Template, by=None, at=at, rows=added)
    return added


def _template(row: dict[str, str], place: int, since: date) -> None:
    words = {name: row[name] for name in ("code", "name", "name_en", "words", "words_en", "drawing", "source")}
    made = Template.objects.create(
        **words,
        begins=time.fromisoformat(row["begins"]),
        minutes=int(row["minutes"]),
        weeks=int(row["weeks"]),
        with_pupils=row["with_pupils"] == "yes",
        order=place,
        valid_from=since,
    )
    for line in row["roles"].split(BETWEEN_ROLES):
        name, name_en, wanted, skill = line.split(BETWEEN_PARTS)
        TemplateRole.objects.create(
            template=made, name=name, name_en=name_en, wanted=int(wanted), skill_id=skill or None
        )

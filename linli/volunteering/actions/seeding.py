"""The rules of report-ins and the kinds of task that a new house starts with, from the files of ``seeds``."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from linli.core import log
from linli.volunteering.models import ReportRule, TaskKind
from linli.volunteering.seeds import table

FIGURES = ("days_a_month", "months", "review_months")
ASKS = ("asks_home", "as_team", "weekend_only")


@transaction.atomic
def seed_reporting(*, at: datetime, since: date | None = None) -> int:
    """Add what is not there yet, in force ``since`` (today). Returns how many rows were added."""
    added, since = 0, since or timezone.localdate(at)
    for place, row in enumerate(table("report_rules"), 1):
        if not ReportRule.objects.filter(code=row["code"]).exists():
            figures = {name: int(row[name]) if row[name] else None for name in FIGURES}
            asks = {name: row[name] == "1" for name in ASKS}
            ReportRule.objects.create(order=place, valid_from=since, **(row | figures | asks))
            added += 1
    for place, row in enumerate(table("task_kinds"), 1):
        if not TaskKind.objects.filter(code=row["code"]).exists():
            TaskKind.objects.create(order=place, valid_from=since, **row)
            added += 1
    if added:
        log.write("volunteering.seeded", ReportRule, by=None, at=at, rows=added)
    return added

"""What one organisation held and plans: a log with day, place and how many, never who."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from linli.orgs.models import Organisation
from linli.volunteering.models import Activity, Attendance
from linli.volunteering.rules.activities import TAKES_PLACE


@dataclass(frozen=True, slots=True)
class Held:
    """``came`` is what the organiser said, else how many were confirmed to have been there; None where nobody said."""

    activity: Activity
    came: int | None


def organised_by(body: Organisation) -> QuerySet[Activity]:
    """The latest first; drafts and what was called off are left out."""
    rows = Activity.objects.filter(organiser=body, stage__in=TAKES_PLACE)
    return rows.select_related("facility", "community").order_by("-begins_at", "-pk")


def with_numbers(found: Sequence[Activity]) -> Sequence[Held]:
    """How many came to each. One query."""
    there = Attendance.objects.counting().filter(signup__shift__role__activity__in=[row.pk for row in found])
    counted = dict(
        there.order_by().values_list("signup__shift__role__activity").annotate(n=Count("signup__person", distinct=True))
    )
    return [Held(row, row.came if row.came is not None else counted.get(row.pk)) for row in found]

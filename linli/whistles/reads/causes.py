"""Which causes are in force at a place, on a day, for a level."""

from __future__ import annotations

from datetime import date

from linli.whistles.models import Cause
from linli.whistles.rules import Rank


def causes_at(place: str, on: date, rank: Rank | None = None) -> list[Cause]:
    """The causes that ``rank`` (or anybody) may whistle for; the street's own row of a code before the county's."""
    areas = [place[:9], ""] if len(place) >= 9 else [""]
    found: dict[str, Cause] = {}
    for row in Cause.objects.valid(on).filter(area__in=areas).order_by("-area", "order", "pk"):
        found.setdefault(row.code, row)
    fitting = [row for row in found.values() if rank is None or rank in row.ranks]
    return sorted(fitting, key=lambda row: (row.order, row.pk))

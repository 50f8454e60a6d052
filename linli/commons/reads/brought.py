"""What units that stand together bring: their resources and what they promised and delivered for needs."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from linli.commons.models import Claim, Resource


def resources_of(units: Collection[int], on: date) -> QuerySet[Resource]:
    """The latest first."""
    rows = Resource.objects.there(on).filter(unit__in=units)
    return rows.select_related("unit", "community").order_by("-added_at", "-pk")


def claims_of(units: Collection[int]) -> QuerySet[Claim]:
    """The latest first; what was given up is left out."""
    rows = Claim.objects.standing().filter(unit__in=units)
    return rows.select_related("unit", "part__need").order_by("-claimed_at", "-pk")

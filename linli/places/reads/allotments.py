"""Beds and bays: how many are free, and who has one, name by name only at the desk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.utils import timezone

from linli.places.models import Allotment


@dataclass(frozen=True, slots=True)
class Free:
    """How many beds or bays a facility has, and how many of them nobody has today."""

    allotment: Allotment
    free: int


def free_of(facilities: Iterable[int], *, at: datetime) -> dict[int, Free]:
    """What is free today, by facility; one query."""
    on = timezone.localdate(at)
    taken = Count("allocations", filter=Q(allocations__since__lte=on, allocations__until__gt=on))
    rows = Allotment.objects.filter(facility__in=facilities, number__gt=0).annotate(taken=taken)
    return {row.facility_id: Free(row, max(0, row.number - row.taken)) for row in rows}

"""Crises that are on, and what centres muster: for everybody what is given out, for desks all of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet, Sum
from django.utils import timezone

from linli.places.models import AssetSort, Crisis, Facility, MusterAsset
from linli.places.reads.facilities import Known

ENDED_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Surge:
    """What a facility is during a crisis: which one, and what is given out there now."""

    crisis: Crisis
    given_out: tuple[MusterAsset, ...]


def running(at: datetime) -> list[Crisis]:
    """The crises that are on, the widest area first."""
    return list(Crisis.objects.running(at).select_related("division").order_by("division__level", "division__code"))


def surges(known: Iterable[Known], at: datetime) -> dict[int, Surge]:
    """Which of the facilities stand in a crisis and can muster something, by key; the nearest crisis counts. Two
    queries, one when all is quiet."""
    on = running(at)
    within = (
        {
            one.pk: next((row for row in reversed(on) if one.details.place.startswith(row.division.prefix)), None)
            for one in known
        }
        if on
        else {}
    )
    of = {pk: row for pk, row in within.items() if row is not None}
    if not of:
        return {}
    assets: dict[int, list[MusterAsset]] = {}
    rows = MusterAsset.objects.valid(timezone.localdate(at)).filter(facility__in=of).order_by("sort", "pk")
    for row in rows:
        assets.setdefault(row.facility_id, []).append(row)
    return {pk: Surge(of[pk], tuple(row for row in found if row.is_given_out)) for pk, found in assets.items()}


def assets_of(facility: Facility, on: date) -> list[MusterAsset]:
    """What a facility can muster on a day."""
    return list(MusterAsset.objects.valid(on).filter(facility=facility).order_by("sort", "pk"))


def totals(facilities: QuerySet[Facility], at: datetime) -> list[tuple[AssetSort, str, int]]:
    """How much of each sort these facilities can muster, by the unit it is counted in."""
    rows = MusterAsset.objects.valid(timezone.localdate(at)).filter(facility__in=facilities.values("pk"))
    summed = rows.values("sort", "unit").annotate(amount=Sum("amount")).order_by("sort", "unit")
    return [(AssetSort(row["sort"]), row["unit"], row["amount"]) for row in summed]

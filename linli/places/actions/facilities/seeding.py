"""Give a house the kinds of facilities and the offerings of this release."""

from __future__ import annotations

from django.db import transaction

from linli.core import revisions
from linli.places import seeds
from linli.places.models import FacilityKind, Offering
from linli.places.reads.facilities import VOCABULARY


@transaction.atomic
def seed() -> int:
    """Add the kinds and offerings that are not there; what a county renamed stays renamed. Safe to repeat. Returns
    how many were added."""
    kinds, offerings = (
        set(FacilityKind.objects.values_list("pk", flat=True)),
        set(Offering.objects.values_list("pk", flat=True)),
    )
    made = FacilityKind.objects.bulk_create(
        FacilityKind(
            code=row["code"],
            name=row["name"],
            name_en=row["name_en"],
            order=at,
            has_levels=row["has_levels"] == "yes",
            in_circle=row["in_circle"] == "yes",
            source=row["source"],
        )
        for at, row in enumerate(seeds.table("facility_kinds"))
        if row["code"] not in kinds
    )
    more = Offering.objects.bulk_create(
        Offering(code=row["code"], sort=row["sort"], name=row["name"], name_en=row["name_en"], order=at)
        for at, row in enumerate(seeds.table("offerings"))
        if row["code"] not in offerings
    )
    if made or more:
        revisions.bump(VOCABULARY)
    return len(made) + len(more)

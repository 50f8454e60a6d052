"""What units that stand together bring: their resources and what they promised and delivered for needs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from linli.commons.models import Claim, Resource

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Brought:
    resources: Sequence[Resource]
    claims: Sequence[Claim]


def brought_by(units: Collection[int], on: date) -> Brought:
    """Of each at most ``SHOWN``, the latest first; what was given up is left out. Two queries."""
    resources = Resource.objects.there(on).filter(unit__in=units).select_related("unit", "community")
    claims = Claim.objects.standing().filter(unit__in=units).select_related("unit", "part__need")
    return Brought(
        list(resources.order_by("-added_at", "-pk")[:SHOWN]), list(claims.order_by("-claimed_at", "-pk")[:SHOWN])
    )

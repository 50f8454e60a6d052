"""What is said most of late: the kinds that a sheet offers first."""

from __future__ import annotations

from django.db.models import Count

from linli.matters.models import Matter
from linli.orgs.authority import inside

LOOKED_AT = 1_000  # newest matters: enough to rank eight kinds, few enough for every opening of the sheet


def often(area: str = "") -> list[int]:
    """Keys of kinds, most often said first, among the newest matters of ``area`` (the first digits of its code), or of
    all. Equal ones stand in the order of their keys."""
    said = Matter.objects.filter(inside("place", [area])) if area else Matter.objects.all()
    newest = said.order_by("-received_at", "-pk").values("pk")[:LOOKED_AT]
    counted = Matter.objects.filter(pk__in=newest).values("kind").annotate(n=Count("pk")).order_by("-n", "kind")
    return [row["kind"] for row in counted]

"""How often a reporter may urge, by the terms that hold for the matter."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from linli.matters.models import Matter, Reporter, Urge
from linli.matters.reads.terms import terms_of


def may_urge_from(reporter: Reporter, matter: Matter, *, at: datetime) -> datetime | None:
    """From when ``reporter`` may urge (again) in this round; None when it was enough."""
    limits = terms_of(matter, timezone.localdate(at))
    said = list(Urge.objects.filter(reporter=reporter, round=matter.round).order_by("at").values_list("at", flat=True))
    if len(said) >= limits.urges_most:
        return None
    gap = timedelta(hours=limits.urge_gap_hours)
    return max(matter.received_at, said[-1]) + gap if said else matter.received_at

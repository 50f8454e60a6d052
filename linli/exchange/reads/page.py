"""What the desk sees of the exchange: how much waits, what failed and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q

from linli.exchange.models import HandOff, Partner
from linli.exchange.rules import State


@dataclass(frozen=True, slots=True)
class PartnerLine:
    """A partner and how the hand-offs to it stand. ``oldest_at`` is since when the oldest one waits."""

    code: str
    name: str
    push_to: str
    ready: int
    failed: int
    oldest_at: datetime | None


def partners() -> list[PartnerLine]:
    """Every partner, by name. Two queries."""
    waiting = HandOff.objects.waiting().order_by().values("order__partner")
    counted = waiting.annotate(
        ready=Count("pk", filter=Q(state=State.READY)),
        failed=Count("pk", filter=Q(state=State.FAILED)),
        oldest_at=Min("made_at"),
    )
    stand = {row["order__partner"]: (row["ready"], row["failed"], row["oldest_at"]) for row in counted}
    return [
        PartnerLine(one.code, one.name, one.push_to, *stand.get(one.pk, (0, 0, None)))
        for one in Partner.objects.order_by("name", "pk")
    ]

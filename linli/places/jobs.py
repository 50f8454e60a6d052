"""What the clock does with places."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from linli.places.actions.allotments import erase_allocation
from linli.places.models import Allocation


def erase_names(*, at: datetime) -> int:
    """Forget who had a bed or a bay that is over. Safe to repeat. Returns how many."""
    over = Allocation.objects.over(timezone.localdate(at)).select_related("allotment__facility__community")
    return sum(erase_allocation(row=row, at=at) for row in over.order_by("until", "pk"))

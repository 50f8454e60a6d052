"""What the clock does with gifts: names of givers are erased when their term is over."""

from __future__ import annotations

from datetime import datetime

from linli.commons.actions import gifts
from linli.commons.models import Gift

AT_ONCE = 500


def unname(*, at: datetime) -> int:
    """Erase names whose term is over. Returns how many. Safe to repeat, and with several work processes at once."""
    over = Gift.objects.to_unname(at).select_related("fund__community").defer("fund__community__outline")
    return sum(gifts.unname(gift, at=at) for gift in over.order_by("name_until", "pk")[:AT_ONCE])

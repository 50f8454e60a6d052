"""What the clock does with needs: what nobody claims in time rises to the level above, once."""

from __future__ import annotations

from datetime import datetime

from linli.commons.actions import needs
from linli.commons.models import Need

AT_ONCE = 500


def rise(*, at: datetime) -> int:
    """Show needs whose term is over one level further up. Returns how many rose. Safe to repeat, and with several work
    processes at once."""
    rows = Need.objects.to_rise(at).order_by("rise_at", "pk")[:AT_ONCE]
    return sum(needs.rise(need, at=at) for need in list(rows))

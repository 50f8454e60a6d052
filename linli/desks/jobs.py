"""What the clock does for desks: who is no longer there is forgotten."""

from __future__ import annotations

from datetime import datetime

from linli.desks.models import Presence
from linli.desks.rules import PRESENT_FOR


def forget_presence(*, at: datetime) -> int:
    """Drop the signs of life that are over. Returns how many."""
    return Presence.objects.filter(seen_at__lte=at - PRESENT_FOR).delete()[0]

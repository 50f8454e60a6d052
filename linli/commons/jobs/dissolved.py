"""What the clock does with units that were dissolved: nothing of theirs hangs on nobody."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from linli.commons.actions.let_go import dissolved_with_more, let_go

AT_ONCE = 200


def let_go_of_more(*, at: datetime) -> int:
    """Let go of what units have still that were dissolved before. Returns how many things. Safe to repeat, and with
    several work processes at once."""
    count = 0
    for unit in list(dissolved_with_more(at).order_by("pk")[:AT_ONCE]):
        with transaction.atomic():
            count += let_go(unit, (), None, at)
    return count

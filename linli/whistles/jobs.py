"""What the clock does with whistles: who must hear that a department stays away, hears it once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from linli.whistles.actions.telling import write_summons
from linli.whistles.models import Chase

AT_ONCE = 500


def chase(*, at: datetime) -> int:
    """Fire each step that is due, once. Safe to repeat, and with several work processes at once. Returns how many."""
    fired = 0
    due = Chase.objects.due(at).order_by("due_at", "pk").select_related("summons__whistle")
    while rows := list(due[:AT_ONCE]):
        fired += sum(_fire(row, at) for row in rows)
    return fired


@transaction.atomic
def _fire(row: Chase, at: datetime) -> bool:
    """Claim ``row``; another process may have been quicker, or the department came meanwhile."""
    if not Chase.objects.filter(pk=row.pk, fired_at=None).update(fired_at=at):
        return False
    write_summons("chased", row.summons, by=None, at=at, to=row.to, limit=row.limit, step=row.step)
    return True

"""What the clock does with matters: contacts are erased when nobody needs them any more."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from linli.core import log
from linli.matters.actions import entries
from linli.matters.models import Reporter
from linli.matters.rules import CONTACT_KEPT, ENDED_STAGES

AT_ONCE = 500


def forget(*, at: datetime) -> int:
    """Erase name and phone of whoever reported a matter that ended longer than ``CONTACT_KEPT`` ago, and the key by
    which the phone can be found. Of a merged matter, the one it was merged into counts. Returns how many."""
    over = {"closed_at__lt": at - CONTACT_KEPT, "stage__in": ENDED_STAGES}
    own = Q(matter__merged_into=None, **{f"matter__{name}": value for name, value in over.items()})
    joined = Q(**{f"matter__merged_into__{name}": value for name, value in over.items()})
    due = Reporter.objects.filter(own | joined, forgotten_at=None).select_related("matter").order_by("pk")
    forgotten = 0
    while rows := list(due[:AT_ONCE]):
        with transaction.atomic():
            forgotten += sum(_forget(row, at) for row in rows)
    return forgotten


def _forget(row: Reporter, at: datetime) -> bool:
    """Claim ``row`` and empty it; another loop may have been quicker."""
    had_any = bool(row.name or row.phone)
    mine = Reporter.objects.filter(pk=row.pk, forgotten_at=None)
    if not mine.update(name="", phone="", phone_index="", forgotten_at=at):
        return False
    if had_any:
        log.keep(entries.contact_forgotten(row.matter, at))
    return True

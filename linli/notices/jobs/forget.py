from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from linli.notices.models import Bookmark, Heard, Notice, Subscription
from linli.notices.rules import KEPT, LATE_ROWS, State


def forget(*, at: datetime) -> None:
    """Erase notices whose term is over and the phones of whoever closed their account or was forgotten."""
    Notice.objects.filter(made_at__lt=at - KEPT).exclude(state=State.READY).delete()
    over = Q(choice__person__is_active=False) | Q(choice__reporter__forgotten_at__isnull=False)
    for row in Subscription.objects.live().filter(over):
        row.end(at=at)
    mark = Bookmark.objects.first()
    if mark is not None:
        Heard.objects.filter(entry_id__lt=mark.entry_id - 2 * LATE_ROWS).delete()

"""What the clock does with organisations: temporary bodies dissolve when their time is over."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from linli.orgs.actions.bodies import end_outlasting, end_with
from linli.orgs.models import Organisation
from linli.orgs.rules import OFFICES

AT_ONCE = 200


def dissolve(*, at: datetime) -> int:
    """Dissolve each body whose end has come, with its posts, once; posts that outlasted theirs for open work end when
    it is over. Returns how many bodies there were. Safe to repeat, and with several work processes at once."""
    over = Organisation.objects.run_out(timezone.localdate(at)).exclude(kind__in=OFFICES).select_related("division")
    count = 0
    for body in list(over.order_by("valid_to", "pk")[:AT_ONCE]):
        assert body.valid_to is not None  # noqa: S101 — for types
        with transaction.atomic():
            count += end_with(body, on=body.valid_to, by=None, at=at)
    with transaction.atomic():
        end_outlasting(at=at, most=AT_ONCE)
    return count

"""The kinds and terms that a new house starts with, from the files of ``seeds``; figures are examples of ours."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from linli.commons.models import ModelPoint, NeedKind, RiseTerm
from linli.commons.seeds import table
from linli.core import log


@transaction.atomic
def seed(*, at: datetime, since: date | None = None) -> int:
    """Add what is not there yet, in force ``since`` (today). Returns how many rows were added."""
    since = since or timezone.localdate(at)
    known, added = set(NeedKind.objects.values_list("code", flat=True)), 0
    kinds = [
        NeedKind(order=order, valid_from=since, **row)
        for order, row in enumerate(table("need_kinds"), 1)
        if row["code"] not in known
    ]
    added += len(NeedKind.objects.bulk_create(kinds))
    if not RiseTerm.objects.exists():
        terms = [
            RiseTerm(level=int(row["level"]), days=int(row["days"]), valid_from=since) for row in table("rise_terms")
        ]
        added += len(RiseTerm.objects.bulk_create(terms))
    asked = set(ModelPoint.objects.values_list("code", flat=True))
    points = [
        ModelPoint(order=order, valid_from=since, **row)
        for order, row in enumerate(table("model_points"), 1)
        if row["code"] not in asked
    ]
    added += len(ModelPoint.objects.bulk_create(points))
    if added:
        log.write("commons.lists_seeded", NeedKind, by=None, at=at, rows=added)
    return added

"""Full text of any table: one row of tokens for each subject, filled by a job of the area a moment after the subject.

The subject's own write knows nothing of it. Whoever searches asks for the keys that could match and compares the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import models
from django.db.models import Exists, OuterRef, Q

from linli.core.models import SearchRow, SearchRowQuerySet
from linli.core.tokens import pieces, tokens

SETTLED = timedelta(hours=1)
"""A transaction that began before a key was given out has ended by then: no smaller key comes to light later."""


class Told(NamedTuple):
    """What one subject says: its text, and tags by which a search is narrowed."""

    key: int
    text: str
    tags: Sequence[str]


def terms(asked: str) -> list[str]:
    """The parts of a search; each must be found."""
    return asked.split()


def is_too_short(asked: str) -> bool:
    """Whether a part of the search has no two characters side by side: nothing could be looked up by it."""
    return not all(map(pieces, terms(asked)))


def put(model: type[models.Model], told: Iterable[Told], *, at: datetime) -> None:
    """Write or renew the rows of subjects of one table. Safe with several writers."""
    kind = model._meta.label_lower
    rows = [
        SearchRow(subject_type=kind, subject_id=one.key, tokens=tokens(one.text, one.tags), indexed_at=at)
        for one in told
    ]
    SearchRow.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["subject_type", "subject_id"],
        update_fields=["tokens", "indexed_at"],
    )


def found(model: type[models.Model], asked: str, *, any_tag: Iterable[str] = ()) -> SearchRowQuerySet:
    """The rows of subjects that could hold every part of ``asked`` and carry one of the tags, if any are named."""
    kind = model._meta.label_lower
    text = " ".join(terms(asked))
    narrowed = Q()
    for tag in any_tag:
        narrowed |= Q(tokens__holds=tokens(text, [tag]))
    return SearchRow.objects.filter(narrowed or Q(tokens__holds=tokens(text)), subject_type=kind)


def without(rows: models.QuerySet[Any], *, at: datetime | None = None) -> models.QuerySet[Any]:
    """Those of ``rows`` that have no row of tokens yet. With ``at`` only such as came after the last that is settled,
    which is quick; without, all of them."""
    kind = rows.model._meta.label_lower
    known = SearchRow.objects.filter(subject_type=kind)
    if at is not None:
        settled = known.filter(indexed_at__lt=at - SETTLED).order_by("-subject_id")
        rows = rows.filter(pk__gt=settled.values_list("subject_id", flat=True).first() or 0)
    return rows.filter(~Exists(known.filter(subject_id=OuterRef("pk"))))

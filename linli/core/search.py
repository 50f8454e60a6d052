"""Full text of any table: one row of tokens for each subject, filled by a job of the area a moment after the subject.

The subject's own write knows nothing of it. Whoever searches asks for the keys that could match and compares the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from linli.core.models import SearchRow, SearchRowQuerySet
from linli.core.tokens import pieces, tokens

SETTLED = timedelta(hours=1)
"""A transaction that began before a key was given out has ended by then: no smaller key comes to light later."""

NEAR, FAR = 30_000, 180_000
"""So many of the last keys are read for words: the fewer first, and the more where those promise that it will do."""


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


def some(model: type[models.Model], asked: str, most: int, *, any_tag: Iterable[str] = ()) -> list[int]:
    """Keys of at most ``most`` subjects that could hold every part of ``asked`` and carry one of the tags, if any are
    named; in no order."""
    return list(_found(model, asked, any_tag, "holds")[:most])


def newest(model: type[models.Model], asked: str, most: int, *, any_tag: Iterable[str] = ()) -> list[int]:
    """The same of the highest keys, the highest first.

    What is said often is met soon from the end, and what is said seldom has few keys in the index: so the last ones
    are read, and if they hold too little, the index gives all its keys to be sorted. The planner cannot choose, because
    it takes the pairs of one word for strangers to each other. With a tag too few of the last ones would fit.
    """
    tags = list(any_tag)
    if not tags:
        rows = _found(model, asked, tags, "reads").order_by("-subject_id")
        last = _rows(model).order_by("-subject_id").values_list("subject_id", flat=True).first() or 0
        for many in (NEAR, FAR):
            keys = list(rows.filter(subject_id__gt=last - many)[:most])
            if len(keys) == most or last <= many:
                return keys
            if len(keys) * FAR < most * NEAR:
                break
    # by a sum, so that no planner walks the keys from the end after all
    return list(_found(model, asked, tags, "holds").order_by((F("subject_id") + 0).desc())[:most])


def without(rows: models.QuerySet[Any], *, at: datetime | None = None) -> models.QuerySet[Any]:
    """Those of ``rows`` that have no row of tokens yet. With ``at`` only such as came after the last that is settled,
    which is quick; without, all of them."""
    known = _rows(rows.model)
    if at is not None:
        settled = known.filter(indexed_at__lt=at - SETTLED).order_by("-subject_id")
        rows = rows.filter(pk__gt=settled.values_list("subject_id", flat=True).first() or 0)
    return rows.filter(~Exists(known.filter(subject_id=OuterRef("pk"))))


def _rows(model: type[models.Model]) -> SearchRowQuerySet:
    return SearchRow.objects.filter(subject_type=model._meta.label_lower)


def _found(model: type[models.Model], asked: str, any_tag: Iterable[str], how: str) -> models.QuerySet[SearchRow, int]:
    text = " ".join(terms(asked))
    either = Q()
    for tokens_asked in [tokens(text, [tag]) for tag in any_tag] or [tokens(text)]:
        either |= Q(**{f"tokens__{how}": tokens_asked})
    return _rows(model).filter(either).values_list("subject_id", flat=True)

"""The log: one row for each action, in the action's own transaction. Audit and outbox at once.

Readers look for rows that have no row of theirs yet; never for ids above the last one seen, because ids commit
out of order. ``core.seal`` chains and signs what is written here.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol

from django.db import models

from linli.core.models import Entry
from linli.core.rows import new


class Actor(Protocol):
    pk: Any


Subject = models.Model | type[models.Model]  # a row, or a table as a whole


def entry(verb: str, subject: Subject, *, by: Actor | None, at: datetime, place: str = "", **params: Any) -> Entry:
    """Make the row without writing it, for those who write many at once. A table as a whole has the number 0."""
    return new(
        Entry,
        verb=verb,
        subject_type=subject._meta.label_lower,
        subject_id=0 if isinstance(subject, type) else subject.pk,
        actor_id=by.pk if by is not None else None,
        at=at,
        place=place,
        params=params,
    )


def write(verb: str, subject: Subject, *, by: Actor | None, at: datetime, place: str = "", **params: Any) -> Entry:
    """Write one row. ``verb`` is ``area.past_tense``; ``params`` are JSON values and no personal data."""
    row = entry(verb, subject, by=by, at=at, place=place, **params)
    row.save(force_insert=True)
    return row


def keep(*rows: Entry) -> None:
    """Write rows that ``entry`` made, in their order."""
    Entry.objects.bulk_create(rows)

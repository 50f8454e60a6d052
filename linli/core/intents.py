"""Creation that can be asked for twice: the same intent gives the same receipt."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, models, transaction

from linli.core import crypto
from linli.core.models import Intent
from linli.core.rows import new


class IntentConflict(ValueError):
    """This intent was used for something else."""


_canonical = json.JSONEncoder(sort_keys=True, separators=(",", ":"), default=str).encode


def digest(body: Any) -> str:
    """A keyed digest of ``body`` (JSON values, dates, UUIDs) in canonical form.

    Keyed, because a body may hold a phone number, and those are few enough to be guessed one by one.
    """
    return crypto.blind(hashlib.sha256(_canonical(body).encode()).hexdigest(), purpose="core.intents")


def found(key: UUID, body_digest: str) -> int | None:
    """The subject that ``key`` made before, or None. Raises: IntentConflict."""
    row = Intent.objects.filter(pk=key).first()
    if row is None:
        return None
    if row.digest != body_digest:
        raise IntentConflict
    return row.subject_id


def is_repeat(key: UUID | None, body: Any, subject: models.Model, *, at: datetime) -> bool:
    """Whether ``body`` was done to ``subject`` under ``key`` before; else bind them, first of all in the transaction
    that does it. Of several at the same moment all but one wait for that one, and are repeats when it succeeds.
    Without a key nothing is one. Raises: IntentConflict."""
    if key is None:
        return False
    said = digest(body)
    if found(key, said) is not None:
        return True
    try:
        with transaction.atomic():
            record(key, said, subject, at=at)
    except IntegrityError:
        return found(key, said) is not None
    return False


def row(key: UUID, body_digest: str, subject: models.Model, *, at: datetime) -> Intent:
    """Bind ``key`` to ``subject``, not yet written. Only one row with this key can be."""
    about = {"subject_type": subject._meta.label_lower, "subject_id": subject.pk}
    return new(Intent, key=key, digest=body_digest, at=at, **about)


def record(key: UUID, body_digest: str, subject: models.Model, *, at: datetime) -> None:
    """Write that row. Raises: IntegrityError when another transaction was first."""
    row(key, body_digest, subject, at=at).save(force_insert=True)

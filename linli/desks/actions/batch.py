"""批量办理: one move for at most ``MOST_AT_ONCE`` matters, each in a transaction and with log rows of its own.

The batch is kept first, with everything it is to do. What one matter became is written together with its move; so a
batch that was cut off goes on where it stopped when the same intent comes again, and does nothing twice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from linli.core import intents
from linli.core.intents import IntentConflict
from linli.desks.actions import refuse
from linli.desks.errors import TooMany
from linli.desks.models import Batch, BatchItem
from linli.desks.rules import MOST_AT_ONCE
from linli.matters import actions as matters
from linli.matters.models import Matter
from linli.people.models import Person

DONE, PROPOSED = "done", "proposed"

Asked = Mapping[str, Any]
"""What the move asks for: ``lead`` and ``task`` to dispatch, ``reason`` and ``words`` to decline."""

Seen = Sequence[tuple[Matter, int]]
"""The matters, each in the version that the asker saw."""


def move_many(*, by: Person, move: str, seen: Seen, asked: Asked, intent: UUID, at: datetime) -> Batch:
    """Make ``move`` (one of ``MOVES``) on every matter of ``seen``. One that cannot be moved stops none of the others.
    Raises: TooMany, IntentConflict."""
    if not 0 < len(seen) <= MOST_AT_ONCE:
        raise TooMany(MOST_AT_ONCE)
    batch = _kept(by, move, seen, asked, intent, at)
    for item in batch.items.filter(outcome="").select_related("matter"):
        _try(by, move, item, asked, at)
    return batch


def _kept(by: Person, move: str, seen: Seen, asked: Asked, intent: UUID, at: datetime) -> Batch:
    named = sorted((matter.pk, version) for matter, version in seen)
    digest = intents.digest([by.pk, move, named, {key: str(value) for key, value in asked.items()}])
    try:
        with transaction.atomic():
            batch = Batch.objects.create(intent=intent, digest=digest, move=move, by=by, at=at)
            BatchItem.objects.bulk_create(BatchItem(batch=batch, matter=one, version=version) for one, version in seen)
    except IntegrityError:
        batch = Batch.objects.get(intent=intent)
        if batch.digest != digest:
            raise IntentConflict from None
    return batch


def _try(by: Person, move: str, item: BatchItem, asked: Asked, at: datetime) -> None:
    """Move one matter and write what became of it; a refusal by a rule is such a result, a fault of ours is not."""
    try:
        with transaction.atomic():
            if not BatchItem.objects.filter(pk=item.pk, outcome="").update(outcome=DONE):
                return  # the same batch came twice at the same moment
            said = MOVES[move](by=by, matter=item.matter, at=at, version=item.version, **asked)
            if said == PROPOSED:
                BatchItem.objects.filter(pk=item.pk).update(outcome=PROPOSED)
    except (ValueError, RuntimeError, PermissionDenied) as error:
        BatchItem.objects.filter(pk=item.pk, outcome="").update(outcome=type(error).__name__)


def _accept(**asked: Any) -> str:
    matters.accept(**asked)
    return DONE


def _dispatch(**asked: Any) -> str:
    matters.dispatch(**asked)
    return DONE


def _decline(**asked: Any) -> str:
    return PROPOSED if refuse.decline(**asked) is not None else DONE


def _close(**asked: Any) -> str:
    matters.close(**asked)
    return DONE


MOVES: Mapping[str, Callable[..., str]] = {
    "accept": _accept,
    "dispatch": _dispatch,
    "decline": _decline,
    "close": _close,
}

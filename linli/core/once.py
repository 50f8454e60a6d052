"""What is asked for twice under one intent happens once: a row is made, and found again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db import models, transaction

from linli.core import intents

M = TypeVar("M", bound=models.Model)


def once(model: type[M], intent: UUID, asked: list[object], do: Callable[[], M], *, at: datetime) -> M:
    """The row that ``do`` makes, or made before under the same ``intent``.
    Raises: IntentConflict, what ``do`` raises."""
    body = intents.digest(asked)
    known = intents.found(intent, body)
    if known is None:
        try:
            with transaction.atomic():
                made = do()
                intents.record(intent, body, made, at=at)
                return made
        except Exception as error:
            known = intents.found(intent, body)  # the same form, sent twice at once
            if known is None:
                raise error from None
    return model._default_manager.get(pk=known)

"""A move: one conditional update on stage and version, so that of several at once exactly one wins."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Protocol

from django.db.models import F, Model


class Step(Protocol):
    """From any stage of ``before`` to ``after``; the tables of moves stand in the areas' rules."""

    @property
    def before(self) -> Collection[str]: ...

    @property
    def after(self) -> str: ...


def made(row: Model, step: Step, *, version: int | None = None, **sets: Any) -> bool:
    """Move ``row``, which has ``stage`` and ``version``, by ``step`` and set fields with it; afterwards it is fresh.
    ``version`` is what the caller saw, by default that of the row at hand. False when somebody was faster or the
    table does not allow it: nothing was written, and the row is as it was in memory."""
    seen = row.version if version is None else version  # type: ignore[attr-defined]
    rows = type(row)._default_manager.filter(pk=row.pk, stage__in=step.before, version=seen)
    if not rows.update(stage=step.after, version=F("version") + 1, **sets):
        return False
    row.refresh_from_db()
    return True

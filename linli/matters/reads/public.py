"""What everybody may read of matters: figures, a list, one timeline. Only what residents agreed to show is listed."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum


class Promise(StrEnum):
    """How the promised time stands."""

    KEPT = "kept"
    LATE = "late"
    RUNNING = "running"
    NONE = "none"  # nothing was promised, or it ended without an answer being owed


def promise(
    *, due_at: datetime | None, answered_at: datetime | None, closed_at: datetime | None, at: datetime
) -> Promise:
    """Kept when the answer of the last round came no later than promised; late from the moment the promise broke."""
    if due_at is None or (answered_at is None and closed_at is not None):
        return Promise.NONE
    if answered_at is not None:
        return Promise.KEPT if answered_at <= due_at else Promise.LATE
    return Promise.RUNNING if at <= due_at else Promise.LATE

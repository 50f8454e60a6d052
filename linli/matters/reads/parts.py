"""What a part of a matter would promise, said before it is split off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from linli.core.calendar import Limit
from linli.matters.models import Matter
from linli.matters.reads.promising import promise
from linli.matters.rules import in_time


@dataclass(frozen=True, slots=True)
class PartPromise:
    """The limit of a part's kind, counted like every promise from when it was said: an old matter's part may be late
    from its first moment. The terms to sign for it and to contact the reporter run from its own dispatch."""

    limit: Limit
    due_at: datetime
    is_late: bool


def promised(matter: Matter, kind: int, *, at: datetime) -> PartPromise:
    """What ``matter`` would promise for a part of this kind. Raises: KindEnded."""
    row, due_at = promise(kind, since=matter.received_at, at=at)
    return PartPromise(row.limit, due_at, not in_time(due_at, at))

"""How a notice of an entry of the log is made, for one way to reach somebody."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from linli.core.models import Entry
from linli.notices.models import Notice
from linli.notices.reads import Line
from linli.notices.rules import Told, Way


def notice(entry: Entry, told: Told, line: Line, at: datetime, *, said: Mapping[str, object], **about: Any) -> Notice:
    """Not yet written and to be sent at once; ``about`` is what it tells of, under the name of its column."""
    return Notice(
        entry_id=entry.pk,
        told=told,
        way=Way.SMS if line.subscription is None else Way.PUSH,
        reporter=line.reporter,
        person=line.person,
        subscription=line.subscription,
        service=line.service,
        said=said,
        made_at=at,
        next_at=at,
        **about,
    )

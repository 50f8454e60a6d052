"""Rows of a queue as a file: who took them, what for and how many is on record before the first byte leaves."""

from __future__ import annotations

from datetime import datetime

from linli.core import log
from linli.matters.models import Matter
from linli.orgs.authority import prefixes
from linli.orgs.grants import Grant
from linli.people.models import Person, Purpose


def note_export(*, by: Person, purpose: Purpose, query: str, rows: int, form: str, at: datetime) -> None:
    """Write down an export. ``query`` names no phone and no words: only which filters were on."""
    for area in prefixes(by, Grant.SEE_MATTERS):
        log.write(
            "desks.exported", Matter, by=by, at=at, place=area, purpose=purpose, filters=query, rows=rows, form=form
        )

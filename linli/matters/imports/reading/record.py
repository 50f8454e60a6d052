from __future__ import annotations

from typing import NamedTuple

from linli.matters.imports.causes import Cause

UNREADABLE = "\ufffd"


class NotATable(ValueError):
    """An XLSX file that is broken, locked or beyond all measure, or JSON that is no list of objects."""


class Record(NamedTuple):
    """One record: the number of its first line (the heading is line 1), and its columns or why it has none. In JSON
    it is the number of the object, from 1."""

    line: int
    columns: dict[str, str]
    cause: Cause | None = None

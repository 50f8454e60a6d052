"""A JSON list of objects, alone or under one name; ``{"requester": {"name": …}}`` is the column ``requester.name``."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from typing import Any, BinaryIO

import orjson

from linli.matters.imports.causes import Cause
from linli.matters.imports.reading.record import NotATable, Record

MOST_BYTES = 256 << 20


def records(file: BinaryIO) -> Generator[Record, None, None]:
    """Raises: NotATable."""
    data = file.read(MOST_BYTES + 1)
    try:
        told = orjson.loads(data.removeprefix(b"\xef\xbb\xbf")) if len(data) <= MOST_BYTES else None
    except ValueError as error:
        raise NotATable from error
    if isinstance(told, dict):
        lists = [value for value in told.values() if isinstance(value, list)]
        told = lists[0] if len(lists) == 1 else [told]
    if not isinstance(told, list):
        raise NotATable
    rows = [dict(_flat(one)) if isinstance(one, dict) else None for one in told]
    names = dict.fromkeys(name for row in rows if row is not None for name in row)
    yield Record(0, {name: name for name in names})
    for line, row in enumerate(rows, start=1):
        if row is None:
            yield Record(line, {}, Cause.COLUMNS)
        else:
            yield Record(line, {name: row.get(name, "") for name in names})


def _flat(one: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    for name, value in one.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        elif isinstance(value, bool):
            yield f"{before}{name}", "true" if value else "false"
        else:
            yield f"{before}{name}", "" if value is None else str(value)

"""The list as open data: CSV for spreadsheets, JSON for programs. One row a matter, no free text, days not instants."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from linli.faces.kit.words import STAGE
from linli.faces.portal import words
from linli.matters.reads.public import Shown

COLUMNS = tuple(words.COLUMNS)
BOM = "\ufeff"  # without it Excel reads the Chinese as something else
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A cell that begins so is run, not read, by spreadsheets. Source: OWASP ASVS 5.0 1.2.10"""


def row(matter: Shown) -> dict[str, str | int | None]:
    def day(on: object) -> str | None:
        return str(on) if on is not None else None

    return {
        "number": matter.number,
        "kind_code": matter.kind.code,
        "kind": matter.kind.names[-1],
        "place": matter.place,
        "unit": matter.unit.name if matter.unit is not None else None,
        "stage": matter.stage,
        "rounds": matter.round,
        "received_on": day(matter.received_on),
        "due_on": day(matter.due_on),
        "answered_on": day(matter.answered_on),
        "closed_on": day(matter.closed_on),
        "promise": matter.promise.value,
    }


def safe(cell: object) -> str:
    """The cell as text that no spreadsheet takes for a formula: a quote is put before it."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def lines(matters: Iterable[Shown]) -> Iterator[str]:
    """CSV, line by line, with a head of column names and the byte order mark."""
    buffer = StringIO()
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    yield BOM + buffer.getvalue()
    for matter in matters:
        buffer.seek(0)
        buffer.truncate()
        told = row(matter)
        told["stage"] = str(STAGE[matter.stage])  # type: ignore[index]
        told["promise"] = str(words.PROMISE[matter.promise])
        writer.writerow([safe(told[column]) for column in COLUMNS])
        yield buffer.getvalue()

"""The list as open data: CSV for spreadsheets, JSON for programs. One row a matter, no free text, days not instants."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from linli.faces.kit import sheets
from linli.faces.kit.words import STAGE
from linli.faces.portal import words
from linli.matters.reads.public import Shown

COLUMNS = tuple(words.COLUMNS)


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


def lines(matters: Iterable[Shown]) -> Iterator[str]:
    """CSV, line by line, with a head of column names; stages and promises in words."""

    def told(matter: Shown) -> list[object]:
        cells = row(matter)
        cells["stage"] = str(STAGE[matter.stage])  # type: ignore[index]
        cells["promise"] = str(words.PROMISE[matter.promise])
        return [cells[column] for column in COLUMNS]

    return sheets.lines(COLUMNS, map(told, matters))

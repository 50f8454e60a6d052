"""A circular as data: JSON for programs, CSV for spreadsheets, both with the meaning of every figure in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from linli.faces.kit.circular.sheet import Cell, Row, Sheet
from linli.faces.kit.figures import BANDS, FIGURE, RAW_AND_NET, TAKEN
from linli.faces.kit.sheets import lines
from linli.matters.figures import FEWEST

HEAD = ("table", "code", "name", "figure", "percent", "part", "whole", "net_percent", "words")
FEW = f"<{FEWEST}"


def as_json(sheet: Sheet) -> dict[str, Any]:
    """``null`` stands for what is too little to tell, and for a share of nothing."""
    circular = sheet.circular
    return {
        "month": circular.month,
        "version": circular.version,
        "changes": circular.changes,
        "cut_off": circular.cut_off_at,
        "issued_at": circular.issued_at,
        "digest": circular.digest,
        "county": sheet.county,
        "fewest": FEWEST if sheet.is_public else None,
        "definitions": {"taken": str(TAKEN.means)} | {code.value: str(said.means) for code, said in FIGURE.items()},
        "rules": [str(RAW_AND_NET), str(BANDS), sheet.unanswered],
        "weights": dict(sheet.weights) | {"source": sheet.source},
        "minimum": sheet.minimum,
        "total": _row(sheet.total),
        **{table.code: [_row(row) for row in table.rows] for table in sheet.tables},
        "ranking": [
            {
                "group": group.title,
                "bands": [{"rank": band.rank, "units": [unit.code for unit in band.units]} for band in group.bands],
                "red": group.red,
                "black": group.black,
                "too_few": group.too_few,
            }
            for group in sheet.groups
        ],
        "left_out": [_told(row) for row in sheet.left_out],
        "late": [_told(row) for row in sheet.late],
    }


def as_csv(sheet: Sheet) -> Iterator[str]:
    return lines(HEAD, _rows(sheet))


def _rows(sheet: Sheet) -> Iterator[tuple[object, ...]]:
    """One line a figure of a unit, place, kind or channel; before them what they mean, after them the lists."""

    def words(table: str, code: str, name: object, text: object) -> tuple[object, ...]:
        return (table, code, name, "", "", "", "", "", text)

    circular = sheet.circular
    yield words("about", "month", "", circular.month)
    yield words("about", "version", "", f"{circular.version} {circular.changes}".strip())
    yield words("about", "cut_off", "", circular.cut_off_at.isoformat())
    yield words("about", "rules", "", f"{RAW_AND_NET} {BANDS} {sheet.unanswered}")
    for name, weight in sheet.weights:
        yield words("about", "weight", name, weight)
    yield words("about", "minimum", "", sheet.minimum)
    yield words("definition", "taken", TAKEN.name, TAKEN.means)
    for figure, said in FIGURE.items():
        yield words("definition", figure.value, said.name, said.means)
    yield from _figures("total", sheet.total)
    for table in sheet.tables:
        for row in table.rows:
            yield from _figures(table.code, row)
    for group in sheet.groups:
        for band in group.bands:
            for unit in band.units:
                yield ("ranking", unit.code, unit.name, "rank", unit.value, "", "", "", f"{group.title} {band.rank}")
        for name in group.too_few:
            yield words("ranking", "too_few", name, group.title)
    for out in sheet.left_out:
        count = FEW if out.count is None else out.count
        yield ("left_out", out.number, out.unit, out.stage, "", count, "", "", out.reason)
    for late in sheet.late:
        count = FEW if late.count is None else late.count
        yield ("late", late.number, late.unit, late.step, "", count, "", "", late.due_on)


def _figures(table: str, row: Row) -> Iterator[tuple[object, ...]]:
    yield (table, row.code, row.name, "taken", "", FEW if row.taken is None else row.taken, "", "", "")
    for cell in row.cells:
        if cell.is_hidden:
            yield (table, row.code, row.name, cell.figure.value, "", "", FEW, "", "")
        else:
            yield (table, row.code, row.name, cell.figure.value, cell.percent, cell.part, cell.whole, cell.net, "")


def _row(row: Row) -> dict[str, Any]:
    figures = {cell.figure.value: _cell(cell) for cell in row.cells}
    valued = {"value": row.value, "between": row.between} if row.value else {}
    return {"code": row.code, "name": row.name, "taken": row.taken, "figures": figures, **valued}


def _cell(cell: Cell) -> dict[str, Any] | None:
    if cell.is_hidden or not cell.whole:
        return None
    return {"percent": cell.percent, "part": cell.part, "whole": cell.whole, "net_percent": cell.net or cell.percent}


def _told(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.__dataclass_fields__ if getattr(row, name) not in ("", False)}

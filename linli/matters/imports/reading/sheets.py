"""The first sheet of an XLSX file, row by row, never the whole of it in memory. No formula is worked out: a row with
one is refused, for what it says depends on who opens it."""

from __future__ import annotations

import warnings
from collections.abc import Generator, Iterable
from datetime import date, datetime
from typing import Any, BinaryIO
from zipfile import BadZipFile, ZipFile

from linli.matters.imports.causes import Cause
from linli.matters.imports.reading.record import NotATable, Record

MOST_PARTS = 5_000
MOST_BYTES = 1 << 30  # unpacked
FORMULA, FAULT = "f", "e"


def records(file: BinaryIO) -> Generator[Record, None, None]:
    """Raises: NotATable."""
    import openpyxl  # takes a quarter of a second to load, and few commands need it

    _measure(file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # styles and extensions that we do not look at
            book = openpyxl.load_workbook(file, read_only=True, data_only=False, keep_links=False)
    except Exception as error:  # the library lets through whatever a broken part raises
        raise NotATable from error
    try:
        yield from _rows(book.worksheets[0].iter_rows() if book.worksheets else ())
    except (BadZipFile, ValueError, KeyError, SyntaxError) as error:  # ParseError is a SyntaxError
        raise NotATable from error
    finally:
        book.close()


def _rows(rows: Iterable[tuple[Any, ...]]) -> Generator[Record, None, None]:
    heading: list[str] = []
    for line, row in enumerate(rows, start=1):
        cells = [_text(cell) for cell in row]
        if not any(cells):
            continue
        if not heading:
            last = max(at for at, name in enumerate(cells) if name)
            heading = [name.strip() for name in cells[: last + 1]]
            yield Record(line, {name: name for name in heading if name})
            continue
        if any(getattr(cell, "data_type", "") == FORMULA for cell in row):
            yield Record(line, {}, Cause.FORMULA)
        elif any(cells[len(heading) :]):
            yield Record(line, {}, Cause.COLUMNS)
        else:
            yield Record(line, dict(zip(heading, [*cells, *[""] * len(heading)], strict=False)))
    if not heading:
        yield Record(1, {})


def _text(cell: Any) -> str:
    """As it would be written in a CSV: a date as a date, a whole number without a point, a fault as nothing."""
    value, kind = cell.value, getattr(cell, "data_type", "")
    if value is None or kind == FAULT:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _measure(file: BinaryIO) -> None:
    """Refuse an archive that would fill the memory before anything of it is unpacked. Raises: NotATable."""
    try:
        with ZipFile(file) as archive:
            parts = archive.infolist()
    except BadZipFile as error:
        raise NotATable from error
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
        raise NotATable
    file.seek(0)

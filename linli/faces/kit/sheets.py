"""Tables for spreadsheets: CSV that Excel opens with the right characters, and no cell that starts a formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO, StringIO

from django.http import HttpResponse

BOM = "\ufeff"  # without it Excel reads the Chinese as something else
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A cell that begins so is run, not read, by spreadsheets. Source: OWASP ASVS 5.0 1.2.10"""

ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that no XML holds, and so no XLSX."""


def safe(cell: object) -> str:
    """The cell as text that no spreadsheet takes for a formula: a quote is put before it."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def lines(head: Sequence[object], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """CSV, line by line, with the byte order mark before the head."""
    buffer = StringIO()
    writer = csv.writer(buffer)
    writer.writerow([safe(cell) for cell in head])
    yield BOM + buffer.getvalue()
    for row in rows:
        buffer.seek(0)
        buffer.truncate()
        writer.writerow([safe(cell) for cell in row])
        yield buffer.getvalue()


def download(name: str, head: Sequence[object], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """An answer that the browser keeps as ``name``.csv."""
    answer = HttpResponse("".join(lines(head, rows)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def workbook(head: Sequence[object], rows: Iterable[Sequence[object]]) -> bytes:
    """The same as an XLSX file: every cell is text, none a formula."""
    from openpyxl import Workbook  # slow to load, and only downloads need it

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in (head, *rows):
        sheet.append([ILLEGAL.sub("", safe(cell)) for cell in row])
    file = BytesIO()
    book.save(file)
    return file.getvalue()

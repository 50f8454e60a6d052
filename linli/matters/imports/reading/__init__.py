"""A table as offices send it, record by record: CSV, XLSX or JSON, told by how the file begins."""

from __future__ import annotations

from collections.abc import Generator
from typing import BinaryIO

from linli.matters.imports.reading import objects, sheets, text
from linli.matters.imports.reading.record import UNREADABLE, NotATable, Record

__all__ = ["UNREADABLE", "NotATable", "Record", "records"]

BEGINNING = 64
ZIP = b"PK\x03\x04"  # an XLSX file is a ZIP archive


def records(file: BinaryIO) -> Generator[Record, None, None]:
    """The heading first (its columns name themselves), then every record. ``file`` is seekable and stays open.
    Raises: NotATable, when it is an XLSX or JSON file that cannot be read."""
    file.seek(0)
    begins = file.read(BEGINNING)
    file.seek(0)
    if begins.startswith(ZIP):
        return sheets.records(file)
    if begins.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"[", b"{"):
        return objects.records(file)
    return text.records(file)

"""A CSV of any size, line by line: UTF-8 with or without a BOM, else GB18030; a broken line breaks nothing."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Generator
from typing import BinaryIO

from linli.matters.imports.causes import Cause
from linli.matters.imports.reading.record import UNREADABLE, Record

ENCODINGS = ("utf-8-sig", "gb18030")
CHUNK = 1 << 20


def encoding_of(file: BinaryIO) -> str:
    """The encoding that reads ``file`` with the fewest unreadable bytes. Leaves ``file`` at its start."""
    faults = {}
    for encoding in ENCODINGS:
        decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
        file.seek(0)
        faults[encoding] = sum(decoder.decode(chunk).count(UNREADABLE) for chunk in iter(lambda: file.read(CHUNK), b""))
        if not faults[encoding]:
            break
    file.seek(0)
    return min(faults, key=lambda encoding: faults[encoding])


def records(file: BinaryIO) -> Generator[Record, None, None]:
    """The heading first (its columns name themselves), then every record. ``file`` stays open."""
    text = io.TextIOWrapper(file, encoding=encoding_of(file), errors="replace", newline="")
    try:
        reader = csv.reader(text)
        heading = [name.strip() for name in next(reader, [])]
        yield Record(1, {name: name for name in heading})
        while True:
            line = reader.line_num + 1
            try:
                cells = next(reader, None)
            except csv.Error:  # a quote that is never closed, or a field beyond all measure
                yield Record(line, {}, Cause.COLUMNS)
                continue
            if cells is None:
                return
            if not cells:
                continue
            fits = len(cells) == len(heading)
            yield Record(line, dict(zip(heading, cells, strict=False)), None if fits else Cause.COLUMNS)
    finally:
        text.detach()

"""What an importer tells when it is done: the same shape for divisions, grids and messages."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

Progress = Callable[[int], object]  # told how many items were read so far
LONGEST_DETAIL = 200


@dataclass(frozen=True, slots=True)
class Refusal:
    """One item that was not taken, or was taken and is odd. ``line`` counts from 1 with the heading as line 1;
    in GeoJSON it is the number of the feature. ``cause`` is a code that the command line has words for; ``detail``
    is the value, the code or the name that it is about.
    """

    line: int
    cause: str
    detail: str = ""

    def __post_init__(self) -> None:
        shown = (c if c.isprintable() or c == "\u3000" else "\ufffd" for c in self.detail[:LONGEST_DETAIL])
        object.__setattr__(self, "detail", "".join(shown))  # it goes to a terminal, and came from a stranger


@dataclass(slots=True)
class Summary:
    """Counts of items: ``read`` is the sum of ``added``, ``changed``, ``there`` (already there) and refused ones."""

    read: int = 0
    added: int = 0
    changed: int = 0
    there: int = 0
    refused: list[Refusal] = field(default_factory=list)
    odd: list[Refusal] = field(default_factory=list)  # taken, and worth a look
    notes: dict[str, int] = field(default_factory=dict)  # how many of those taken have what in common


class NotText(ValueError):
    """Neither UTF-8 nor GB18030."""


class MissingColumns(ValueError):
    """The heading lacks columns; ``args[0]`` is the list of their names."""


def decode(data: bytes) -> str:
    """Text of a file as offices send it: UTF-8 with or without a BOM, else GB18030 (GBK). Raises: NotText."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NotText


Row = dict[str | None, object]


def rows_of(text: str, columns: Sequence[str]) -> Iterator[tuple[int, Row | None]]:
    """Each row of a CSV text with the number of its line (the heading is line 1), None for what is no row. Raises:
    MissingColumns, when the heading lacks one of ``columns``."""
    reader = csv.DictReader(io.StringIO(text, newline=""))
    missing = [column for column in columns if column not in (reader.fieldnames or ())]
    if missing:
        raise MissingColumns(missing)
    while True:
        try:
            row: Row | None = dict(next(reader))
        except StopIteration:
            return
        except csv.Error:
            row = None
        yield reader.reader.line_num, row

"""What an importer tells when it is done: the same shape for divisions, grids and messages."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeVar

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


class Refused(ValueError):
    """A line that is not taken; ``args`` are the cause and what it is about."""


Count = Literal["added", "changed", "there"]
Line = TypeVar("Line")


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

    def load(
        self, lines: Iterable[tuple[int, Line | Refused]], take: Callable[[Line], Count], progress: Progress | None
    ) -> None:
        """Read each line and count what ``take`` made of it."""
        for number, line in lines:
            self.read += 1
            if progress is not None:
                progress(self.read)
            self.count(number, line, take)

    def count(self, number: int, line: Line | Refused, take: Callable[[Line], Count]) -> bool:
        """Count what ``take`` made of one line, or why it was refused. Returns whether it was taken."""
        try:
            if isinstance(line, Refused):
                raise line
            done = take(line)
        except Refused as refused:
            self.refused.append(Refusal(number, *refused.args))
            return False
        setattr(self, done, getattr(self, done) + 1)
        return True


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


def cells_of(
    data: bytes, known: Mapping[str, Collection[str]], needed: Collection[str], named: Mapping[str, str] | None = None
) -> Iterator[tuple[int, dict[str, str] | None]]:
    """Each row of a CSV file with the number of its line: what stands under each of our columns, by its own name or the
    headings that are ``known`` for it, or by the one that this very file has (``named``); empty where the file has no
    such column, None for a row with more or fewer cells than the heading.
    Raises: NotText, MissingColumns for what is ``needed``."""
    named = named or {}
    columns = {own: (named[own],) if own in named else (own, *names) for own, names in known.items()}
    text = decode(data)
    found: dict[str, str] | None = None
    for number, row in rows_of(text, ()):
        if found is None:
            found = _headings(row or (), columns, needed)
        if row is None or None in row or None in row.values():
            yield number, None
        else:
            there = {column: str(row[heading]).strip().removeprefix("'") for column, heading in found.items()}
            yield number, dict.fromkeys(columns, "") | there
    if found is None:
        _headings(text.splitlines()[0].split(",") if text.strip() else (), columns, needed)


def _headings(
    row: Iterable[str | None], columns: Mapping[str, Collection[str]], needed: Collection[str]
) -> dict[str, str]:
    there = {heading.strip(): heading for heading in row if heading is not None}
    found = {column: there[name] for column, names in columns.items() for name in names if name in there}
    if missing := [column for column in needed if column not in found]:
        raise MissingColumns(missing)
    return found

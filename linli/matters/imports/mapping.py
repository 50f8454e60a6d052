"""Which column of a file means what: written in a small TOML or JSON file, or given as ``field=column`` one by one."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from linli.core.imports import MissingColumns

REQUIRED = ("source_id", "received_at", "words")
OPTIONAL = ("due_at", "closed_at", "kind", "place", "lon", "lat", "address", "name", "phone")
ORDERS_ONLY = ("channel", "handler", "call_back")  # what an order of the exchange says beside that
SHIPPED = Path(__file__).parent / "mappings"


class BadMapping(ValueError):
    """The mapping cannot be used. ``args`` are what is wrong (file, field, timezone, source) and the value."""


@dataclass(frozen=True)
class ColumnMapping:
    """``columns`` gives the column of each field, ``kinds`` the code of the catalogue for each value of the column
    of ``kind``. ``zone`` is where times without an offset were written; ``source`` names the other system."""

    source: str
    zone: ZoneInfo
    columns: Mapping[str, str]
    kinds: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not 0 < len(self.source) <= 40:
            raise BadMapping("source", self.source)
        for name in self.columns:
            if name not in REQUIRED + OPTIONAL + ORDERS_ONLY:
                raise BadMapping("field", name)
        for name in REQUIRED:
            if name not in self.columns:
                raise BadMapping("field", name)

    def check(self, heading: Iterable[str]) -> None:
        """Raises: MissingColumns, when ``heading`` lacks a column that is named here."""
        lacking = sorted(set(self.columns.values()) - set(heading))
        if lacking:
            raise MissingColumns(lacking)

    def with_columns(self, pairs: Iterable[str]) -> ColumnMapping:
        """The same with fields mapped anew by ``field=column``. Raises: BadMapping."""
        return replace(self, columns={**self.columns, **_split(pairs)})


def zone(name: str) -> ZoneInfo:
    """Raises: BadMapping."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise BadMapping("timezone", name) from error


def of_options(pairs: Iterable[str], *, source: str, timezone: str) -> ColumnMapping:
    """A mapping given on the command line. Raises: BadMapping."""
    return ColumnMapping(source, zone(timezone), _split(pairs))


def read(path: Path) -> ColumnMapping:
    """The mapping in a TOML or JSON file, or the one shipped under that name. Raises: BadMapping."""
    if not path.suffix:
        path = SHIPPED / f"{path}.toml"
    try:
        text = path.read_text(encoding="utf-8")
        told: dict[str, Any] = json.loads(text) if path.suffix == ".json" else tomllib.loads(text)
        return ColumnMapping(
            source=str(told["source"]),
            zone=zone(str(told.get("timezone", "Asia/Shanghai"))),
            columns={str(name): str(column) for name, column in told["columns"].items()},
            kinds={str(value): str(code) for value, code in told.get("kinds", {}).items()},
        )
    except (OSError, KeyError, AttributeError, UnicodeDecodeError, ValueError) as error:
        if isinstance(error, BadMapping):
            raise
        raise BadMapping("file", str(error)) from error


def _split(pairs: Iterable[str]) -> dict[str, str]:
    columns = {}
    for pair in pairs:
        name, equals, column = pair.partition("=")
        if not equals or not column.strip():
            raise BadMapping("field", pair)
        columns[name.strip()] = column.strip()
    return columns

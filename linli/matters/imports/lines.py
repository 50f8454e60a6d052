"""What one line of an export says. Pure: columns in, values out."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from linli.matters.imports.causes import Cause
from linli.matters.imports.mapping import REQUIRED, ColumnMapping
from linli.matters.imports.reading import UNREADABLE
from linli.matters.rules import ADDRESS_LIMIT, LONG_WORDS_LIMIT, NAME_LIMIT, PHONE_LIMIT, tidy

SOURCE_ID_LIMIT = 60
FIRST_YEAR, LAST_YEAR = 1970, 2199
CLOCKS_DIFFER = timedelta(days=1)
LIMITS = {
    "source_id": SOURCE_ID_LIMIT,
    "words": LONG_WORDS_LIMIT,
    "address": ADDRESS_LIMIT,
    "name": NAME_LIMIT,
    "phone": PHONE_LIMIT,
}
# 2019/2/28 9:05, 2019-02-28T09:05:00.000, 2019年2月28日 9:05:00; an offset may follow
WHEN = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
    r"(?:[ T]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?\s*(Z|[+-]\d{2}:?\d{2})?"
)


class BadLine(ValueError):
    """This line is left out. ``cause`` says why, ``detail`` is the value it is about."""

    def __init__(self, cause: Cause, detail: str = "") -> None:
        super().__init__(cause, detail)
        self.cause, self.detail = cause, detail


@dataclass(frozen=True, slots=True)
class Said:
    """One message as it was said elsewhere. ``kind`` and ``place`` are as the file has them."""

    line: int
    source_id: str
    words: str
    received_at: datetime
    due_at: datetime | None
    closed_at: datetime | None
    kind: str
    place: str
    point: tuple[float, float] | None
    address: str
    name: str
    phone: str


def understand(line: int, columns: Mapping[str, str], mapping: ColumnMapping, at: datetime) -> Said:
    """Raises: BadLine."""
    cells = {field: columns.get(column, "").strip() for field, column in mapping.columns.items()}
    for field, text in cells.items():
        if UNREADABLE in text:
            raise BadLine(Cause.TEXT, field)
        cells[field] = tidy(text)
        if len(text) > LIMITS.get(field, LONG_WORDS_LIMIT):
            raise BadLine(Cause.TOO_LONG, field)
        if field in REQUIRED and not cells[field]:
            raise BadLine(Cause.BLANK, field)
    received_at, due_at, closed_at = (
        moment(cells[field], mapping.zone) if cells.get(field) else None
        for field in ("received_at", "due_at", "closed_at")
    )
    assert received_at is not None  # noqa: S101 -- required above
    if max(received_at, closed_at or received_at) > at + CLOCKS_DIFFER:
        raise BadLine(Cause.FUTURE, cells["received_at"])
    if closed_at is not None and closed_at < received_at:
        raise BadLine(Cause.ORDER, cells["closed_at"])
    return Said(
        line=line,
        source_id=cells["source_id"],
        words=cells["words"],
        received_at=received_at,
        due_at=due_at,
        closed_at=closed_at,
        kind=cells.get("kind", ""),
        place=cells.get("place", ""),
        point=point(cells.get("lon", ""), cells.get("lat", "")),
        address=cells.get("address", ""),
        name=cells.get("name", ""),
        phone=cells.get("phone", ""),
    )


def moment(text: str, zone: ZoneInfo) -> datetime:
    """An instant in any of the formats that offices write; without an offset it is local to ``zone``.
    Raises: BadLine."""
    found = WHEN.fullmatch(text)
    if found is None or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        raise BadLine(Cause.TIME, text)
    try:
        year, month, day, hour, minute, second = (int(number or 0) for number in found.groups()[:6])
        local = datetime(year, month, day, hour, minute, second, tzinfo=zone)
    except ValueError as error:
        raise BadLine(Cause.TIME, text) from error
    if found[7]:
        return datetime.fromisoformat(local.strftime("%Y-%m-%dT%H:%M:%S") + found[7])
    return local


def point(lon: str, lat: str) -> tuple[float, float] | None:
    """Degrees of longitude and latitude; None where the file has none (empty, or zero and zero). Raises: BadLine."""
    if not lon and not lat:
        return None
    try:
        east, north = float(lon), float(lat)
    except ValueError as error:
        raise BadLine(Cause.COORDINATES, f"{lon} {lat}") from error
    if not (math.isfinite(east) and math.isfinite(north) and abs(east) <= 180 and abs(north) <= 90):
        raise BadLine(Cause.COORDINATES, f"{lon} {lat}")
    return (east, north) if east or north else None

"""Facilities as a table: the columns, what offices call them, and a line read into ``Details`` or written from them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from linli.core.imports import Refused, cells_of
from linli.places import hours_text
from linli.places.causes import Cause
from linli.places.details import Details
from linli.places.hours import BadHours, Holidays, Hours
from linli.places.reads.facilities import Known, Named, Vocabulary

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "uid": ("标识", "编号"),
    "kind": ("类别", "类型"),
    "name": ("名称", "设施名称"),
    "name_en": ("英文名称",),
    "community_code": ("社区代码", "所属社区代码"),
    "level": ("级别", "层级"),
    "address": ("地址", "详细地址"),
    "phone": ("电话", "联系电话"),
    "wheelchair": ("无障碍", "轮椅通行"),
    "hours": ("开放时间", "服务时间"),
    "holidays": ("节假日",),
    "changed_days": ("特别日期", "临时调整"),
    "offers": ("服务与设施", "配套"),
    "lon": ("经度",),
    "lat": ("纬度",),
}
"""Each column and what offices write above it."""
NEEDED = ("kind", "name", "community_code")

LEVELS = {"市": 4, "区": 6, "县": 6, "街": 9, "街道": 9, "镇": 9, "社": 12, "社区": 12, "村": 12}
YES_NO = {"是": "yes", "有": "yes", "部分": "partly", "否": "no", "无": "no"}
ON_HOLIDAYS = {"照常开放": Holidays.AS_USUAL, "休息": Holidays.CLOSED, "随机关": Holidays.OFFICE}
_PARTS = re.compile(r"[\s,;、，；|]+")


@dataclass(frozen=True, slots=True)
class Line:
    """One facility of a file: ``uid`` where the file knows it by one."""

    number: int
    uid: UUID | None
    details: Details


def read(data: bytes, words: Vocabulary, columns: Mapping[str, str]) -> Iterator[tuple[int, Line | Refused]]:
    """Each line of a CSV file as a facility or why it is none. ``columns`` names headings of this very file by our
    column; those it leaves out are known by ``HEADINGS``. Raises: NotText, MissingColumns."""
    for number, cells in cells_of(data, HEADINGS, NEEDED, columns):
        yield number, _line(number, cells, words)


def _line(number: int, cells: Mapping[str, str] | None, words: Vocabulary) -> Line | Refused:
    try:
        if cells is None:
            raise Refused(Cause.COLUMNS)
        return Line(number, *_facility(cells, words))
    except Refused as refused:
        return refused


def _facility(cells: Mapping[str, str], words: Vocabulary) -> tuple[UUID | None, Details]:
    for column in NEEDED:
        if not cells[column]:
            raise Refused(Cause.BLANK, column)
    kind = coded(cells["kind"], words.kinds)
    if kind is None:
        raise Refused(Cause.FACILITY_KIND, cells["kind"])
    return uid_of(cells["uid"]), Details(
        kind=kind,
        name=cells["name"],
        place=cells["community_code"],
        hours=hours_of(cells["hours"], cells["changed_days"], cells["holidays"]),
        name_en=cells["name_en"],
        address=cells["address"],
        phone=cells["phone"],
        level=_level(cells["level"]),
        wheelchair=YES_NO.get(cells["wheelchair"], cells["wheelchair"].lower()),
        offers=frozenset(_offers(cells["offers"], words)),
        point=point_of(cells["lon"], cells["lat"]),
    )


def coded(text: str, named: Mapping[str, Named]) -> str | None:
    """The code of what is called ``text``: by code, by its Chinese or its English name."""
    if text in named:
        return text
    return next((one.code for one in named.values() if text in (one.name, one.name_en)), None)


def uid_of(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise Refused(Cause.UID, text) from error


def hours_of(rules: str, changes: str, holidays: str) -> Hours:
    kept = ON_HOLIDAYS.get(holidays, holidays or Holidays.CLOSED.value)
    if kept not in (*Holidays,):
        raise Refused(Cause.HOLIDAYS, holidays)
    try:
        return Hours(hours_text.read(rules), hours_text.read_changes(changes), Holidays(kept))
    except BadHours as error:
        raise Refused(Cause.HOURS, rules or changes) from error


def point_of(lon: str, lat: str) -> tuple[float, float] | None:
    if not lon and not lat:
        return None
    try:
        point = float(lon), float(lat)
    except ValueError as error:
        raise Refused(Cause.COORDINATES, f"{lon} {lat}") from error
    if not (all(map(math.isfinite, point)) and abs(point[0]) <= 180 and abs(point[1]) <= 90):
        raise Refused(Cause.COORDINATES, f"{lon} {lat}")
    return point


def _level(text: str) -> int | None:
    if not text:
        return None
    if text in LEVELS:
        return LEVELS[text]
    if text.isascii() and text.isdigit() and int(text) in LEVELS.values():
        return int(text)
    raise Refused(Cause.FACILITY_LEVEL, text)


def _offers(text: str, words: Vocabulary) -> Iterator[str]:
    for part in filter(None, _PARTS.split(text)):
        code = coded(part, words.offerings)
        if code is None:
            raise Refused(Cause.OFFERING, part)
        yield code


def row(known: Known) -> list[str]:
    """The line of ``HEADINGS`` that ``read`` takes back."""
    told = known.details
    lon, lat = (repr(value) for value in told.point) if told.point else ("", "")
    return [
        str(known.uid),
        told.kind,
        told.name,
        told.name_en,
        told.place,
        str(told.level or ""),
        told.address,
        told.phone,
        told.wheelchair,
        hours_text.write(told.hours.rules),
        told.hours.holidays.value,
        hours_text.write_changes(told.hours.changes),
        " ".join(sorted(told.offers)),
        lon,
        lat,
    ]

"""Needs and resources as tables: the columns, what offices call them, a line read or written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linli.commons.actions.saying import NeedSays, PartSays, ResourceSays
from linli.commons.models import Need, NeedKind, Resource
from linli.commons.rules.lists import Origin, Sort
from linli.core.imports import cells_of
from linli.places.hours import Holidays

NEED_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "uid": ("标识",),
    "kind": ("类别",),
    "title": ("名称", "需求名称"),
    "community_code": ("社区代码", "所属社区代码"),
    "parts": ("需求内容", "内容"),
    "words": ("说明",),
    "wanted_by": ("期限", "需要日期"),
    "source": ("来源",),
}
RESOURCE_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "uid": ("标识",),
    "kind": ("类别",),
    "sort": ("类型", "资源类型"),
    "title": ("名称", "资源名称"),
    "community_code": ("社区代码", "所属社区代码"),
    "unit_code": ("单位代码", "提供单位代码"),
    "capacity": ("数量", "容量"),
    "measure": ("计量单位",),
    "words": ("说明",),
    "conditions": ("使用条件",),
    "hours": ("开放时间",),
    "changed_days": ("特别日期",),
    "holidays": ("节假日",),
    "lon": ("经度",),
    "lat": ("纬度",),
}
NEED_COLUMNS = ("kind", "title", "community_code", "parts")
RESOURCE_COLUMNS = ("kind", "sort", "title", "community_code", "unit_code", "capacity")
SORTS: Mapping[str, Sort] = {
    "场地": Sort.VENUE,
    "人员": Sort.PEOPLE,
    "服务": Sort.SERVICE,
    "技能": Sort.SERVICE,
    "物资": Sort.GOODS,
    "资金": Sort.MONEY,
    **{sort.value: sort for sort in Sort},
}
ON_HOLIDAYS = {"照常开放": Holidays.AS_USUAL, "休息": Holidays.CLOSED, "随机关": Holidays.OFFICE}


class Cause(StrEnum):
    """Why a line is refused."""

    COLUMNS = "columns"
    BLANK = "blank"
    UID = "uid"
    KIND = "kind"
    SORT = "sort"
    NUMBER = "number"
    DAY = "day"
    PARTS = "parts"
    POINT = "point"
    HOURS = "hours"
    PLACE = "place"
    UNIT = "unit"
    NOT_ALLOWED = "not_allowed"
    TITLE = "title"
    PAST = "past"
    OVER = "over"
    TWICE = "twice"


WORDS: Mapping[Cause, str | Promise] = {
    Cause.COLUMNS: _("more or fewer cells than the heading has"),
    Cause.BLANK: _("a column that must be filled is empty"),
    Cause.UID: _("not a mark that this house gave, or one of another community"),
    Cause.KIND: _("no such kind in force"),
    Cause.SORT: _("no such sort; there are venue, people, service, goods, money"),
    Cause.NUMBER: _("not a whole number above zero"),
    Cause.DAY: _("not a day, or written in another way than 2026-05-02"),
    Cause.PARTS: _("parts cannot be read; write: people 4 人 volunteers; goods 5 个 boxes"),
    Cause.POINT: _("longitude and latitude cannot be"),
    Cause.HOURS: _("hours cannot be read"),
    Cause.PLACE: _("no such community or grid"),
    Cause.UNIT: _("no such unit in force"),
    Cause.NOT_ALLOWED: _("outside your area"),
    Cause.TITLE: _("no name, or too long"),
    Cause.PAST: _("the day lies in the past"),
    Cause.OVER: _("it has ended, or less than is booked or claimed"),
    Cause.TWICE: _("stands in this file twice"),
}

Says = TypeVar("Says", NeedSays, ResourceSays)


class Refused(ValueError):
    """A line that is not taken; ``args`` are the cause and what it is about."""


@dataclass(frozen=True, slots=True)
class Line(Generic[Says]):
    uid: UUID | None
    says: Says
    unit_code: str = ""


Read = Iterator[tuple[int, "Line[Says] | Refused"]]


def read_needs(data: bytes) -> Read[NeedSays]:
    """Each line of a CSV file as a need, or why it is none. Raises: NotText, MissingColumns."""
    return _read(data, NEED_HEADINGS, NEED_COLUMNS, _need)


def read_resources(data: bytes) -> Read[ResourceSays]:
    """Each line as a resource. Raises: NotText, MissingColumns."""
    return _read(data, RESOURCE_HEADINGS, RESOURCE_COLUMNS, _resource)


def _read(
    data: bytes,
    headings: Mapping[str, tuple[str, ...]],
    needed: tuple[str, ...],
    make: Callable[[dict[str, str], dict[str, str]], Line[Says]],
) -> Read[Says]:
    kinds = _kinds()
    for number, cells in cells_of(data, _named(headings), needed):
        yield number, _line(cells, needed, kinds, make)


def _named(headings: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """A column may stand under its own name too."""
    return {column: (column, *others) for column, others in headings.items()}


def _kinds() -> dict[str, str]:
    return {name: row.code for row in NeedKind.objects.all() for name in (row.code, row.name, row.name_en) if name}


def _line(
    cells: dict[str, str] | None,
    needed: tuple[str, ...],
    kinds: dict[str, str],
    make: Callable[[dict[str, str], dict[str, str]], Line[Says]],
) -> Line[Says] | Refused:
    try:
        if cells is None:
            raise Refused(Cause.COLUMNS)
        for column in needed:
            if not cells[column]:
                raise Refused(Cause.BLANK, column)
        return make(cells, kinds)
    except Refused as refused:
        return refused


def _need(cells: dict[str, str], kinds: dict[str, str]) -> Line[NeedSays]:
    says = NeedSays(
        kind=_kind(cells["kind"], kinds),
        title=cells["title"],
        place=cells["community_code"],
        parts=_parts(cells["parts"]),
        words=cells["words"],
        wanted_by=_day(cells["wanted_by"]),
        origin=Origin.FILE,
        source=cells["source"],
    )
    return Line(_uid(cells["uid"]), says)


def _resource(cells: dict[str, str], kinds: dict[str, str]) -> Line[ResourceSays]:
    holidays = cells["holidays"] or Holidays.AS_USUAL
    if holidays not in ON_HOLIDAYS and holidays not in set(Holidays):
        raise Refused(Cause.HOURS, holidays)
    says = ResourceSays(
        kind=_kind(cells["kind"], kinds),
        sort=_sort(cells["sort"]),
        title=cells["title"],
        place=cells["community_code"],
        capacity=_number(cells["capacity"]),
        measure=cells["measure"],
        words=cells["words"],
        conditions=cells["conditions"],
        hours=cells["hours"],
        changed_days=cells["changed_days"],
        holidays=ON_HOLIDAYS.get(holidays) or Holidays(holidays),
        point=_point(cells["lon"], cells["lat"]),
    )
    return Line(_uid(cells["uid"]), says, cells["unit_code"])


def _kind(text: str, kinds: dict[str, str]) -> str:
    if text not in kinds:
        raise Refused(Cause.KIND, text)
    return kinds[text]


def _sort(text: str) -> Sort:
    if text not in SORTS:
        raise Refused(Cause.SORT, text)
    return SORTS[text]


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < len(text) < 10 and int(text)):
        raise Refused(Cause.NUMBER, text)
    return int(text)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Refused(Cause.DAY, text) from error


def _uid(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise Refused(Cause.UID, text) from error


def _point(lon: str, lat: str) -> tuple[float, float] | None:
    if not lon and not lat:
        return None
    try:
        point = float(lon), float(lat)
    except ValueError as error:
        raise Refused(Cause.POINT, f"{lon} {lat}") from error
    if not (abs(point[0]) <= 180 and abs(point[1]) <= 90):  # what is no number fails here too
        raise Refused(Cause.POINT, f"{lon} {lat}")
    return point


def _parts(text: str) -> tuple[PartSays, ...]:
    """``人员 4 人 送餐志愿者；goods 5 boxes``: sort, amount, counted in, what."""
    found = []
    for part in filter(None, (one.strip() for one in text.replace("；", ";").split(";"))):
        cells = part.split(maxsplit=3)
        if len(cells) < 3 or cells[0] not in SORTS:
            raise Refused(Cause.PARTS, part)
        measure, what = (cells[2], cells[3]) if len(cells) == 4 else ("", cells[2])
        found.append(PartSays(SORTS[cells[0]], what, _number(cells[1]), measure.removeprefix("-")))
    if not found:
        raise Refused(Cause.PARTS, text)
    return tuple(found)


def need_row(need: Need) -> list[str]:
    """The line of ``NEED_HEADINGS`` that ``read_needs`` takes back; its parts were prefetched."""
    parts = [
        " ".join(filter(None, (part.sort, str(part.amount), part.measure or "-", part.what)))
        for part in sorted(need.parts.all(), key=lambda part: part.pk)
    ]
    day = need.wanted_by.isoformat() if need.wanted_by else ""
    return [str(need.uid), need.kind.code, need.title, need.place, "; ".join(parts), need.words, day, need.source]


def resource_row(row: Resource) -> list[str]:
    told = [row.kind.code, row.sort, row.title, row.place, row.unit.code, str(row.capacity), row.measure, row.words]
    point = ["" if value is None else repr(value) for value in (row.lon, row.lat)]
    return [str(row.uid), *told, row.conditions, row.hours, row.changed_days, row.holidays, *point]

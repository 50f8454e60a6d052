"""Needs, resources and projects as tables: the columns, what offices call them, a line read or written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar
from uuid import UUID, uuid5

from linli.commons.actions.saying import NeedSays, PartSays, ProjectSays, ResourceSays
from linli.commons.causes import Cause
from linli.commons.models import Need, NeedKind, Project, Resource
from linli.commons.rules.lists import Origin, Sort
from linli.core.imports import Refused, cells_of
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
PROJECT_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "kind": ("类别",),
    "title": ("名称", "项目名称"),
    "community_code": ("社区代码", "所属社区代码"),
    "unit_code": ("单位代码", "牵头单位代码"),
    "starts_on": ("起始日期", "开始日期"),
    "ends_on": ("终止日期", "结束日期"),
    "words": ("说明",),
}
NEED_COLUMNS = ("kind", "title", "community_code", "parts")
RESOURCE_COLUMNS = ("kind", "sort", "title", "community_code", "unit_code", "capacity")
PROJECT_COLUMNS = ("kind", "title", "community_code", "starts_on", "ends_on")
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


Says = TypeVar("Says", NeedSays, ResourceSays, ProjectSays)
NAMESPACE = UUID("6c1f0f0e-5a1b-5d0c-9a77-3e0a6b5f4d21")  # of lines without a mark of their own


@dataclass(frozen=True, slots=True)
class Line(Generic[Says]):
    """``uid`` is the mark of the file, else one made of what names the line, so that a second run finds it."""

    uid: UUID
    says: Says
    unit_code: str = ""


Read = Iterator[tuple[int, "Line[Says] | Refused"]]


def read_needs(data: bytes) -> Read[NeedSays]:
    """Each line of a CSV file as a need, or why it is none. Raises: NotText, MissingColumns."""
    return _read(data, NEED_HEADINGS, NEED_COLUMNS, _need)


def read_resources(data: bytes) -> Read[ResourceSays]:
    """Each line as a resource. Raises: NotText, MissingColumns."""
    return _read(data, RESOURCE_HEADINGS, RESOURCE_COLUMNS, _resource)


def read_projects(data: bytes) -> Read[ProjectSays]:
    """Each line as a project. Raises: NotText, MissingColumns."""
    return _read(data, PROJECT_HEADINGS, PROJECT_COLUMNS, _project)


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
    return Line(_uid(cells, "need", says.place, says.kind, says.title, str(says.wanted_by)), says)


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
    unit = cells["unit_code"]
    return Line(_uid(cells, "resource", unit, says.place, says.kind, says.sort, says.title), says, unit)


def _project(cells: dict[str, str], kinds: dict[str, str]) -> Line[ProjectSays]:
    says = ProjectSays(
        kind=_kind(cells["kind"], kinds),
        title=cells["title"],
        place=cells["community_code"],
        starts_on=_some_day(cells["starts_on"]),
        ends_on=_some_day(cells["ends_on"]),
        words=cells["words"],
    )
    return Line(_uid(cells, "project", says.place, says.title, str(says.starts_on)), says, cells["unit_code"])


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


def _some_day(text: str) -> date:
    found = _day(text)
    if found is None:
        raise Refused(Cause.DAY, text)
    return found


def _uid(cells: dict[str, str], *named_by: str) -> UUID:
    text = cells.get("uid", "")
    try:
        return UUID(text) if text else uuid5(NAMESPACE, "\n".join(named_by))
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


def project_row(row: Project) -> list[str]:
    days = [row.starts_on.isoformat(), row.ends_on.isoformat()]
    return [row.kind.code, row.title, row.community.code, row.unit.code, *days, row.words]

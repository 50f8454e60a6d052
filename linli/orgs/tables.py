"""The tree and its posts as tables: the columns, what offices write above them, and a line read or written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import models

from linli.core.imports import Refused, cells_of
from linli.orgs.causes import Cause
from linli.orgs.models import BodyForm, Organisation, OrgKind, Post, Role
from linli.places.rules import showable

UNITS: Mapping[str, tuple[str, ...]] = {
    "code": ("代码", "组织代码"),
    "kind": ("类型", "类别"),
    "name": ("名称", "组织名称"),
    "name_en": ("英文名称",),
    "duty": ("职能",),
    "form": ("组建形式",),
    "purpose": ("用途", "任务"),
    "headcount": ("员工人数", "从业人数"),
    "parent_code": ("上级代码", "上级组织代码"),
    "division_code": ("区划代码", "行政区划代码"),
    "phone": ("电话", "联系电话"),
    "valid_from": ("起始日期",),
    "valid_to": ("终止日期",),
}
UNITS_NEEDED = ("code", "kind", "name", "division_code")
POSTS: Mapping[str, tuple[str, ...]] = {
    "username": ("用户名", "账号"),
    "organisation_code": ("组织代码", "单位代码"),
    "role": ("角色", "岗位"),
    "grid_code": ("网格代码",),
    "home_organisation_code": ("来自单位代码",),
    "valid_from": ("起始日期",),
    "valid_to": ("终止日期",),
}
POSTS_NEEDED = ("username", "organisation_code", "role")
"""Each column and what offices write above it; what is not needed may be left out."""

LIMITS = {
    field.name: field.max_length or 0
    for field in Organisation._meta.concrete_fields
    if isinstance(field, models.CharField)
}
DIGITS = 12  # of the code of a division
MOST_DIGITS = 7  # of a number of people


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One organisation of a file."""

    code: str
    kind: OrgKind
    name: str
    name_en: str
    duty: str
    form: str
    purpose: str
    headcount: int | None  # how many work at a firm
    parent: str  # its code; empty at the top
    division: str  # its code
    phone: str
    since: date | None  # None: from the day of the import, unless it stands already
    until: date | None


@dataclass(frozen=True, slots=True)
class PostLine:
    """One post of a file."""

    username: str
    unit: str  # its code
    role: Role
    grid: str
    home: str
    since: date | None
    until: date | None


def units(data: bytes, columns: Mapping[str, str]) -> Iterator[tuple[int, UnitLine | Refused]]:
    """Each line as an organisation or why it is none. ``columns`` names headings of this very file by our column; those
    it leaves out are known by ``UNITS``. Raises: NotText, MissingColumns."""
    for number, cells in cells_of(data, UNITS, UNITS_NEEDED, columns):
        try:
            yield number, _unit(_filled(cells, UNITS_NEEDED))
        except Refused as refused:
            yield number, refused


def posts(data: bytes, columns: Mapping[str, str]) -> Iterator[tuple[int, PostLine | Refused]]:
    """The same for posts, whose people are known by user name. Raises: NotText, MissingColumns."""
    for number, cells in cells_of(data, POSTS, POSTS_NEEDED, columns):
        try:
            yield number, _post(_filled(cells, POSTS_NEEDED))
        except Refused as refused:
            yield number, refused


def unit_row(unit: Organisation) -> list[str]:
    """The line of ``UNITS`` that ``units`` takes back."""
    parent = unit.parent.code if unit.parent is not None else ""
    many = "" if unit.headcount is None else str(unit.headcount)
    named = [unit.code, unit.kind, unit.name, unit.name_en, unit.duty, unit.form, unit.purpose, many]
    return [*named, parent, unit.division.code, unit.phone, unit.valid_from.isoformat(), _iso(unit.valid_to)]


def post_row(post: Post) -> list[str]:
    """The line of ``POSTS`` that ``posts`` takes back."""
    grid = post.grid.code if post.grid is not None else ""
    home = post.home_organisation.code if post.home_organisation is not None else ""
    named = [post.person.username or "", post.organisation.code, post.role, grid, home]
    return [*named, post.valid_from.isoformat(), _iso(post.valid_to)]


def _filled(cells: Mapping[str, str] | None, needed: tuple[str, ...]) -> Mapping[str, str]:
    if cells is None:
        raise Refused(Cause.COLUMNS)
    for column in needed:
        if not cells[column]:
            raise Refused(Cause.BLANK, column)
    for column, text in cells.items():
        if not showable(text):
            raise Refused(Cause.CHARACTERS, column)
    return cells


def _unit(cells: Mapping[str, str]) -> UnitLine:
    for column in ("code", "name", "name_en", "duty", "purpose", "phone"):
        if len(cells[column]) > LIMITS[column]:
            raise Refused(Cause.TOO_LONG, column)
    if cells["kind"] not in OrgKind.values:
        raise Refused(Cause.KIND, cells["kind"])
    if cells["form"] and cells["form"] not in BodyForm.values:
        raise Refused(Cause.FORM, cells["form"])
    many = cells["headcount"]
    if many and not (many.isascii() and many.isdigit() and len(many) <= MOST_DIGITS):
        raise Refused(Cause.NUMBER, many)
    since, until = _days(cells)
    return UnitLine(
        code=cells["code"],
        kind=OrgKind(cells["kind"]),
        name=cells["name"],
        name_en=cells["name_en"],
        duty=cells["duty"],
        form=cells["form"],
        purpose=cells["purpose"],
        headcount=int(many) if many else None,
        parent=cells["parent_code"],
        division=cells["division_code"].ljust(DIGITS, "0"),
        phone=cells["phone"],
        since=since,
        until=until,
    )


def _post(cells: Mapping[str, str]) -> PostLine:
    if cells["role"] not in Role.values:
        raise Refused(Cause.ROLE, cells["role"])
    since, until = _days(cells)
    return PostLine(
        username=cells["username"],
        unit=cells["organisation_code"],
        role=Role(cells["role"]),
        grid=cells["grid_code"],
        home=cells["home_organisation_code"],
        since=since,
        until=until,
    )


def _days(cells: Mapping[str, str]) -> tuple[date | None, date | None]:
    since, until = (_day(cells[column]) for column in ("valid_from", "valid_to"))
    if since is not None and until is not None and until <= since:
        raise Refused(Cause.DATE, cells["valid_to"])
    return since, until


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Refused(Cause.DATE, text) from error


def _iso(day: date | None) -> str:
    return "" if day is None else day.isoformat()

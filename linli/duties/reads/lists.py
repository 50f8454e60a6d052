"""The duty lists in memory, and what a unit may cite when a work order is not its business."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from linli.core.revisions import Kept
from linli.duties.models.lists import DutyItem
from linli.duties.rules.lists import IS_DUTY, DutyLevel, ListKind, concerns

REVISION = "duty_lists"
NOT_LISTED = "not-listed"


class UnknownCitation(ValueError):
    """No line with this code could be cited by that level on that day."""


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """A line of a list as others read it."""

    pk: int
    code: str
    level: DutyLevel
    list_kind: ListKind
    field: str
    title: str
    title_en: str
    basis: str
    responsible_kind: str
    responsible_duty: str
    kinds: tuple[str, ...]
    place_prefix: str
    valid_from: date
    valid_to: date | None

    def valid(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)

    def holds_at(self, place: str) -> bool:
        return place.startswith(self.place_prefix)


@dataclass(frozen=True, slots=True)
class Citation:
    """What a return can rest on: a line of the exclusion list, or that no list names the thing (``NOT_LISTED``).

    ``owner_kind`` (and ``owner_duty``) is the kind of unit that the line names as the right owner, if it names one.
    ``fits`` says that the line speaks of the kind of the matter; the others can be cited too, in words of their own.
    """

    code: str
    title: str
    title_en: str = ""
    basis: str = ""
    owner_kind: str = ""
    owner_duty: str = ""
    fits: bool = False


def covers(level: DutyLevel, kind_code: str, on: date, *, place: str = "") -> ItemFacts | None:
    """The line that makes matters of ``kind_code`` the level's business (its own, or to assist in), or None."""
    return next(
        (item for item in _of(level, on, place) if item.list_kind in IS_DUTY and _speaks(item, kind_code)), None
    )


def citable(level: DutyLevel, on: date, *, kind_code: str = "", place: str = "") -> tuple[Citation, ...]:
    """What a unit of ``level`` can cite on ``on`` to return a work order, what fits the kind of the matter first.

    "Not listed" is offered when a kind is named that no line of the level's duties speaks of.
    """
    lines = [_citation(item, kind_code) for item in _of(level, on, place) if item.list_kind is ListKind.EXCLUDED]
    lines.sort(key=lambda line: (not line.fits, line.code))
    if kind_code and covers(level, kind_code, on, place=place) is None:
        lines.insert(sum(line.fits for line in lines), Citation(NOT_LISTED, "", fits=True))
    return tuple(lines)


def cited(level: DutyLevel, code: str, on: date, *, kind_code: str = "", place: str = "") -> Citation:
    """The citation with this code, as ``citable`` offers it. Raises: UnknownCitation."""
    for line in citable(level, on, kind_code=kind_code, place=place):
        if line.code == code:
            return line
    raise UnknownCitation


@dataclass(frozen=True, slots=True)
class FieldOfList:
    """A field of a list (a plate of the street's, a sort of small power) with its lines in their order."""

    name: str
    items: tuple[DutyItem, ...]


def shown(level: DutyLevel, list_kind: ListKind, on: date, asked: str = "") -> list[FieldOfList]:
    """A list as it stands on ``on``, by field; ``asked`` narrows it to lines with these words or this code."""
    rows = DutyItem.objects.valid(on).filter(level=level, list_kind=list_kind)
    for word in asked.split():
        rows = rows.filter(
            Q(code__iexact=word)
            | Q(title__icontains=word)
            | Q(title_en__icontains=word)
            | Q(basis__icontains=word)
            | Q(field__icontains=word)
        )
    fields: dict[str, list[DutyItem]] = {}
    for item in rows.order_by("code"):
        fields.setdefault(item.field, []).append(item)
    return [FieldOfList(name, tuple(items)) for name, items in fields.items()]


COLUMNS = (
    *("code", "level", "list_kind", "field", "title", "title_en", "basis", "responsible_kind", "responsible_duty"),
    *("holder", "procedure", "kinds", "place_prefix", "source", "valid_from", "valid_to"),
)
"""The columns of a file of duty lists, as it is given out and as it is loaded."""


def as_table() -> Iterator[list[object]]:
    """Every line of every list, past ones too, in ``COLUMNS``."""
    for item in DutyItem.objects.order_by("code", "valid_from"):
        told = {name: getattr(item, name) for name in COLUMNS} | {"kinds": "、".join(item.kinds)}
        yield [told[name] for name in COLUMNS]


def kept_lists(on: date) -> set[tuple[DutyLevel, ListKind]]:
    """The lists that have a line in force on ``on``."""
    return {(item.level, item.list_kind) for item in kept.get() if item.valid(on)}


def _of(level: DutyLevel, on: date, place: str) -> Iterator[ItemFacts]:
    return (item for item in kept.get() if item.level is level and item.valid(on) and item.holds_at(place))


def _speaks(item: ItemFacts, kind_code: str) -> bool:
    return concerns(item.kinds, kind_code)


def _citation(item: ItemFacts, kind_code: str) -> Citation:
    return Citation(
        code=item.code,
        title=item.title,
        title_en=item.title_en,
        basis=item.basis,
        owner_kind=item.responsible_kind,
        owner_duty=item.responsible_duty,
        fits=bool(kind_code) and _speaks(item, kind_code),
    )


def _load() -> tuple[ItemFacts, ...]:
    return tuple(
        ItemFacts(
            pk=item.pk,
            code=item.code,
            level=DutyLevel(item.level),
            list_kind=ListKind(item.list_kind),
            field=item.field,
            title=item.title,
            title_en=item.title_en,
            basis=item.basis,
            responsible_kind=item.responsible_kind,
            responsible_duty=item.responsible_duty,
            kinds=tuple(item.kinds),
            place_prefix=item.place_prefix,
            valid_from=item.valid_from,
            valid_to=item.valid_to,
        )
        for item in DutyItem.objects.order_by("code", "valid_from")
    )


kept = Kept(REVISION, _load)

"""Lines of the duty lists as dated rows: a new wording follows the old one, which stays readable."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from linli.core import log, revisions
from linli.duties import seeds
from linli.duties.actions.promise import TooLate
from linli.duties.errors import ItemGone, ItemStands, NothingSaid
from linli.duties.models import DutyItem
from linli.duties.reads.lists import REVISION
from linli.duties.rules import DutyLevel, ListKind
from linli.duties.rules.lists import LOCAL
from linli.orgs.authority import SYSTEM, System, require
from linli.orgs.grants import Grant
from linli.people.models import Person

REQUIRED = ("code", "field", "title")


@dataclass(frozen=True, slots=True)
class ItemSays:
    """A line of a list: the fields of ``DutyItem`` without its days."""

    code: str
    level: DutyLevel
    list_kind: ListKind
    field: str
    title: str
    title_en: str = ""
    basis: str = ""
    responsible_kind: str = ""
    responsible_duty: str = ""
    holder: str = ""
    procedure: str = ""
    kinds: tuple[str, ...] = ()
    place_prefix: str = ""
    source: str = ""

    def row(self, on: date, until: date | None = None) -> DutyItem:
        """The row that says this from ``on``, not yet written."""
        return DutyItem(**(asdict(self) | {"kinds": list(self.kinds)}), valid_from=on, valid_to=until)

    def is_said_by(self, item: DutyItem) -> bool:
        return said_by(item) == self


def said_by(item: DutyItem) -> ItemSays:
    """What a stored line says."""
    told = {field.name: getattr(item, field.name) for field in fields(ItemSays)}
    return ItemSays(
        **told
        | {
            "level": DutyLevel(item.level),
            "list_kind": ListKind(item.list_kind),
            "kinds": tuple(item.kinds),
        }
    )


def where(list_kind: ListKind, place_prefix: str) -> str:
    """The place at which a line of this list is written: a street writes its own small powers, the county all else."""
    return place_prefix if place_prefix and list_kind in LOCAL else settings.LINLI_COUNTY


@transaction.atomic
def set_item(*, by: Person | System, says: ItemSays, on: date, at: datetime) -> DutyItem:
    """Let a line say this from ``on`` (today or later); the line in force under its code ends there.
    Raises: PermissionDenied, NothingSaid, TooLate, ItemStands."""
    require(by, Grant.SET_LISTS, at=where(says.list_kind, says.place_prefix))
    for name in REQUIRED:
        if not getattr(says, name):
            raise NothingSaid(name)
    if on < timezone.localdate(at):
        raise TooLate
    held = list(DutyItem.objects.select_for_update().filter(code=says.code))
    if any(item.valid_from >= on for item in held):
        raise ItemStands
    for item in held:
        require(by, Grant.SET_LISTS, at=where(ListKind(item.list_kind), item.place_prefix))
    DutyItem.objects.filter(code=says.code).valid(on).update(valid_to=on)
    row = says.row(on)
    row.save(force_insert=True)
    revisions.bump(REVISION)
    log.write("duties.item_set", row, by=by, at=at, place=settings.LINLI_COUNTY, code=row.code, on=on.isoformat())
    return row


@transaction.atomic
def end_item(*, by: Person | System, item: DutyItem, on: date, at: datetime) -> None:
    """Take a line off its list from ``on`` (tomorrow or later). Raises: PermissionDenied, TooLate, ItemGone."""
    require(by, Grant.SET_LISTS, at=where(ListKind(item.list_kind), item.place_prefix))
    if on <= timezone.localdate(at):
        raise TooLate
    if not DutyItem.objects.filter(pk=item.pk, valid_to=None, valid_from__lt=on).update(valid_to=on):
        raise ItemGone
    revisions.bump(REVISION)
    log.write("duties.item_ended", item, by=by, at=at, place=settings.LINLI_COUNTY, code=item.code, on=on.isoformat())


@transaction.atomic
def take_back_item(*, by: Person | System, row: DutyItem, at: datetime) -> None:
    """Strike out a wording that does not stand yet. Raises: PermissionDenied, HasBegun."""
    require(by, Grant.SET_LISTS, at=where(ListKind(row.list_kind), row.place_prefix))
    DutyItem.objects.filter(code=row.code).take_back(row, timezone.localdate(at))
    revisions.bump(REVISION)
    told = {"code": row.code, "on": row.valid_from.isoformat()}
    log.write("duties.item_taken_back", row, by=by, at=at, place=settings.LINLI_COUNTY, **told)


@transaction.atomic
def seed_lists(*, at: datetime, by: Person | System = SYSTEM, since: date | None = None) -> int:
    """Add the lines of ``seeds/lists.csv`` whose code is not there yet, in force from ``since`` (the day of ``at``).
    Safe to repeat. Returns how many. Raises: PermissionDenied."""
    require(by, Grant.SET_LISTS, at=settings.LINLI_COUNTY)
    on = since or timezone.localdate(at)
    there = set(DutyItem.objects.values_list("code", flat=True))
    made = DutyItem.objects.bulk_create(says.row(on) for says in seeded() if says.code not in there)
    if made:
        revisions.bump(REVISION)
        log.write("duties.lists_seeded", DutyItem, by=by, at=at, place=settings.LINLI_COUNTY, items=len(made))
    return len(made)


def seeded() -> list[ItemSays]:
    """The lists that a new house starts with."""
    return [
        ItemSays(
            **line  # type: ignore[arg-type]
            | {
                "level": DutyLevel(line["level"]),
                "list_kind": ListKind(line["list_kind"]),
                "kinds": tuple(seeds.words(line["kinds"])),
            }
        )
        for line in seeds.table("lists")
    ]

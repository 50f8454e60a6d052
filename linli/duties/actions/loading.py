"""Load duty lists from the CSV file that an office keeps: the columns of ``seeds/lists.csv``, and days if known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone

from linli.core import log, revisions
from linli.core.imports import Count, Progress, Refused, Row, Summary, decode, rows_of
from linli.duties import seeds
from linli.duties.actions.lists import ItemSays, where
from linli.duties.causes import Cause
from linli.duties.models import DutyItem, Kind
from linli.duties.reads.lists import REVISION
from linli.duties.rules import DutyLevel, ListKind
from linli.orgs.authority import System, may, posts_with
from linli.orgs.grants import Grant
from linli.orgs.models import OrgKind
from linli.people.models import Person
from linli.places.models import Division

COLUMNS = ("code", "level", "list_kind", "field", "title")  # the others may be left out
TEXTS = ("title_en", "basis", "responsible_kind", "responsible_duty", "holder", "procedure", "place_prefix", "source")
DAYS = ("valid_from", "valid_to")
LIMITS = {
    field.name: field.max_length or 0 for field in DutyItem._meta.concrete_fields if isinstance(field, models.CharField)
}
ALL = (*COLUMNS, *TEXTS, "kinds", *DAYS)


@dataclass(frozen=True, slots=True)
class _Line:
    says: ItemSays
    since: date | None  # None: from today, unless the line in force says the same already
    until: date | None


@transaction.atomic
def import_lists(data: bytes, *, by: Person | System, at: datetime, progress: Progress | None = None) -> Summary:
    """Add the lines of a CSV file and let new wordings follow old ones; what the tables say already adds nothing.

    A bad line is refused and the others go on. A line without ``valid_from`` holds from the day of ``at``; with
    ``valid_to`` it ends there. Raises: PermissionDenied, NotText, MissingColumns.
    """
    if not isinstance(by, System) and not posts_with(by, Grant.SET_LISTS):
        raise PermissionDenied(Grant.SET_LISTS.value)
    today = timezone.localdate(at)
    loader = _Loader(by, today)
    summary = Summary()
    summary.load(rows_of(decode(data), COLUMNS), lambda row: loader.take(_checked(row, loader)), progress)
    if summary.added or summary.changed:
        revisions.bump(REVISION)
        log.write(
            "duties.lists_imported",
            DutyItem,
            by=by,
            at=at,
            place=settings.LINLI_COUNTY,
            added=summary.added,
            changed=summary.changed,
            refused=len(summary.refused),
        )
    return summary


class _Loader:
    """The tables in memory, and one line after the other put into them."""

    def __init__(self, by: Person | System, today: date) -> None:
        self.by, self.today = by, today
        self.kinds = set(Kind.objects.values_list("code", flat=True))
        self.places = {division.prefix for division in Division.objects.filter(valid_to=None)}
        self.held: dict[str, list[DutyItem]] = {}
        for item in DutyItem.objects.select_for_update().order_by("code", "valid_from"):
            self.held.setdefault(item.code, []).append(item)
        self.begun: set[tuple[str, date]] = set()  # by lines of this file

    def take(self, line: _Line) -> Count:
        """Put ``line`` where it belongs. Raises: Refused."""
        held = self.held.setdefault(line.says.code, [])
        self._may(line.says, held)
        last = held[-1] if held else None
        same = next((item for item in held if line.says.is_said_by(item) and self._same_days(item, line)), None)
        if same is not None:
            return "there"
        since = line.since or self.today
        if last is not None and last.valid_to is None and line.says.is_said_by(last) and line.until is not None:
            return self._end(last, line.until)
        if last is not None and since <= last.valid_from:
            raise Refused(Cause.TWICE if (last.code, since) in self.begun else Cause.STANDS, last.code)
        if last is not None and (last.valid_to is None or last.valid_to > since):
            self._end(last, since)
        made = line.says.row(since, line.until)
        made.save(force_insert=True)
        held.append(made)
        self.begun.add((made.code, since))
        return "changed" if last is not None else "added"

    def _same_days(self, item: DutyItem, line: _Line) -> bool:
        """Whether ``item`` holds on the days the line gives; a day left open fits the line in force."""
        begins = item.valid_from == line.since if line.since else item.valid_to is None or line.until is not None
        return begins and item.valid_to == line.until

    def _end(self, item: DutyItem, on: date) -> Count:
        if on < self.today:
            raise Refused(Cause.PAST, item.code)
        if on <= item.valid_from:
            raise Refused(Cause.DATE, on.isoformat())
        item.valid_to = on
        item.save(update_fields=["valid_to"])
        return "changed"

    def _may(self, says: ItemSays, held: list[DutyItem]) -> None:
        places = {where(says.list_kind, says.place_prefix)}
        places |= {where(ListKind(item.list_kind), item.place_prefix) for item in held[-1:]}
        if not all(may(self.by, Grant.SET_LISTS, at=place) for place in places):
            raise Refused(Cause.NOT_ALLOWED, says.code)


def _checked(row: Row | None, loader: _Loader) -> _Line:
    """The line read by itself: columns, lengths, words, codes, days. Raises: Refused."""
    if row is None or None in row or None in row.values():
        raise Refused(Cause.COLUMNS)
    cells = {column: str(row.get(column, "")).strip() for column in ALL}
    for column in COLUMNS:
        if not cells[column]:
            raise Refused(Cause.BLANK, column)
    for column in (*COLUMNS, *TEXTS):
        if len(cells[column]) > LIMITS[column]:
            raise Refused(Cause.TOO_LONG, column)
        if not all(c.isprintable() or c == "\u3000" for c in cells[column]):
            raise Refused(Cause.CHARACTERS, column)
    if cells["level"] not in set(DutyLevel):
        raise Refused(Cause.LEVEL, cells["level"])
    if cells["list_kind"] not in set(ListKind):
        raise Refused(Cause.LIST_KIND, cells["list_kind"])
    if cells["responsible_kind"] and cells["responsible_kind"] not in OrgKind.values:
        raise Refused(Cause.UNIT_KIND, cells["responsible_kind"])
    kinds = tuple(seeds.words(cells["kinds"]))
    for code in kinds:
        if code not in loader.kinds:
            raise Refused(Cause.KIND, code)
    if cells["place_prefix"] and cells["place_prefix"] not in loader.places:
        raise Refused(Cause.PLACE, cells["place_prefix"])
    since, until = (_day(cells[name]) for name in DAYS)
    if until is not None and until <= (since or loader.today):
        raise Refused(Cause.DATE, cells["valid_to"])
    says = ItemSays(
        level=DutyLevel(cells["level"]),
        list_kind=ListKind(cells["list_kind"]),
        kinds=kinds,
        **{name: cells[name] for name in ("code", "field", "title", *TEXTS)},
    )
    return _Line(says, since, until)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Refused(Cause.DATE, text) from error

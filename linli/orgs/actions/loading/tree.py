"""Load organisations from a table, in whatever order its lines come: parents may stand below their children."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from linli.core import log, revisions
from linli.core.imports import Count, Progress, Refusal, Refused, Summary
from linli.orgs import tables
from linli.orgs.actions import bodies
from linli.orgs.actions.units import CodeTaken, DutyUnclear, ParentElsewhere, found
from linli.orgs.authority import System, may, posts_with
from linli.orgs.causes import Cause
from linli.orgs.errors import EndUnclear, FormUnclear, InACircle, IsOffice, NotUnder, Over, StillBelow, WrongDay
from linli.orgs.grants import Grant
from linli.orgs.models import BodyForm, Organisation
from linli.orgs.reads import REVISION
from linli.orgs.tables import UnitLine
from linli.people.models import Person
from linli.places.models import Division

CAUSES: Mapping[type[Exception], Cause] = {
    DutyUnclear: Cause.DUTY,
    ParentElsewhere: Cause.ELSEWHERE,
    NotUnder: Cause.RULES,
    FormUnclear: Cause.RULES,
    IsOffice: Cause.RULES,
    InACircle: Cause.CIRCLE,
    StillBelow: Cause.BELOW,
    WrongDay: Cause.DATE,
    EndUnclear: Cause.DATE,
    Over: Cause.ENDED,
    CodeTaken: Cause.STANDS,
    PermissionDenied: Cause.NOT_ALLOWED,
}
TOLD = ("phone", "form", "purpose", "headcount")  # what may be said anew besides name, place in the tree and end


@transaction.atomic
def import_organisations(
    data: bytes,
    *,
    by: Person | System,
    at: datetime,
    columns: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Summary:
    """Found the organisations of a CSV file (``tables.UNITS``) and take over names, phones, parents and ends of those
    that stand. A bad line is refused with what hangs on it, and the others go on; a second run adds nothing. Without
    ``valid_from`` a new one begins on the day of ``at``.
    Raises: PermissionDenied, NotText, MissingColumns."""
    if not isinstance(by, System) and not posts_with(by, Grant.MANAGE_POSTS):
        raise PermissionDenied(Grant.MANAGE_POSTS.value)
    summary = Summary()
    lines: dict[str, tuple[int, UnitLine]] = {}
    for number, line in tables.units(data, columns or {}):
        summary.read += 1
        if progress is not None:
            progress(summary.read)
        if isinstance(line, Refused):
            summary.refused.append(Refusal(number, *line.args))
        elif line.code not in lines:
            lines[line.code] = number, line
        elif lines[line.code][1] == line:
            summary.there += 1
        else:
            summary.refused.append(Refusal(number, Cause.TWICE, line.code))
    loading = _Loading(by, at, lines)
    for number, line in loading.from_above():
        if not summary.count(number, line, loading.take):
            loading.refused.add(line.code)
    summary.refused.sort(key=lambda refusal: refusal.line)
    if summary.added or summary.changed:
        log.write(
            "orgs.organisations_imported",
            Organisation,
            by=by,
            at=at,
            added=summary.added,
            changed=summary.changed,
            refused=len(summary.refused),
        )
    return summary


class _Loading:
    """What stands when a file is loaded, its lines by code, and what of it was refused."""

    def __init__(self, by: Person | System, at: datetime, lines: Mapping[str, tuple[int, UnitLine]]) -> None:
        self.by, self.at, self.today, self.lines = by, at, timezone.localdate(at), lines
        self.refused: set[str] = set()
        wanted = {line.division for _, line in lines.values()}
        divisions = Division.objects.filter(code__in=wanted).defer("outline")
        self.divisions = {division.code: division for division in divisions}
        self.units = {unit.code: unit for unit in Organisation.objects.select_related("division", "parent")}

    def from_above(self) -> Iterator[tuple[int, UnitLine]]:
        """The lines, each after the one above it; last those whose ways up go round in a circle."""
        done: set[str] = set()
        for code in self.lines:
            way: list[str] = []
            while code in self.lines and code not in done:
                if code in way:
                    self.refused.add(code)  # its line is told as a circle by ``take``
                    break
                way.append(code)
                code = self.lines[code][1].parent
            for one in reversed(way):
                done.add(one)
                yield self.lines[one]

    def take(self, line: UnitLine) -> Count:
        """Put ``line`` into the tree. Raises: Refused."""
        if line.code in self.refused:
            raise Refused(Cause.CIRCLE, line.code)
        kept = self.units.get(line.code)
        since = line.since or (kept.valid_from if kept is not None else self.today)
        division = self.divisions.get(line.division)
        if division is None or not _valid(division, since):
            raise Refused(Cause.DIVISION, line.division)
        if not may(self.by, Grant.MANAGE_POSTS, at=division.prefix):
            raise Refused(Cause.NOT_ALLOWED, line.code)
        if line.until is not None and line.until <= since:
            raise Refused(Cause.DATE, line.until.isoformat())
        parent = self._parent(line, since)
        if kept is not None:
            return self._again(kept, line, parent, since)
        try:
            made = found(
                by=self.by,
                code=line.code,
                kind=line.kind,
                name=line.name,
                name_en=line.name_en,
                duty=line.duty,
                division=division,
                parent=parent,
                phone=line.phone,
                form=BodyForm(line.form) if line.form else None,
                purpose=line.purpose,
                headcount=line.headcount,
                on=since,
                ends_on=line.until,
                at=self.at,
            )
        except tuple(CAUSES) as error:
            raise Refused(CAUSES[type(error)], line.code) from error
        self.units[line.code] = made
        return "added"

    def _parent(self, line: UnitLine, since: date) -> Organisation | None:
        if not line.parent:
            return None
        parent = self.units.get(line.parent)
        if parent is None and line.parent in self.refused:
            raise Refused(Cause.PARENT_REFUSED, line.parent)
        if parent is None or not _valid(parent, since):
            raise Refused(Cause.PARENT, line.parent)
        return parent

    def _again(self, kept: Organisation, line: UnitLine, parent: Organisation | None, since: date) -> Count:
        """Take over what a file says anew of one that stands; what it was is kept. Raises: Refused."""
        if (kept.kind, kept.duty, kept.division.code, kept.valid_from) != (line.kind, line.duty, line.division, since):
            raise Refused(Cause.STANDS, line.code)
        above = kept.parent.code if kept.parent is not None else ""
        named = (kept.name, kept.name_en) == (line.name, line.name_en)
        stays, ends = above == line.parent, kept.valid_to == line.until
        told = {field: getattr(line, field) for field in TOLD if getattr(kept, field) != getattr(line, field)}
        if named and stays and ends and not told:
            return "there"
        if kept.valid_to is not None:
            raise Refused(Cause.ENDED, line.code)
        try:
            with transaction.atomic():
                if not named:
                    bodies.rename(
                        by=self.by, at=self.at, body=kept, name=line.name, name_en=line.name_en, on=self.today
                    )
                if not stays:
                    bodies.move(by=self.by, at=self.at, body=kept, under=parent, on=self.today)
                if told:
                    Organisation.objects.filter(pk=kept.pk).update(**told)
                    log.write("orgs.organisation_changed", kept, by=self.by, at=self.at, place=kept.prefix, **told)
                if line.until is not None:
                    bodies.dissolve(by=self.by, at=self.at, body=kept, on=line.until)
        except tuple(CAUSES) as error:
            raise Refused(CAUSES[type(error)], line.code) from error
        revisions.bump(REVISION)
        self.units[line.code] = Organisation.objects.select_related("division", "parent").get(pk=kept.pk)
        return "changed"


def _valid(row: Division | Organisation, on: date) -> bool:
    return row.valid_from <= on and (row.valid_to is None or on < row.valid_to)

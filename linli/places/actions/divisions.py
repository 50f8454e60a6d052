"""Load streets and communities from the table that the statistics office publishes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from linli.core import log, revisions
from linli.core.imports import Progress, Refusal, Row, Summary, decode, rows_of
from linli.places import rules
from linli.places.causes import Cause, of
from linli.places.models import Division
from linli.places.reads import REVISION
from linli.places.rules import BadCode, Level

COLUMNS = ("county_code", "county", "town_code", "town", "community_code", "urban_rural_class", "community")


class _Refused(ValueError):
    """A line that is not taken; ``args`` are the cause and what it is about."""


@dataclass(frozen=True, slots=True)
class _Line:
    """One community with the town and county above it."""

    number: int
    chain: tuple[tuple[str, str], ...]  # (code, name) of county, town, community
    urban_rural_class: str
    since: date

    @property
    def code(self) -> str:
        return self.chain[-1][0]


@dataclass(frozen=True, slots=True)
class _Wanted:
    name: str
    urban_rural_class: str
    since: date

    def differs(self, kept: Division) -> bool:
        return (self.name, self.urban_rural_class) != (kept.name, kept.urban_rural_class)


@transaction.atomic
def load_divisions(
    data: bytes,
    *,
    allowed: Callable[[str], bool],
    by: log.Actor | None,
    at: datetime,
    progress: Progress | None = None,
) -> Summary:
    """Add the divisions of a CSV file (``COLUMNS``, and ``year`` if known) and take over new names.

    A line is one community; its town and county come with it. A bad line is refused and the others go on; a code that
    is there already adds nothing. A new code is valid from 1 January of its year, without one from the day of ``at``.
    Raises: NotText, MissingColumns.
    """
    summary = Summary()
    good: dict[str, _Line] = {}
    names: dict[str, str] = {}
    there = {d.code: d for d in Division.objects.defer("outline")}
    for number, row in rows_of(decode(data), COLUMNS):
        summary.read += 1
        if progress is not None:
            progress(summary.read)
        try:
            line = _checked(number, row, timezone.localdate(at))
            _agrees(line, good, names, there, allowed)
        except _Refused as refused:
            summary.refused.append(Refusal(number, *refused.args))
            continue
        if line.code in good:
            summary.there += 1
            continue
        good[line.code] = line
        names.update(line.chain)
        if rules.community_serial_odd(*line.chain[-1]):
            summary.odd.append(Refusal(number, Cause.SERIAL_ODD, f"{line.code} {line.chain[-1][1]}"))
    _write(list(good.values()), there, summary, by=by, at=at)
    return summary


def _checked(number: int, row: Row | None, today: date) -> _Line:
    """The line read by itself: columns, codes, class. Raises: _Refused."""
    if row is None or None in row or None in row.values():
        raise _Refused(Cause.COLUMNS)
    cells = {str(column): str(value).strip() for column, value in row.items()}
    for column in COLUMNS:
        if not cells[column]:
            raise _Refused(Cause.BLANK, column)
    chain = tuple((cells[f"{part}_code"], cells[part]) for part in ("county", "town", "community"))
    for (code, name), wanted in zip(chain, (Level.COUNTY, Level.TOWN, Level.COMMUNITY), strict=True):
        try:
            level = rules.level(code)
        except BadCode as error:
            raise _Refused(of(error), code) from error
        if level != wanted:
            raise _Refused(Cause.CODE_LEVEL, code)
        if len(name) > rules.LONGEST_NAME:
            raise _Refused(Cause.TOO_LONG, name[: rules.LONGEST_NAME])
        if not rules.showable(name):
            raise _Refused(Cause.CHARACTERS, code)
    (county, _), (town, _), (community, name) = chain
    if rules.parent_code(town) != county:
        raise _Refused(Cause.PARENT, town)
    if rules.parent_code(community) != town:
        raise _Refused(Cause.PARENT, community)
    if not rules.town_serial_ok(town):
        raise _Refused(Cause.TOWN_SERIAL, town)
    if not rules.community_serial_ok(community, name):
        raise _Refused(Cause.COMMUNITY_SERIAL, community)
    if cells["urban_rural_class"] not in rules.URBAN_RURAL_CLASSES:
        raise _Refused(Cause.URBAN_RURAL_CLASS, cells["urban_rural_class"])
    return _Line(number, chain, cells["urban_rural_class"], _since(cells.get("year", ""), today))


def _since(year: str, today: date) -> date:
    if not year:
        return today
    if not (len(year) == 4 and year.isascii() and year.isdigit() and 1949 <= int(year) <= today.year):
        raise _Refused(Cause.YEAR, year)
    return date(int(year), 1, 1)


def _agrees(
    line: _Line,
    good: dict[str, _Line],
    names: dict[str, str],
    there: dict[str, Division],
    allowed: Callable[[str], bool],
) -> None:
    """The line held against the others and against what is kept. Raises: _Refused."""
    if not allowed(line.code):
        raise _Refused(Cause.NOT_ALLOWED, line.code)
    for code, name in line.chain:
        if names.get(code, name) != name:
            raise _Refused(Cause.TWICE, code)
        if code in there and there[code].valid_to is not None:
            raise _Refused(Cause.ENDED, code)
    if line.code in good and good[line.code].urban_rural_class != line.urban_rural_class:
        raise _Refused(Cause.TWICE, line.code)


def _write(
    lines: Sequence[_Line], there: dict[str, Division], summary: Summary, *, by: log.Actor | None, at: datetime
) -> None:
    wanted = {
        code: _Wanted(name, line.urban_rural_class if code == line.code else "", line.since)
        for line in lines
        for code, name in line.chain
    }
    new = [code for code in wanted if code not in there]
    other = [code for code, division in there.items() if code in wanted and wanted[code].differs(division)]
    for code in other:
        _change(there[code], wanted[code], by=by, at=at)
    _add(new, wanted, there)
    summary.added = sum(line.code in new for line in lines)
    summary.changed = sum(line.code in other for line in lines)
    summary.there += len(lines) - summary.added - summary.changed
    if not (new or other):
        return
    revisions.bump(REVISION)
    for county in sorted({line.chain[0][0] for line in lines}):
        log.write(
            "places.divisions_imported",
            there[county],
            by=by,
            at=at,
            place=rules.prefix(county),
            added=sum(code.startswith(rules.prefix(county)) for code in new),
            changed=sum(code.startswith(rules.prefix(county)) for code in other),
        )


def _change(division: Division, wanted: _Wanted, *, by: log.Actor | None, at: datetime) -> None:
    log.write(
        "places.division_changed",
        division,
        by=by,
        at=at,
        place=division.prefix,
        before=[division.name, division.urban_rural_class],
        after=[wanted.name, wanted.urban_rural_class],
    )
    division.name, division.urban_rural_class = wanted.name, wanted.urban_rural_class
    division.save(update_fields=["name", "urban_rural_class"])


def _add(new: Collection[str], wanted: Mapping[str, _Wanted], there: dict[str, Division]) -> None:
    """Make the divisions from above to below; over a county stands none when its city is not known."""
    for level in (Level.COUNTY, Level.TOWN, Level.COMMUNITY):
        made = Division.objects.bulk_create(
            Division(
                code=code,
                level=level,
                name=wanted[code].name,
                parent=there.get(rules.parent_code(code) or ""),
                urban_rural_class=wanted[code].urban_rural_class,
                valid_from=wanted[code].since,
            )
            for code in new
            if rules.level(code) == level
        )
        there.update({division.code: division for division in made})

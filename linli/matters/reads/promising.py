"""What is promised for a kind at a place: the unit that answers, the row that binds it, the time it has."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from linli.core.calendar import working_calendar
from linli.duties.reads import catalogue
from linli.duties.rules import Case, KindFacts, RowFacts, Suggestion
from linli.matters.errors import OutsideCounty, UnknownPlace
from linli.matters.models import Matter
from linli.places.reads import gazetteer
from linli.places.rules import CODE_DIGITS, Level, level
from linli.places.rules import prefix as prefix_of

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something is: a code of 6 to 15 digits, the zones over it, whether its grid is a dedicated one."""

    code: str
    zones: frozenset[int] = frozenset()
    is_dedicated: bool = False


def spot(place: str, point: Point | None) -> Spot:
    """The grid of ``point``, or else the place called ``place``. Raises: UnknownPlace, OutsideCounty."""
    book = gazetteer()
    if point is not None:
        if not all(map(math.isfinite, point)):
            raise UnknownPlace
        found = book.locate(*point)
        if found.grid is None:
            raise OutsideCounty(found)
        return Spot(found.grid.code, book.zones_of(*point), found.grid.is_dedicated)
    grid = book.grid_by_code.get(place)
    if grid is not None:
        return Spot(grid.code, is_dedicated=grid.is_dedicated)
    code = place.ljust(CODE_DIGITS, "0")
    if not book.known(code) or len(code) != CODE_DIGITS or level(code) < Level.COUNTY:
        raise UnknownPlace
    return Spot(prefix_of(code))


def spot_of(matter: Matter) -> Spot:
    """Where ``matter`` was placed, without looking for its grid again."""
    book = gazetteer()
    grid = book.grid_by_code.get(matter.place)
    zones = book.zones_of(matter.lon, matter.lat) if matter.lon is not None and matter.lat is not None else frozenset()
    return Spot(matter.place, zones, bool(grid and grid.is_dedicated))


def route(kind: KindFacts, where: Spot, words: str, at: datetime) -> Suggestion | None:
    """The unit that the rules name first, and on what ground."""
    case = Case(where.code, kind, timezone.localdate(at), words, where.zones, where.is_dedicated)
    return catalogue().best(case)


def binding(row: RowFacts, due_at: datetime, *, given: datetime | None, at: datetime) -> datetime | None:
    """The time that another system has ``given``, where it is the promise: it lies before ``due_at``, which is ours, it
    is not over yet, and the row says that the earlier one binds. Else None."""
    if given is None or not row.earlier_binds or not at < given < due_at:
        return None
    return given


def promise(kind: int, *, since: datetime, at: datetime) -> tuple[RowFacts, datetime]:
    """The row in force for ``kind`` at ``at``, and when its limit runs out if it began at ``since``.
    Raises: KindEnded."""
    row = catalogue().row(kind, timezone.localdate(at))
    return row, working_calendar().due(since, row.limit)

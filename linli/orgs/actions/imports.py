"""Let a person or the command line load divisions and grids into the area they may import for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from django.core.exceptions import PermissionDenied

from linli.core.imports import Progress, Summary
from linli.orgs.authority import System, may, posts_with, require
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation
from linli.people.models import Person
from linli.places import actions as places
from linli.places.datum import Datum
from linli.places.models import Division


def import_divisions(data: bytes, *, by: Person | System, at: datetime, progress: Progress | None = None) -> Summary:
    """Load the table of streets and communities; see ``places.actions.load_divisions``. Lines outside the area of
    ``by`` are refused one by one. Raises: PermissionDenied, NotText, MissingColumns."""
    return places.load_divisions(data, allowed=_area_of(by), by=by, at=at, progress=progress)


def import_grids(
    data: bytes, *, datum: Datum, by: Person | System, at: datetime, progress: Progress | None = None
) -> Summary:
    """Load the polygons of grids; see ``places.actions.load_grids``. Grids outside the area of ``by`` are refused
    one by one. Raises: PermissionDenied, NotText, NotAFeatureCollection."""
    return places.load_grids(data, datum=datum, allowed=_area_of(by), by=by, at=at, progress=progress)


def end_division(*, by: Person | System, division: Division, on: date, at: datetime) -> None:
    """End the code of ``division``, when nothing valid stands below and no organisation answers for it.
    Raises: PermissionDenied, StillInUse."""
    require(by, Grant.IMPORT, at=division.prefix)
    if Organisation.objects.valid(on).filter(division=division).exists():
        raise places.StillInUse
    places.end_division(division=division, on=on, by=by, at=at)


def _area_of(by: Person | System) -> Callable[[str], bool]:
    if not isinstance(by, System) and not posts_with(by, Grant.IMPORT):
        raise PermissionDenied(Grant.IMPORT.value)
    return lambda code: may(by, Grant.IMPORT, at=code)

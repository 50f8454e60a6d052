"""Facilities are kept by the desk of their community, or by a desk above it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from linli.core.imports import Progress, Summary
from linli.orgs.authority import System, may, posts_with, require
from linli.orgs.grants import Grant
from linli.people.models import Person
from linli.places.actions import facilities as places
from linli.places.details import Details
from linli.places.models import Facility


def add_facility(*, by: Person | System, details: Details, at: datetime) -> Facility:
    """Add a facility that is there from today on; see ``places.actions.facilities.add``. Raises: PermissionDenied,
    and what that raises."""
    require(by, Grant.KEEP_FACILITIES, at=details.place)
    return places.add(details=details, on=timezone.localdate(at), by=by, at=at)


def change_facility(*, by: Person | System, facility: Facility, details: Details, at: datetime) -> bool:
    """Tell something else of ``facility``, its hours too; see ``places.actions.facilities.change``. Raises:
    PermissionDenied, and what that raises."""
    require(by, Grant.KEEP_FACILITIES, at=facility.community.code)
    return places.change(facility=facility, details=details, by=by, at=at)


def verify_facility(*, by: Person, facility: Facility, at: datetime) -> None:
    """Say that somebody of one's unit looked and everything is as it is told. Raises: PermissionDenied,
    FacilityEnded."""
    place = facility.community.code
    require(by, Grant.KEEP_FACILITIES, at=place)
    posts = [post for post in posts_with(by, Grant.KEEP_FACILITIES) if place.startswith(post.prefix)]
    nearest = max(posts, key=lambda post: len(post.prefix))
    places.verify(facility=facility, unit=nearest.organisation.name, by=by, at=at)


def end_facility(*, by: Person | System, facility: Facility, on: date, at: datetime) -> None:
    """``facility`` is not there from ``on``. Raises: PermissionDenied, FacilityEnded."""
    require(by, Grant.KEEP_FACILITIES, at=facility.community.code)
    places.end(facility=facility, on=on, by=by, at=at)


def import_facilities(
    data: bytes,
    *,
    by: Person | System,
    at: datetime,
    columns: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Summary:
    """Load a table of facilities; see ``places.actions.facilities.load_table``. Lines of communities outside the area
    of ``by`` are refused one by one. Raises: PermissionDenied, NotText, MissingColumns."""
    return places.load_table(data, columns=columns or {}, allowed=_area_of(by), by=by, at=at, progress=progress)


def import_hsds(data: bytes, *, by: Person | System, at: datetime, progress: Progress | None = None) -> Summary:
    """The same from HSDS. Raises: PermissionDenied, NotText, NotAListOfServices."""
    return places.load_hsds(data, allowed=_area_of(by), by=by, at=at, progress=progress)


def _area_of(by: Person | System) -> Callable[[str], bool]:
    if not isinstance(by, System) and not posts_with(by, Grant.KEEP_FACILITIES):
        raise PermissionDenied(Grant.KEEP_FACILITIES.value)
    return lambda code: may(by, Grant.KEEP_FACILITIES, at=code)

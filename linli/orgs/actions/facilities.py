"""Facilities are kept by the desk of their community, or by a desk above it."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from linli.orgs.authority import System, posts_with, require
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

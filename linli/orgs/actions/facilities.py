"""Facilities are kept by the desk of their community, or by a desk above it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from linli.core.imports import Progress, Summary
from linli.core.models import Entry
from linli.orgs.authority import System, may, posts_with, require
from linli.orgs.grants import Grant
from linli.people.models import Person
from linli.places.actions import facilities as places
from linli.places.details import Details
from linli.places.models import Facility

CHANGES = ("places.facility_added", "places.facility_changed")


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


@dataclass(frozen=True, slots=True)
class Change:
    """What a file would do to one facility: a new one has no ``fields``, else each field with before and after."""

    name: str
    place: str
    fields: tuple[tuple[str, str, str], ...]


def load_file(data: bytes, *, is_hsds: bool, by: Person | System, at: datetime) -> Summary:
    """Load a file of either shape. Raises: what ``import_facilities`` and ``import_hsds`` raise."""
    return import_hsds(data, by=by, at=at) if is_hsds else import_facilities(data, by=by, at=at)


def try_file(data: bytes, *, is_hsds: bool, by: Person, at: datetime) -> tuple[Summary, list[Change]]:
    """What loading the file now would count and change, by doing it and taking it back. Raises: what ``load_file``
    raises."""
    with transaction.atomic():
        last = Entry.objects.aggregate(last=Max("pk"))["last"] or 0
        summary = load_file(data, is_hsds=is_hsds, by=by, at=at)
        rows = Entry.objects.filter(pk__gt=last, at=at, actor_id=by.pk, verb__in=CHANGES).order_by("pk")
        told = list(rows)
        facilities = Facility.objects.select_related("community").in_bulk([row.subject_id for row in told])
        changes = [_change(facilities[row.subject_id], row) for row in told]
        transaction.set_rollback(True)
    return summary, changes


def _change(facility: Facility, entry: Entry) -> Change:
    before, after = entry.params.get("before", {}), entry.params.get("after", {})
    fields = tuple((name, before.get(name, ""), value) for name, value in after.items())
    return Change(facility.name, facility.community.short_name, fields)


def _area_of(by: Person | System) -> Callable[[str], bool]:
    if not isinstance(by, System) and not posts_with(by, Grant.KEEP_FACILITIES):
        raise PermissionDenied(Grant.KEEP_FACILITIES.value)
    return lambda code: may(by, Grant.KEEP_FACILITIES, at=code)

"""Load needs, resources and projects from a table: a bad line is refused by its number and the others go on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from linli.commons.actions import needs, projects, resources
from linli.commons.actions.saying import NeedSays, ProjectSays, ResourceSays, community_of, keeper_of
from linli.commons.causes import Cause
from linli.commons.errors import lists as errors
from linli.commons.list_table import Line, Read, read_needs, read_projects, read_resources
from linli.commons.models import Need, Project, Resource
from linli.core.imports import Count, Refused, Summary
from linli.orgs.authority import System
from linli.orgs.models import Organisation
from linli.people.models import Person
from linli.places.hours import BadHours

CAUSES: dict[type[Exception], Cause] = {
    PermissionDenied: Cause.NOT_ALLOWED,
    errors.Elsewhere: Cause.PLACE,
    errors.NoTitle: Cause.TITLE,
    errors.TooLong: Cause.TITLE,
    errors.NoSuchNeedKind: Cause.KIND,
    errors.NoParts: Cause.PARTS,
    errors.BadAmount: Cause.NUMBER,
    errors.InThePast: Cause.PAST,
    errors.EndsTooEarly: Cause.DAY,
    errors.NeedOver: Cause.OVER,
    errors.SplitBelowTaken: Cause.OVER,
    errors.ResourceEnded: Cause.OVER,
    errors.OverCapacity: Cause.OVER,
    errors.NamesSomebody: Cause.TITLE,
    BadHours: Cause.HOURS,
}
Says = TypeVar("Says", NeedSays, ResourceSays, ProjectSays)


def load_needs(data: bytes, *, by: Person | System, at: datetime) -> Summary:
    """Add the needs of a CSV file, and take over what it says of those that are there; parts of these are left alone.
    Raises: NotText, MissingColumns."""

    def take(line: Line[NeedSays]) -> Count:
        known = Need.objects.select_related("kind").filter(uid=line.uid).first()
        if known is not None:
            return "changed" if needs.change(by=by, need=known, says=line.says, at=at) else "there"
        needs.add(by=by, says=line.says, at=at, uid=line.uid)
        return "added"

    return _load(read_needs(data), take)


def load_resources(data: bytes, *, by: Person | System, at: datetime) -> Summary:
    """The same of resources, each of a unit by its code. Raises: NotText, MissingColumns."""
    units = _units(at)

    def take(line: Line[ResourceSays]) -> Count:
        unit = _unit(units, line.unit_code)
        known = Resource.objects.select_related("kind", "unit").filter(uid=line.uid).first()
        if known is None:
            resources.offer(by=by, unit=unit, says=line.says, at=at, uid=line.uid)
            return "added"
        if known.unit_id != unit.pk:
            raise Refused(Cause.UID, str(line.uid))
        return "changed" if resources.change(by=by, resource=known, says=line.says, at=at) else "there"

    return _load(read_resources(data), take)


def load_projects(data: bytes, *, by: Person | System, at: datetime) -> Summary:
    """Add the projects of a CSV file that are not there, led by the unit named or the community itself; one is known by
    its community, title and first day. Raises: NotText, MissingColumns."""
    units = _units(at)

    def take(line: Line[ProjectSays]) -> Count:
        says = line.says
        known = Project.objects.filter(community__code=says.place, title=says.title, starts_on=says.starts_on)
        if known.exists():
            return "there"
        unit = _unit(units, line.unit_code) if line.unit_code else keeper_of(community_of(says.place))
        projects.open_project(
            by=by,
            place=says.place,
            unit=unit,
            kind=says.kind,
            title=says.title,
            words=says.words,
            starts_on=says.starts_on,
            ends_on=says.ends_on,
            at=at,
        )
        return "added"

    return _load(read_projects(data), take)


def _units(at: datetime) -> dict[str, Organisation]:
    return {row.code: row for row in Organisation.objects.valid(timezone.localdate(at)).only("code", "kind")}


def _unit(units: dict[str, Organisation], code: str) -> Organisation:
    if code not in units:
        raise Refused(Cause.UNIT, code)
    return units[code]


@transaction.atomic
def _load(lines: Read[Says], take: Callable[[Line[Says]], Count]) -> Summary:
    summary, seen = Summary(), set[UUID]()

    def once(line: Line[Says]) -> Count:
        if line.uid in seen:
            raise Refused(Cause.TWICE, line.says.title)
        done = _taken(line, take)
        seen.add(line.uid)
        return done

    summary.load(lines, once, None)
    return summary


def _taken(line: Line[Says], take: Callable[[Line[Says]], Count]) -> Count:
    try:
        with transaction.atomic():
            return take(line)
    except tuple(CAUSES) as error:
        cause = next(cause for kind, cause in CAUSES.items() if isinstance(error, kind))
        raise Refused(cause, line.says.title) from error

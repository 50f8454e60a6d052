"""May this person do this, here? Asked inside every action, so that no face, import or program can forget it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Final

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils import timezone

from linli.orgs.grants import SYSTEM_GRANTS, TABLE, Grant
from linli.orgs.models import Organisation, OrgKind, Post
from linli.orgs.rules import OFFICES
from linli.places.rules import after

if TYPE_CHECKING:
    from linli.people.models import Person


class System:
    """Whoever holds the machine: the command line. Has ``grants.SYSTEM_GRANTS`` and no others; the log names nobody.

    It must be passed by name (``by=SYSTEM``): ``None``, which is what an anonymous request has, holds nothing.
    """

    pk: None = None

    def __repr__(self) -> str:
        return "SYSTEM"


SYSTEM: Final = System()


def posts_of(person: Person, on: date | None = None) -> list[Post]:
    """The posts ``person`` holds on a day (today), read once for each ``Person`` object in memory."""
    on = on or timezone.localdate()
    kept: dict[date, list[Post]] = person.__dict__.setdefault("_posts_held", {})
    if on not in kept:
        kept[on] = list(
            Post.objects.held(on).filter(person=person).select_related("organisation__division", "grid").order_by("pk")
        )
    return kept[on]


def posts_with(person: Person, grant: Grant) -> list[Post]:
    if not person.is_active:
        return []
    return [post for post in posts_of(person) if grant in TABLE[post.role]]  # type: ignore[index]


def prefixes(person: Person, grant: Grant) -> list[str]:
    """The areas in which ``person`` holds ``grant``, as prefixes of place codes."""
    return sorted({post.prefix for post in posts_with(person, grant)})


def own_units(person: Person) -> list[int]:
    """The organisations that somebody belongs to by any post, by primary key."""
    return [post.organisation_id for post in posts_of(person)]


def units_of(person: Person, grant: Grant = Grant.HANDLE) -> list[int]:
    """The organisations for which ``person`` holds ``grant`` wherever they act, by primary key; a post on a grid is not
    one of these."""
    return sorted({post.organisation_id for post in posts_with(person, grant) if post.grid is None})


def may(person: Person | System | None, grant: Grant, *, at: str | Organisation, place: str = "") -> bool:
    """Whether ``person`` holds ``grant`` at a place (its code), or for an organisation itself; a post on a grid acts
    for its organisation only at a ``place`` inside that grid."""
    if person is None:
        return False
    if isinstance(person, System):
        return grant in SYSTEM_GRANTS
    if isinstance(at, Organisation):
        posts = [post for post in posts_with(person, grant) if post.organisation_id == at.pk]
        return any(post.grid is None or place.startswith(post.grid.code) for post in posts)
    return any(at.startswith(prefix) for prefix in prefixes(person, grant))


def require(person: Person | System | None, grant: Grant, *, at: str | Organisation, place: str = "") -> None:
    """Raises: PermissionDenied, unless ``may``."""
    if not may(person, grant, at=at, place=place):
        raise PermissionDenied(grant.value)


def require_for(person: Person | System | None, kind: str, *, at: str) -> None:
    """Offices are for those who manage posts; party bodies also for those who keep the bodies of an area, merchants
    for those who found them. Raises: PermissionDenied."""
    if kind == OrgKind.MERCHANT and may(person, Grant.FOUND_MERCHANTS, at=at):
        return
    if kind in OFFICES or not may(person, Grant.KEEP_BODIES, at=at):
        require(person, Grant.MANAGE_POSTS, at=at)


def may_above(person: Person | None, grant: Grant, *, unit: Organisation, place: str) -> bool:
    """Whether ``person`` holds ``grant`` at ``place`` on a level above ``unit``: at the city centre, or for a wider
    area. Who decides about a unit never belongs to it."""
    if person is None:
        return False
    return any(
        place.startswith(post.prefix)
        and post.organisation_id != unit.pk
        and (post.organisation.kind == OrgKind.CITY_CENTRE or len(post.organisation.prefix) < len(unit.prefix))
        for post in posts_with(person, grant)
    )


def require_above(person: Person | None, grant: Grant, *, unit: Organisation, place: str) -> None:
    """Raises: PermissionDenied, unless ``may_above``."""
    if not may_above(person, grant, unit=unit, place=place):
        raise PermissionDenied(grant.value)


def inside(field: str, areas: Iterable[str]) -> Q:
    """A filter for rows whose place code ``field`` begins with one of ``areas``; none of them, no rows."""
    asked = Q(pk__in=[])
    for prefix in areas:
        asked |= Q(**{f"{field}__gte": prefix, f"{field}__lt": after(prefix)})
    return asked

"""Load posts from a table: people by user name, units and grids by code."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from linli.core import log
from linli.core.imports import Count, Progress, Refused, Summary
from linli.orgs import tables
from linli.orgs.actions import posts
from linli.orgs.authority import System, posts_with
from linli.orgs.causes import Cause
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation, Post
from linli.orgs.tables import PostLine
from linli.people.models import Person
from linli.places.models import Grid

CAUSES: Mapping[type[Exception], Cause] = {
    PermissionDenied: Cause.NOT_ALLOWED,
    posts.OwnPost: Cause.OWN_POST,
    posts.NoAccount: Cause.NO_ACCOUNT,
    posts.PowersSeparate: Cause.POWERS,
    posts.GridUnclear: Cause.GRID_UNCLEAR,
    posts.AlreadyHolds: Cause.STANDS,
    posts.PostEnded: Cause.ENDED,
    posts.WorkOpen: Cause.WORK_OPEN,
}


@transaction.atomic
def import_posts(
    data: bytes,
    *,
    by: Person | System,
    at: datetime,
    columns: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Summary:
    """Give the posts of a CSV file (``tables.POSTS``), those of the past as history; a post that stands ends on the day
    its line names. A bad line is refused and the others go on; a second run adds nothing. Without ``valid_from`` a new
    one is held from the day of ``at``. Raises: PermissionDenied, NotText, MissingColumns."""
    if not isinstance(by, System) and not posts_with(by, Grant.MANAGE_POSTS):
        raise PermissionDenied(Grant.MANAGE_POSTS.value)
    summary = Summary()
    loading = _Loading(by, at)
    summary.load(tables.posts(data, columns or {}), loading.take, progress)
    if summary.added or summary.changed:
        log.write(
            "orgs.posts_imported",
            Post,
            by=by,
            at=at,
            added=summary.added,
            changed=summary.changed,
            refused=len(summary.refused),
        )
    return summary


class _Loading:
    def __init__(self, by: Person | System, at: datetime) -> None:
        self.by, self.at, self.today = by, at, timezone.localdate(at)
        self.units = {unit.code: unit for unit in Organisation.objects.select_related("division")}

    def take(self, line: PostLine) -> Count:
        """Give the post of ``line``, or end it. Raises: Refused."""
        person = Person.objects.filter(username=line.username).first()
        if person is None:
            raise Refused(Cause.PERSON, line.username)
        unit, home = self._unit(line.unit), self._unit(line.home) if line.home else None
        grid = Grid.objects.filter(code=line.grid, valid_to=None).first() if line.grid else None
        if line.grid and grid is None:
            raise Refused(Cause.GRID, line.grid)
        same = Post.objects.filter(person=person, organisation=unit, role=line.role, grid=grid)
        if line.since is not None:
            same = same.filter(valid_from=line.since)
        if same.filter(valid_to=line.until).exists():
            return "there"
        try:
            with transaction.atomic():
                standing = same.filter(valid_to=None).first()
                if standing is not None and line.until is not None:
                    posts.end_post(by=self.by, post=standing, on=line.until, at=self.at)
                    return "changed"
                since = line.since or self.today
                if line.until is not None and line.until <= since:
                    raise Refused(Cause.DATE, line.until.isoformat())
                made = posts.appoint(
                    by=self.by,
                    person=person,
                    organisation=unit,
                    role=line.role,
                    grid=grid,
                    home_organisation=home,
                    on=since,
                    at=self.at,
                )
                if line.until is not None:
                    posts.end_post(by=self.by, post=made, on=line.until, at=self.at)
        except tuple(CAUSES) as error:
            raise Refused(CAUSES[type(error)], f"{line.username} {line.unit}") from error
        return "added"

    def _unit(self, code: str) -> Organisation:
        unit = self.units.get(code)
        if unit is None or unit.valid_to is not None:
            raise Refused(Cause.UNIT, code)
        return unit

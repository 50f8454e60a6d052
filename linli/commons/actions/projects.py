"""Projects are made of needs that belong together, begun, finished or stopped."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from linli.commons.actions.photos import attach
from linli.commons.actions.saying import check_day, check_title, check_words, community_of, keeper_of, kind_of
from linli.commons.errors.lists import AlreadyPublished, BadMove, Elsewhere, EndsTooEarly, NamesSomebody
from linli.commons.models import Need, Progress, Project
from linli.commons.rules.lists import ProjectStage, may_move, names_somebody
from linli.core import log
from linli.core.intents import is_repeat
from linli.core.models import Attachment
from linli.orgs.authority import System, require
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation
from linli.people.models import Person


@transaction.atomic
def open_project(
    *,
    by: Person | System,
    place: str,
    unit: Organisation,
    kind: str,
    title: str,
    words: str,
    starts_on: date,
    ends_on: date,
    needs: Collection[Need] = (),
    at: datetime,
) -> Project:
    """Put a project of a community on the list, with the needs it is made of. Raises: PermissionDenied, Elsewhere,
    NoTitle, TooLong, NoSuchNeedKind, EndsTooEarly, InThePast."""
    require(by, Grant.KEEP_COMMONS, at=place)
    community = community_of(place)
    title = check_title(title, words)
    if ends_on < starts_on:
        raise EndsTooEarly
    check_day("ends_on", ends_on, at)
    row = Project.objects.create(
        community=community,
        unit=unit,
        kind=kind_of(kind, at),
        title=title,
        words=words.strip(),
        starts_on=starts_on,
        ends_on=ends_on,
        added_at=at,
    )
    _join(row, needs)
    log.write("commons.project_opened", row, by=by, at=at, place=community.code, needs=[need.pk for need in needs])
    return row


def _join(project: Project, needs: Collection[Need]) -> None:
    keys = {need.pk for need in needs}
    rows = Need.objects.running().filter(pk__in=keys, community=project.community_id, project=None)
    if rows.update(project=project) != len(keys):
        raise Elsewhere


@transaction.atomic
def move(*, by: Person, project: Project, to: ProjectStage, words: str, at: datetime) -> None:
    """Begin, finish or stop a project; what came of it, or why it stops, is said. Raises: PermissionDenied, BadMove,
    NothingSaid, TooLong."""
    require(by, Grant.KEEP_COMMONS, at=project.community.code)
    words = check_words(words) if to != ProjectStage.RUNNING else words.strip()
    if not may_move(ProjectStage(project.stage), to):
        raise BadMove
    if not Project.objects.filter(pk=project.pk, stage=project.stage).update(stage=to, result=words):
        raise BadMove
    log.write("commons.project_moved", project, by=by, at=at, place=project.community.code, to=to)


@transaction.atomic
def let_go(project: Project, *, by: Person | None, at: datetime) -> bool:
    """Let the committee of its community lead a project whose unit was dissolved. False when it is over meanwhile, or
    there is no committee."""
    try:
        heir = keeper_of(project.community)
    except Elsewhere:
        return False
    if not Project.objects.unfinished().filter(pk=project.pk, unit=project.unit_id).update(unit=heir):
        return False
    told = {"unit": project.unit_id, "to": heir.pk}
    log.write("commons.project_unit_ended", project, by=by, at=at, place=project.community.code, **told)
    return True


@transaction.atomic
def note(
    *,
    by: Person,
    project: Project,
    words: str,
    at: datetime,
    photos: Sequence[Attachment] = (),
    intent: UUID | None = None,
) -> None:
    """Tell how a project under way goes, once under one ``intent``. Raises: PermissionDenied, BadMove, NothingSaid,
    TooLong, NamesSomebody, TooManyPhotos, IntentConflict."""
    place = project.community.code
    require(by, Grant.KEEP_COMMONS, at=place)
    words = check_words(words)
    if is_repeat(intent, [by.pk, project.pk, words, *(photo.sha256 for photo in photos)], project, at=at):
        return
    running = Project.objects.filter(pk=project.pk, stage=ProjectStage.RUNNING)
    if not running.update(stage=ProjectStage.RUNNING):  # holds it: it is published before, or with this line
        raise BadMove
    if names_somebody(words) and running.published().exists():
        raise NamesSomebody
    keeper = keeper_of(project.community)
    Progress.objects.create(project=project, unit=keeper, words=words, at=at)
    attach(project, photos, unit=keeper, at=at)
    log.write("commons.project_noted", project, by=by, at=at, place=place, photos=len(photos))


@transaction.atomic
def publish(*, by: Person, project: Project, at: datetime) -> None:
    """Show a project to everybody. Raises: PermissionDenied, NamesSomebody, AlreadyPublished."""
    require(by, Grant.KEEP_COMMONS, at=project.community.code)
    Project.objects.select_for_update().get(pk=project.pk)  # no line joins it meanwhile
    if names_somebody(project.title, project.words, project.result, *project.progress.values_list("words", flat=True)):
        raise NamesSomebody
    if not Project.objects.filter(pk=project.pk, published_at=None).update(published_at=at):
        raise AlreadyPublished
    log.write("commons.project_published", project, by=by, at=at, place=project.community.code)

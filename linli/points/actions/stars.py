"""Stars and their tasks as dated data: a new row ends the one before it on its day; what was done counts on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from linli.core import log
from linli.orgs.authority import System, require
from linli.orgs.grants import Grant
from linli.people.models import Person
from linli.points.errors import BadStar, Ended, StarBegins
from linli.points.models import Star, StarTask
from linli.points.rules import DEEDS, LONGEST_STAR, LONGEST_TASK, MOST_TASKS, MOST_TIMES


@dataclass(frozen=True, slots=True)
class TaskSays:
    """A task by its code; with a ``verb`` of the log it counts by itself, without one the household says it."""

    code: str
    name: str
    times: int
    verb: str = ""
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class StarSays:
    code: str
    name: str
    tasks: tuple[TaskSays, ...]
    name_en: str = ""
    source: str = ""


@transaction.atomic
def set_star(*, by: Person | System, says: StarSays, on: date, at: datetime) -> Star:
    """Let a star ask for these tasks from ``on``. Raises: PermissionDenied, BadStar, StarBegins."""
    require(by, Grant.SET_RULES, at=settings.LINLI_COUNTY)
    _check(says)
    if on < timezone.localdate(at):
        raise StarBegins
    before = Star.objects.filter(code=says.code, valid_to=None).first()
    last = Star.objects.aggregate(last=Max("order"))["last"] or 0
    try:
        with transaction.atomic():
            Star.objects.filter(code=says.code, valid_to=None, valid_from__lt=on).update(valid_to=on)
            star = Star.objects.create(
                code=says.code,
                name=says.name.strip(),
                name_en=says.name_en.strip(),
                order=before.order if before is not None else last + 1,
                source=says.source,
                valid_from=on,
            )
    except IntegrityError as error:
        raise StarBegins from error
    StarTask.objects.bulk_create(
        StarTask(
            star=star,
            code=task.code,
            name=task.name.strip(),
            name_en=task.name_en.strip(),
            verb=task.verb,
            times=task.times,
            order=place,
        )
        for place, task in enumerate(says.tasks, 1)
    )
    log.write("points.star_set", star, by=by, at=at, star=says.code, tasks=len(says.tasks), on=on.isoformat())
    return star


@transaction.atomic
def end_star(*, by: Person | System, star: Star, on: date, at: datetime) -> None:
    """Nobody sets out for it from ``on``. Raises: PermissionDenied, Ended."""
    require(by, Grant.SET_RULES, at=settings.LINLI_COUNTY)
    if not Star.objects.filter(pk=star.pk, valid_to=None, valid_from__lt=on).update(valid_to=on):
        raise Ended
    log.write("points.star_ended", star, by=by, at=at, star=star.code, on=on.isoformat())


@transaction.atomic
def take_back_star(*, by: Person | System, row: Star, at: datetime) -> None:
    """Strike out what a star would ask for and does not yet. Raises: PermissionDenied, HasBegun."""
    require(by, Grant.SET_RULES, at=settings.LINLI_COUNTY)
    Star.objects.filter(code=row.code).take_back(row, timezone.localdate(at))
    log.write("points.star_taken_back", row, by=by, at=at, star=row.code, on=row.valid_from.isoformat())


def _check(says: StarSays) -> None:
    if not says.code or not says.name.strip() or len(says.name) > LONGEST_STAR:
        raise BadStar
    if not 1 <= len(says.tasks) <= MOST_TASKS or max(Counter(task.code for task in says.tasks).values()) > 1:
        raise BadStar
    for task in says.tasks:
        if not task.code or not task.name.strip() or len(task.name) > LONGEST_TASK:
            raise BadStar
        if not 1 <= task.times <= MOST_TIMES or (task.verb and task.verb not in DEEDS):
            raise BadStar

"""Causes as dated rows: seeded, added by a street for itself or by the centre for all, ended; never edited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from linli.core import log
from linli.matters.errors import NothingSaid
from linli.matters.rules import tidy
from linli.orgs.authority import SYSTEM, System, require
from linli.orgs.grants import Grant
from linli.people.models import Person
from linli.whistles import seeds
from linli.whistles.errors import BadLimits, CauseEnded, CauseTaken
from linli.whistles.models import Cause
from linli.whistles.rules import RANKS, Rank, chase_steps


@dataclass(frozen=True, slots=True)
class CauseSays:
    """Why departments may be called and how fast they must be there: arrival in minutes or in working days."""

    code: str
    name: str
    sign_minutes: int
    contact_minutes: int
    arrive_minutes: int | None = None
    arrive_working_days: int | None = None
    name_en: str = ""
    means: str = ""
    ranks: Sequence[Rank] = RANKS
    duties: Sequence[str] = ()
    chasing: Sequence[dict[str, Any]] = field(default_factory=tuple)
    source: str = ""


@transaction.atomic
def set_cause(*, by: Person, area: str, says: CauseSays, on: date, at: datetime) -> Cause:
    """Let a cause hold in ``area`` (nine digits of a street; empty: the county) from ``on`` (today or later); the row
    of the same code and area that is in force ends there. Without ``chasing``, the steps of the seeds are taken.
    Raises: PermissionDenied, NothingSaid, BadLimits, CauseTaken."""
    require(by, Grant.SET_CAUSES, at=area or settings.LINLI_COUNTY)
    name, code = tidy(says.name), tidy(says.code)
    if not name or not code:
        raise NothingSaid
    if not _holds_together(says):
        raise BadLimits
    rows = Cause.objects.select_for_update().filter(code=code, area=area)
    if on < timezone.localdate(at) or rows.filter(valid_from__gte=on).exists():
        raise CauseTaken
    rows.valid(on).update(valid_to=on)
    row = Cause.objects.create(
        code=code,
        area=area,
        name=name,
        name_en=tidy(says.name_en),
        means=tidy(says.means),
        ranks=[str(rank) for rank in says.ranks],
        sign_minutes=says.sign_minutes,
        contact_minutes=says.contact_minutes,
        arrive_minutes=says.arrive_minutes,
        arrive_working_days=says.arrive_working_days,
        chasing=list(says.chasing) or seeds.CHASING,
        duties=list(says.duties),
        order=100,
        source=tidy(says.source),
        valid_from=on,
    )
    log.write("whistles.cause_set", row, by=by, at=at, place=area or settings.LINLI_COUNTY, code=code, on=str(on))
    return row


@transaction.atomic
def end_cause(*, by: Person, cause: Cause, on: date, at: datetime) -> Cause:
    """Nobody can whistle for ``cause`` from ``on`` (tomorrow or later); what was blown keeps its limits.
    Raises: PermissionDenied, CauseTaken, CauseEnded."""
    require(by, Grant.SET_CAUSES, at=cause.area or settings.LINLI_COUNTY)
    if on <= max(timezone.localdate(at), cause.valid_from):
        raise CauseTaken
    if not Cause.objects.filter(pk=cause.pk, valid_to=None).update(valid_to=on):
        raise CauseEnded
    cause.refresh_from_db()
    where = cause.area or settings.LINLI_COUNTY
    log.write("whistles.cause_ended", cause, by=by, at=at, place=where, code=cause.code, on=str(on))
    return cause


@transaction.atomic
def take_back_cause(*, by: Person, row: Cause, at: datetime) -> None:
    """Strike out a cause that does not hold yet. Raises: PermissionDenied, HasBegun."""
    where = row.area or settings.LINLI_COUNTY
    require(by, Grant.SET_CAUSES, at=where)
    Cause.objects.filter(code=row.code, area=row.area).take_back(row, timezone.localdate(at))
    log.write("whistles.cause_taken_back", row, by=by, at=at, place=where, code=row.code, on=str(row.valid_from))


@transaction.atomic
def seed(*, at: datetime, by: Person | System = SYSTEM, since: date | None = None) -> int:
    """Add the causes of ``whistles.seeds`` that the county does not have yet; returns how many. Safe to repeat.
    Raises: PermissionDenied."""
    require(by, Grant.SET_RULES, at=settings.LINLI_COUNTY)
    there = set(Cause.objects.filter(area="").values_list("code", flat=True))
    new = [row for row in seeds.causes(since or timezone.localdate(at)) if row.code not in there]
    for row in Cause.objects.bulk_create(new):
        log.write("whistles.cause_set", row, by=by, at=at, place=settings.LINLI_COUNTY, code=row.code)
    return len(new)


def _holds_together(says: CauseSays) -> bool:
    try:
        chase_steps(says.chasing)
    except (KeyError, ValueError, TypeError):
        return False
    arrives = [limit for limit in (says.arrive_minutes, says.arrive_working_days) if limit is not None]
    in_order = 1 <= says.sign_minutes <= says.contact_minutes and bool(says.ranks)
    return in_order and len(arrives) == 1 and arrives[0] >= 1 and says.sign_minutes <= (says.arrive_minutes or 10**9)

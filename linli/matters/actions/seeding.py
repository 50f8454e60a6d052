"""Fill an empty house with the terms of handling that come with it."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from linli.core import log, revisions
from linli.matters import seeds
from linli.matters.models import Counting, LadderStep, PauseCause, Retention, ReturnReason, Terms
from linli.matters.reads.terms import REVISION
from linli.orgs.authority import SYSTEM, System, require
from linli.orgs.grants import Grant
from linli.people.models import Person

TABLES: tuple[tuple[type[models.Model], str, str], ...] = (
    (Terms, "terms", "urgency"),
    (LadderStep, "ladder", "code"),
    (ReturnReason, "return_reasons", "code"),
    (PauseCause, "pause_causes", "code"),
    (Counting, "counting", ""),
    (Retention, "retention", "what"),
)


@transaction.atomic
def seed(*, at: datetime, by: Person | System = SYSTEM, since: date | None = None) -> int:
    """Add what ``matters.seeds`` has and no row stands for yet, in force from ``since`` (the day of ``at``). What a
    county changed or ended stays as it is, so it is safe to repeat. Returns how many. Raises: PermissionDenied."""
    require(by, Grant.SET_RULES, at=settings.LINLI_COUNTY)
    added = fill(since or timezone.localdate(at))
    if added:
        log.write("matters.terms_seeded", Terms, by=by, at=at, place=settings.LINLI_COUNTY, rows=added)
    return added


def fill(on: date) -> int:
    added = sum(_add(model, name, key, on) for model, name, key in TABLES)
    if added:
        revisions.bump(REVISION)
    return added


def _add(model: type[models.Model], name: str, key: str, on: date) -> int:
    """``key`` tells the lines apart; a table without one is filled only when it is empty."""
    if not key and model._default_manager.exists():
        return 0
    there = set(model._default_manager.values_list(key, flat=True)) if key else set()
    ordered = any(field.name == "order" for field in model._meta.fields)
    new = [
        model(valid_from=on, **_values(model, line), **({"order": order} if ordered else {}))
        for order, line in enumerate(seeds.table(name), start=1)
        if not key or line[key] not in there
    ]
    return len(model._default_manager.bulk_create(new))


def _values(model: type[models.Model], line: dict[str, str]) -> dict[str, object]:
    """The cells of a line as the columns of ``model`` take them."""
    return {name: _value(model._meta.get_field(name), cell) for name, cell in line.items()}


def _value(field: object, cell: str) -> object:
    if isinstance(field, models.BooleanField):
        return bool(cell)
    if isinstance(field, models.PositiveSmallIntegerField):
        return int(cell) if cell else None
    return cell

"""Give an empty house the examples that come with it."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from linli.core import log, revisions
from linli.insight import seeds
from linli.insight.models import CoverageRule, Weights
from linli.insight.reads.rates import REVISION
from linli.orgs.authority import SYSTEM, System, require
from linli.orgs.grants import Grant
from linli.people.models import Person


@transaction.atomic
def seed(*, at: datetime, by: Person | System = SYSTEM, since: date | None = None) -> int:
    """Add the examples where nothing was ever set, in force from ``since`` (the first day of the month of ``at``).
    Safe to repeat. Returns how many rows. Raises: PermissionDenied."""
    require(by, Grant.SET_RULES, at=settings.LINLI_COUNTY)
    since = since or timezone.localdate(at).replace(day=1)
    return _weights(by, since, at) + _coverage(by, since, at)


def _weights(by: Person | System, since: date, at: datetime) -> int:
    if Weights.objects.exists():
        return 0
    line = seeds.table("weights")[0]
    numbers = {name: int(line[name]) for name in ("response", "resolution", "satisfaction", "minimum")}
    Weights.objects.create(**numbers, source=line["source"], valid_from=since)
    revisions.bump(REVISION)
    log.write("insight.weights_seeded", Weights, by=by, at=at, place=settings.LINLI_COUNTY, **numbers)
    return 1


def _coverage(by: Person | System, since: date, at: datetime) -> int:
    if CoverageRule.objects.exists():
        return 0
    lines = seeds.table("coverage")
    rules = (CoverageRule(**line | {"least": int(line["least"])}, valid_from=since) for line in lines)
    CoverageRule.objects.bulk_create(rules)
    log.write("insight.coverage_seeded", CoverageRule, by=by, at=at, place=settings.LINLI_COUNTY, rows=len(lines))
    return len(lines)

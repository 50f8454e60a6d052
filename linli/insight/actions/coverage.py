"""What is asked of grids, buildings, zones and firms: a dated row, replaced from a day on."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from linli.core import log
from linli.core.dated import DayGone
from linli.insight.models import CoverageRule, Lack
from linli.orgs.authority import require
from linli.orgs.grants import Grant
from linli.orgs.models import Ground
from linli.people.models import Person


@transaction.atomic
def set_coverage(
    *, by: Person, ground: Ground, lack: Lack, least: int | None, on: date, at: datetime, source: str = ""
) -> CoverageRule | None:
    """Ask for it from the day ``on``, from the size ``least`` on; None asks for it no longer. What was set for that day
    or a later one goes. Raises: PermissionDenied, DayGone."""
    require(by, Grant.SET_RULES, at=settings.LINLI_COUNTY)
    if on < timezone.localdate(at):
        raise DayGone
    rows = CoverageRule.objects.filter(ground=ground, lack=lack)
    list(rows.select_for_update())  # two at once set one after the other
    rows.give_way(on)
    made = None
    if least is not None:
        made = rows.create(ground=ground, lack=lack, least=least, source=source, valid_from=on)
    log.write(
        "insight.coverage_set",
        made or CoverageRule,
        by=by,
        at=at,
        place=settings.LINLI_COUNTY,
        ground=ground,
        lack=lack,
        least=least,
        on=on.isoformat(),
    )
    return made


@transaction.atomic
def take_back_coverage(*, by: Person, row: CoverageRule, at: datetime) -> None:
    """Strike out what is not asked for yet. Raises: PermissionDenied, HasBegun."""
    require(by, Grant.SET_RULES, at=settings.LINLI_COUNTY)
    CoverageRule.objects.filter(ground=row.ground, lack=row.lack).take_back(row, timezone.localdate(at))
    told = {"ground": row.ground, "lack": row.lack, "on": row.valid_from.isoformat()}
    log.write("insight.coverage_taken_back", row, by=by, at=at, place=settings.LINLI_COUNTY, **told)

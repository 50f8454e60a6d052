"""What the clock does with homes: what is over is erased, and households follow the land."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from linli.core import log
from linli.homes.models import CareNeed, ChangeRequest, Household, Occupant, Owner, Slip
from linli.homes.reads.land import place_of
from linli.homes.rules import DECIDED_KEPT_DAYS, OPEN_KEPT_DAYS
from linli.places.models import Dwelling

AT_ONCE = 1000


def erase_expired(*, at: datetime) -> int:
    """Erase every line about a person whose last day has come, slips that show nothing any more, and what was asked
    long ago. Rows go, none is flagged. Safe with several loops. Returns how many lines went."""
    on = timezone.localdate(at)
    erased = 0
    for table in (CareNeed, Occupant, Owner):
        while keys := list(table._default_manager.filter(valid_to__lte=on).values_list("pk", flat=True)[:AT_ONCE]):
            with transaction.atomic():
                _, gone = table._default_manager.filter(pk__in=keys, valid_to__lte=on).delete()
                count = gone.get(table._meta.label, 0)
                if count:
                    log.write("homes.lines_expired", table, by=None, at=at, lines=count)
            erased += count
    Slip.objects.filter(expires_on__lte=on).delete()
    ChangeRequest.objects.filter(decided_at__lte=at - timedelta(days=DECIDED_KEPT_DAYS)).delete()
    ChangeRequest.objects.open().filter(asked_at__lte=at - timedelta(days=OPEN_KEPT_DAYS)).delete()
    return erased


def follow_the_land(*, at: datetime) -> int:
    """Give households the place that their building has now: grids are drawn anew, and who is in charge changes with
    them. Returns how many moved."""
    moved = last = 0
    dwellings = Dwelling.objects.select_related(
        "building__grid", "building__estate__grid", "building__estate__community"
    ).defer(*(f"building__{path}__outline" for path in ("grid", "estate__grid", "estate__community")))
    known: dict[int, str] = {}
    while rows := list(
        Household.objects.living().filter(pk__gt=last).order_by("pk").values_list("pk", "place", "dwelling")[:AT_ONCE]
    ):
        found = dwellings.in_bulk({dwelling for _, _, dwelling in rows})
        for pk, place, key in rows:
            building = found[key].building_id
            if building not in known:
                known[building] = place_of(found[key])
            if place != known[building]:
                moved += Household.objects.filter(pk=pk, place=place).update(place=known[building])
        last = rows[-1][0]
    if moved:
        log.write("homes.places_followed", Household, by=None, at=at, households=moved)
    return moved

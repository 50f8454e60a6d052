"""Beds and bays: how many there are, who has one from when to when; a name is erased when the stay is over."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from linli.core import log
from linli.places.errors import (
    AllocationOver,
    AllocationUnfit,
    AllotmentUnfit,
    FacilityEnded,
    NoneFree,
    TooFewPlaces,
)
from linli.places.models import Allocation, Allotment, AllotmentSort, Facility
from linli.places.rules import LONGEST_ALLOCATION, LONGEST_NAME, LONGEST_WORDS, MOST_PLACES, fullest, showable

LONGEST_WHO = 30


@transaction.atomic
def set_allotment(
    *, facility: Facility, sort: AllotmentSort, number: int, how: str, by: log.Actor | None, at: datetime
) -> Allotment:
    """Say how many beds or bays ``facility`` has and how to ask for one. Raises: FacilityEnded, AllotmentUnfit,
    TooFewPlaces."""
    on = timezone.localdate(at)
    if not Facility.objects.valid(on).filter(pk=facility.pk).exists():
        raise FacilityEnded
    if not 0 <= number <= MOST_PLACES:
        raise AllotmentUnfit("number")
    if not how.strip() or len(how) > LONGEST_WORDS or not showable(how.replace("\n", " ").replace("\r", " ")):
        raise AllotmentUnfit("how")
    row, _made = Allotment.objects.get_or_create(
        facility=facility, defaults={"sort": sort, "number": 0, "how": how.strip()}
    )
    Allotment.objects.filter(pk=row.pk).update(turns=F("turns") + 1)
    if _fullest(row, on, date.max) > number:
        raise TooFewPlaces
    Allotment.objects.filter(pk=row.pk).update(sort=sort, number=number, how=how.strip())
    log.write("places.allotment_set", facility, by=by, at=at, place=facility.community.prefix, number=number)
    row.refresh_from_db()
    return row


@transaction.atomic
def allot(
    *,
    allotment: Allotment,
    name: str,
    firm: str,
    since: date,
    until: date,
    by: log.Actor | None,
    at: datetime,
) -> Allocation:
    """Give one bed or bay to ``name`` from ``since`` to before ``until``; the last free one goes to one of those who
    ask at once. Raises: AllocationUnfit, NoneFree, FacilityEnded."""
    name, firm, on = name.strip(), firm.strip(), timezone.localdate(at)
    for field, text, longest in (("name", name, LONGEST_WHO), ("firm", firm, LONGEST_NAME)):
        if len(text) > longest or not showable(text) or (field == "name" and not text):
            raise AllocationUnfit(field)
    if since < on:
        raise AllocationUnfit("since")
    if not since < until <= since + LONGEST_ALLOCATION:
        raise AllocationUnfit("until")
    if not Facility.objects.valid(on).filter(pk=allotment.facility_id).exists():
        raise FacilityEnded
    Allotment.objects.filter(pk=allotment.pk).update(turns=F("turns") + 1)  # one at a time until the end of this
    number = Allotment.objects.values_list("number", flat=True).get(pk=allotment.pk)
    if _fullest(allotment, since, until) >= number:
        raise NoneFree
    row = Allocation.objects.create(allotment=allotment, name=name, firm=firm, since=since, until=until)
    _log("places.place_allotted", row, by, at, since=since.isoformat(), until=until.isoformat())
    return row


@transaction.atomic
def end_allocation(*, row: Allocation, by: log.Actor | None, at: datetime) -> None:
    """It is free from today, or was never taken. Raises: AllocationOver."""
    on = timezone.localdate(at)
    if not Allocation.objects.filter(pk=row.pk, until__gt=on).update(until=max(on, row.since)):
        raise AllocationOver
    _log("places.allocation_ended", row, by, at, on=on.isoformat())


@transaction.atomic
def reveal_allocation(*, row: Allocation, purpose: str, by: log.Actor | None, at: datetime) -> str:
    """The whole name of who has a bed or bay, for a purpose that the log keeps. Raises: AllocationOver."""
    fresh = Allocation.objects.filter(pk=row.pk, erased_at=None).first()
    if fresh is None:
        raise AllocationOver
    _log("places.allocation_revealed", row, by, at, purpose=purpose)
    return str(fresh.name)


@transaction.atomic
def erase_allocation(*, row: Allocation, at: datetime) -> bool:
    """Forget who had it, once the stay is over. False: another work process did."""
    if not Allocation.objects.over(timezone.localdate(at)).filter(pk=row.pk).update(name="", firm="", erased_at=at):
        return False
    _log("places.allocation_erased", row, None, at)
    return True


def _fullest(allotment: Allotment, since: date, until: date) -> int:
    taken = Allocation.objects.filter(allotment=allotment).between(since, until).values_list("since", "until")
    return fullest(taken, since, until)


def _log(verb: str, row: Allocation, by: log.Actor | None, at: datetime, **more: object) -> None:
    facility = row.allotment.facility
    log.write(verb, facility, by=by, at=at, place=facility.community.prefix, allocation=row.pk, **more)

"""A household that was written twice becomes one, and two again; one that parts becomes two.

Nothing is moved when two become one: the lines of the other stay its own, and those of who is written down twice only
point to the line that is shown. So the two can be taken apart as they were.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from linli.core import log
from linli.homes.actions.households import found
from linli.homes.errors import HouseholdOver, MergedInto, NobodyParts, NotTheirs, SameHousehold
from linli.homes.models import Household, Occupant, Slip
from linli.homes.rules import End
from linli.orgs.authority import require
from linli.orgs.grants import Grant
from linli.people.models import Person
from linli.places.models import Dwelling
from linli.places.rules import Level


def _settle(by: Person, *households: Household) -> dict[int, Household]:
    """The households as they stand, living, locked in the order of their keys; whoever settles them keeps the homes of
    both communities and not only of a grid. Raises: PermissionDenied, HouseholdOver."""
    for household in households:
        require(by, Grant.KEEP_HOMES, at=household.place[: Level.COMMUNITY])
    keys = {household.pk for household in households}
    rows = Household.objects.living().select_for_update().filter(pk__in=keys).order_by("pk")
    held = {row.pk: row for row in rows}
    if len(held) < len(keys):
        raise HouseholdOver
    return held


@transaction.atomic
def merge(*, by: Person, into: Household, gone: Household, doubles: Mapping[int, int], at: datetime) -> None:
    """Join ``gone`` to ``into``. ``doubles``: of ``gone`` who is whom of ``into``, by key. The slip of ``gone`` shows
    what the other's does. Raises: PermissionDenied, SameHousehold, HouseholdOver, MergedInto, NotTheirs."""
    if into.pk == gone.pk:
        raise SameHousehold
    held = _settle(by, into, gone)
    kept, joined = held[into.pk], held[gone.pk]
    if joined.merged.exists():
        raise MergedInto
    here = set(Occupant.objects.of(kept).once().values_list("pk", flat=True))
    there = set(joined.occupants.values_list("pk", flat=True))
    if not (doubles.keys() <= there and set(doubles.values()) <= here) or len(set(doubles.values())) < len(doubles):
        raise NotTheirs
    for double, shown in doubles.items():
        Occupant.objects.filter(pk=double).update(double_of=shown)
    Household.objects.filter(pk=joined.pk).update(ended_at=at, end=End.MERGED, merged_into=kept)
    told = {str(double): shown for double, shown in doubles.items()}
    log.write("homes.merged", kept, by=by, at=at, place=kept.place, joined=joined.pk, doubles=told)


@transaction.atomic
def unmerge(*, by: Person, gone: Household, at: datetime) -> None:
    """Take ``gone`` out of the household it was joined to: both stand as they were, without what was erased meanwhile.
    Raises: PermissionDenied, HouseholdOver."""
    require(by, Grant.KEEP_HOMES, at=gone.place[: Level.COMMUNITY])
    row = Household.objects.select_for_update().filter(pk=gone.pk, end=End.MERGED).first()
    if row is None or row.merged_into is None:
        raise HouseholdOver
    kept = _settle(by, row.merged_into)[row.merged_into.pk]
    row.occupants.update(double_of=None)
    Household.objects.filter(pk=row.pk).update(ended_at=None, end="", merged_into=None)
    log.write("homes.unmerged", kept, by=by, at=at, place=kept.place, parted=row.pk)


@transaction.atomic
def split(*, by: Person, household: Household, people: Collection[int], dwelling: Dwelling, at: datetime) -> Household:
    """Some of a household, by key, found one of their own in ``dwelling``; their care needs go with them. Its slip is
    void, because it would show them. Raises: PermissionDenied, HouseholdOver, NotTheirs, NobodyParts."""
    row = _settle(by, household)[household.pk]
    here = set(Occupant.objects.of(row).once().values_list("pk", flat=True))
    if not set(people) <= here:
        raise NotTheirs
    if not people or set(people) == here:
        raise NobodyParts
    made = found(by=by, dwelling=dwelling, at=at)
    Occupant.objects.filter(Q(pk__in=people) | Q(double_of__in=people)).update(household=made)
    Slip.objects.filter(Q(household=row) | Q(household__merged_into=row)).delete()
    log.write("homes.split", row, by=by, at=at, place=row.place, made=made.pk, people=len(people))
    return made

"""A household is found behind a door, and moves out."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from linli.core import log
from linli.homes.actions.grounds import Keeper
from linli.homes.errors import HouseholdOver
from linli.homes.models import ChangeRequest, Household, Occupant, Slip
from linli.homes.reads.land import place_of
from linli.homes.rules import End
from linli.orgs.authority import require
from linli.orgs.grants import Grant
from linli.places.models import Dwelling


@transaction.atomic
def found(*, by: Keeper, dwelling: Dwelling, at: datetime) -> Household:
    """Write down that a household lives in ``dwelling``; another one may live there too. Raises: PermissionDenied."""
    place = place_of(dwelling)
    require(by, Grant.KEEP_HOMES, at=place)
    household = Household.objects.create(dwelling=dwelling, place=place, founded_at=at)
    log.write("homes.founded", household, by=by, at=at, place=place)
    return household


def hold(household: Household) -> Household:
    """The household as it stands, kept from ending until the end of the transaction. Raises: HouseholdOver."""
    row = Household.objects.select_for_update().filter(pk=household.pk, ended_at=None).first()
    if row is None:
        raise HouseholdOver
    return row


@transaction.atomic
def move_out(*, by: Keeper, household: Household, at: datetime) -> None:
    """They live there no more: who they were, what care they needed, their slip and what they asked are erased, also
    of what was joined to them. Whose the dwelling is stays with the dwelling. Raises: PermissionDenied, HouseholdOver.
    """
    require(by, Grant.KEEP_HOMES, at=household.place)
    row = hold(household)
    Occupant.objects.of(row).delete()
    whole = Household.objects.filter(Q(pk=row.pk) | Q(merged_into=row))
    ChangeRequest.objects.filter(household__in=whole).delete()
    Slip.objects.filter(household__in=whole).delete()
    Household.objects.filter(pk=row.pk).update(ended_at=at, end=End.MOVED_OUT)
    log.write("homes.moved_out", row, by=by, at=at, place=row.place)

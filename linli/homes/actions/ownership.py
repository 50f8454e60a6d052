"""Whose a dwelling is, from a day on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from linli.core import log
from linli.homes.actions.grounds import Agreed, Keeper, ground, rule_of
from linli.homes.actions.people import PersonSays
from linli.homes.errors import BadArea, DayAhead, NoOwner, TooMany
from linli.homes.models import Owner, Ownership
from linli.homes.reads.land import place_of
from linli.homes.rules import LARGEST_AREA, OWNERS, OWNERS_LIMIT
from linli.orgs.authority import require
from linli.orgs.grants import Grant
from linli.places.models import Dwelling


@dataclass(frozen=True, slots=True)
class OwnedBy:
    """The owners of a dwelling together, and its area in hundredths of a square metre."""

    area_m2_hundredths: int
    owners: Sequence[PersonSays]


@transaction.atomic
def say_owners(
    *, by: Keeper, dwelling: Dwelling, says: OwnedBy, on: date, at: datetime, agreed: Agreed | None = None
) -> Ownership:
    """From ``on`` the dwelling is theirs. Of who had it before only the area and the days stay; who lives there does
    not change. Said for the day on which the last owners began, it puts those right.
    Raises: PermissionDenied, BadArea, NoOwner, TooMany, DayAhead, NoName, LongName, BadPhone, NoRule, NoConsent."""
    place, today = place_of(dwelling), timezone.localdate(at)
    require(by, Grant.KEEP_HOMES, at=place)
    if not 1 <= says.area_m2_hundredths <= LARGEST_AREA:
        raise BadArea
    if not says.owners:
        raise NoOwner
    if len(says.owners) > OWNERS_LIMIT:
        raise TooMany(OWNERS_LIMIT)
    if on > today:
        raise DayAhead
    told = [owner.told() for owner in says.owners]
    rests = ground(rule_of(OWNERS, on=today), agreed, on=today)
    Dwelling.objects.select_for_update().get(pk=dwelling.pk)  # two sales at once stand in a row
    rows = Ownership.objects.filter(dwelling=dwelling)
    Owner.objects.filter(ownership__dwelling=dwelling).delete()
    rows.give_way(on)
    owned = rows.create(dwelling=dwelling, valid_from=on, area_m2_hundredths=says.area_m2_hundredths)
    for name, phone in told:
        Owner.objects.create(ownership=owned, name=name, phone=phone, **rests)
    log.write("homes.owners_said", owned, by=by, at=at, place=place, on=on.isoformat(), owners=len(told))
    return owned

"""Somebody needs care, by their own word or that of who speaks for them; ended, nothing of it is kept."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from linli.core import log
from linli.homes.actions.grounds import Agreed, Keeper, ground, rule_of
from linli.homes.actions.households import hold
from linli.homes.errors import LineGone, NoRule
from linli.homes.models import CareNeed, Occupant
from linli.orgs.authority import require
from linli.orgs.grants import Grant
from linli.places.rules import Level


@transaction.atomic
def note(*, by: Keeper, occupant: Occupant, code: str, agreed: Agreed | None, at: datetime) -> CareNeed:
    """Note that somebody needs care of a kind; noted again, it is agreed to anew.
    Raises: PermissionDenied, HouseholdOver, LineGone, NoRule, NoConsent, DayAhead, LongName, LongWords."""
    household, on = occupant.household, timezone.localdate(at)
    require(by, Grant.KEEP_HOMES, at=household.place)
    hold(household.merged_into or household)
    rule = rule_of(code, on=on)
    if not rule.is_need:
        raise NoRule
    rests = ground(rule, agreed, on=on)
    if not Occupant.objects.valid(on).filter(pk=occupant.pk).exists():
        raise LineGone
    need, _ = CareNeed.objects.update_or_create(occupant=occupant, code=code, defaults=rests)
    log.write("homes.need_noted", CareNeed, by=by, at=at, place=household.place[: Level.COMMUNITY])
    return need

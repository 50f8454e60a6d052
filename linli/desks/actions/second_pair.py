"""Whether the refusals of an organisation wait for another person: a dated row, replaced from a day on."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from linli.core import log
from linli.core.dated import DayGone
from linli.desks.errors import NoDesk
from linli.desks.models import SecondPairRule
from linli.desks.rules import REFUSING
from linli.orgs.authority import require
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation
from linli.people.models import Person


@transaction.atomic
def set_second_pair(
    *, by: Person, organisation: Organisation, is_needed: bool, on: date, at: datetime
) -> SecondPairRule:
    """Ask for a second pair of eyes, or no longer, from the day ``on``; what was set for that day or a later one goes.
    Raises: PermissionDenied, NoDesk, DayGone."""
    require(by, Grant.SET_SECOND_PAIR, at=organisation.prefix)
    if organisation.kind not in REFUSING:
        raise NoDesk
    if on < timezone.localdate(at):
        raise DayGone
    Organisation.objects.select_for_update().get(pk=organisation.pk)  # two at once set one after the other
    rows = SecondPairRule.objects.filter(organisation=organisation)
    rows.give_way(on)
    made = rows.create(organisation=organisation, is_needed=is_needed, valid_from=on)
    log.write(
        "desks.second_pair_set", made, by=by, at=at, organisation=organisation.pk, needed=is_needed, on=on.isoformat()
    )
    return made


@transaction.atomic
def take_back_second_pair(*, by: Person, row: SecondPairRule, at: datetime) -> None:
    """Strike out what is set for a day to come. Raises: PermissionDenied, HasBegun."""
    require(by, Grant.SET_SECOND_PAIR, at=row.organisation.prefix)
    SecondPairRule.objects.filter(organisation=row.organisation).take_back(row, timezone.localdate(at))
    on = row.valid_from.isoformat()
    log.write("desks.second_pair_taken_back", row, by=by, at=at, organisation=row.organisation_id, on=on)

"""Who lives in a household is written down and put right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from linli.core import crypto, log
from linli.homes.actions.grounds import Agreed, Keeper, ground, rule_of
from linli.homes.actions.households import hold
from linli.homes.errors import BadPhone, LineGone, LongName, NoName, TooMany
from linli.homes.models import Household, Occupant
from linli.homes.models.households import NAME_INDEX, PHONE_INDEX
from linli.homes.rules import NAME_LIMIT, PEOPLE, PEOPLE_LIMIT, PHONE_LIMIT
from linli.orgs.authority import require
from linli.orgs.grants import Grant
from linli.people.rules import dialled


@dataclass(frozen=True, slots=True)
class PersonSays:
    """What somebody is called and, if they want, the number to call before a visit."""

    name: str
    phone: str = ""

    def told(self) -> tuple[str, str]:
        """As it is kept. Raises: NoName, LongName, BadPhone."""
        name, phone = self.name.strip(), dialled(self.phone.strip())
        if not name:
            raise NoName
        if len(name) > NAME_LIMIT:
            raise LongName
        if phone and (len(phone) > PHONE_LIMIT or not phone.replace("-", "").isdecimal() or not phone.isascii()):
            raise BadPhone
        return name, phone


def indexed(name: str, phone: str) -> dict[str, str]:
    """The columns by which somebody who is written twice is found."""
    return {
        "name": name,
        "phone": phone,
        "name_index": crypto.blind(name, purpose=NAME_INDEX),
        "phone_index": crypto.blind(phone, purpose=PHONE_INDEX) if phone else "",
    }


@transaction.atomic
def write(*, by: Keeper, household: Household, says: PersonSays, agreed: Agreed | None, at: datetime) -> Occupant:
    """Write somebody down. Raises: PermissionDenied, HouseholdOver, NoName, LongName, BadPhone, TooMany, NoRule,
    NoConsent, DayAhead, LongWords."""
    require(by, Grant.KEEP_HOMES, at=household.place)
    row, on = hold(household), timezone.localdate(at)
    told = indexed(*says.told())
    rests = ground(rule_of(PEOPLE, on=on), agreed, on=on)
    if Occupant.objects.of(row).once().count() >= PEOPLE_LIMIT:
        raise TooMany(PEOPLE_LIMIT)
    occupant = Occupant.objects.create(household=row, **told, **rests)
    log.write("homes.person_written", row, by=by, at=at, place=row.place)
    return occupant


@transaction.atomic
def correct(*, by: Keeper, occupant: Occupant, says: PersonSays, at: datetime) -> None:
    """Put a name or number right; what was wrong is not kept, only that it was put right and by whom. How long it is
    kept does not change. Raises: PermissionDenied, LineGone, NoName, LongName, BadPhone."""
    household = occupant.household
    require(by, Grant.KEEP_HOMES, at=household.place)
    name, phone = says.told()
    row = Occupant.objects.select_for_update().filter(pk=occupant.pk).first()
    if row is None:
        raise LineGone
    fields = [field for field, told, kept in (("name", name, row.name), ("phone", phone, row.phone)) if told != kept]
    if not fields:
        return
    Occupant.objects.filter(pk=row.pk).update(**indexed(name, phone))
    log.write("homes.person_corrected", household, by=by, at=at, place=household.place, fields=fields)

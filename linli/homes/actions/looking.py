"""How to reach somebody, in the clear: for a purpose, on record, and the person can see that it happened."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from linli.core import crypto, log
from linli.homes.errors import LineGone
from linli.homes.models import Occupant
from linli.orgs.authority import posts_with
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation
from linli.people.models import REPORTER_PHONE_INDEX, Look, Person, Purpose


@transaction.atomic
def reveal(*, by: Person, occupant: Occupant, purpose: Purpose, at: datetime) -> tuple[str, str]:
    """Name and number of somebody. The look is written before anything is shown: the household reads it with its slip,
    and who has an account under the number under 谁看过我的信息. Raises: PermissionDenied, LineGone."""
    unit = _looking_for(by, occupant)
    row = Occupant.objects.valid(timezone.localdate(at)).filter(pk=occupant.pk).select_related("household").first()
    if row is None:
        raise LineGone
    Look.objects.create(
        phone_index=crypto.blind(row.phone, purpose=REPORTER_PHONE_INDEX) if row.phone else "",
        by=by,
        unit_name=unit.name,
        purpose=purpose,
        fields="name,phone",
        about=row.household.number,
        at=at,
    )
    log.write("homes.contact_revealed", row.household, by=by, at=at, place=row.household.place, purpose=purpose)
    return row.name, row.phone


def _looking_for(by: Person, occupant: Occupant) -> Organisation:
    """The organisation in whose name ``by`` looks. Raises: PermissionDenied."""
    for post in posts_with(by, Grant.KEEP_HOMES):
        if occupant.household.place.startswith(post.prefix):
            return post.organisation
    raise PermissionDenied(Grant.KEEP_HOMES.value)

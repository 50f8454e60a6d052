"""A reporter's contact in the clear: with a purpose, on record, and the reporter can see that it happened."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from linli.core import log
from linli.matters.actions.receive import Contact
from linli.matters.models import Matter, Reporter
from linli.orgs.authority import may, posts_with, require
from linli.orgs.grants import Grant
from linli.people.models import Look, Person, Purpose


@transaction.atomic
def reveal(*, by: Person, matter: Matter, reporter: Reporter, purpose: Purpose, at: datetime) -> Contact:
    """Show how to reach ``reporter``. The look is written before anything is read. Raises: PermissionDenied.

    A desk sees reporters of its own area; a unit those of matters it has a live order for.
    """
    order = (
        matter.orders.exclude(stage="cancelled")
        .select_related("unit")
        .filter(unit__in=[post.organisation_id for post in posts_with(by, Grant.REVEAL)])
        .first()
    )
    if order is None or not may(by, Grant.REVEAL, at=order.unit):
        require(by, Grant.REVEAL, at=matter.place)
    unit = posts_with(by, Grant.REVEAL)[0].organisation
    Look.objects.create(
        person=reporter.person,
        phone_index=reporter.phone_index,
        by=by,
        unit_name=unit.name,
        purpose=purpose,
        fields="name,phone",
        about=matter.number_shown,
        at=at,
    )
    log.write("matters.contact_revealed", matter, by=by, at=at, place=matter.place, purpose=purpose)
    return Contact(name=reporter.name, phone=reporter.phone)

"""A reporter's contact in the clear: with a purpose, on record, and the reporter can see that it happened."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from linli.core import log
from linli.matters.actions import entries
from linli.matters.actions.receipt import Contact
from linli.matters.errors import NotTheirs
from linli.matters.models import Matter, Reporter
from linli.matters.rules import OrderStage
from linli.orgs.authority import posts_with
from linli.orgs.grants import TABLE, Grant
from linli.orgs.models import Organisation, Role
from linli.people.models import Look, Person, Purpose


@transaction.atomic
def reveal(*, by: Person, matter: Matter, reporter: Reporter, purpose: Purpose, at: datetime) -> Contact:
    """Show how to reach ``reporter``. The look is written before anything is read.

    A desk sees reporters of its own area; a unit those of matters it has a live order for; each also those of what was
    merged into it, but nobody those of what it was merged into.
    Raises: PermissionDenied, NotTheirs.
    """
    if matter.pk not in (reporter.matter_id, reporter.matter.merged_into_id):
        raise NotTheirs
    unit = _looking_for(by, matter)
    Look.objects.create(
        person_id=reporter.person_id,
        phone_index=reporter.phone_index,
        by=by,
        unit_name=unit.name,
        purpose=purpose,
        fields="name,phone",
        about=matter.number_shown,
        at=at,
    )
    log.keep(entries.contact_revealed(matter, by, at, purpose=purpose))
    name, phone = Reporter.objects.select_related("person").get(pk=reporter.pk).reached_by()
    return Contact(name=name, phone=phone)


def _looking_for(by: Person, matter: Matter) -> Organisation:
    """The organisation in whose name ``by`` may look. Raises: PermissionDenied."""
    units = set(matter.orders.exclude(stage=OrderStage.CANCELLED).values_list("unit_id", flat=True))
    for post in posts_with(by, Grant.REVEAL):
        of_the_area = Grant.SEE_MATTERS in TABLE[Role(post.role)] and matter.place.startswith(post.prefix)
        if of_the_area or post.organisation_id in units:
            return post.organisation
    raise PermissionDenied(Grant.REVEAL.value)

"""What one phone reported: found by the keyed index, never by the number, and on record that somebody asked."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from linli.core import log
from linli.matters.models import Reporter
from linli.matters.reads.asked import caller_of
from linli.orgs.authority import posts_with
from linli.orgs.grants import Grant
from linli.people.models import Person


@transaction.atomic
def look_up(*, by: Person, phone: str, at: datetime) -> str:
    """What stands for ``phone`` in a search (``Asked.caller``). Raises: PermissionDenied."""
    if not posts_with(by, Grant.REVEAL):
        raise PermissionDenied(Grant.REVEAL.value)
    log.write("matters.phone_looked_up", Reporter, by=by, at=at)
    return caller_of(phone)

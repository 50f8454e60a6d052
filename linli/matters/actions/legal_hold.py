"""保全: a matter that a court, an audit or a review may ask for is kept whole, until somebody says that it is over."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from linli.core import log
from linli.matters.actions import entries
from linli.matters.actions.moving import hold
from linli.matters.actions.words import reason
from linli.matters.errors import HeldAlready, NotHeld
from linli.matters.models import LegalHold, Matter
from linli.orgs.authority import require
from linli.orgs.grants import Grant
from linli.people.models import Person


@transaction.atomic
def hold_for_law(*, by: Person, matter: Matter, words: str, at: datetime) -> LegalHold:
    """Let nothing of ``matter`` be erased, and say what for.
    Raises: PermissionDenied, NothingSaid, TooManyWords, HeldAlready."""
    require(by, Grant.LEGAL_HOLD, at=matter.place)
    words = reason(words)
    hold(matter)
    try:
        with transaction.atomic():
            row = LegalHold.objects.create(matter=matter, words=words, at=at, by=by)
    except IntegrityError as error:
        raise HeldAlready from error
    log.keep(entries.held_for_law(matter, by, at))
    return row


@transaction.atomic
def lift_hold(*, by: Person, matter: Matter, at: datetime) -> None:
    """The reason is over: what is due is erased at the next turn. Raises: PermissionDenied, NotHeld."""
    require(by, Grant.LEGAL_HOLD, at=matter.place)
    if not LegalHold.objects.filter(matter=matter, lifted_at=None).update(lifted_at=at, lifted_by=by):
        raise NotHeld
    log.keep(entries.hold_lifted(matter, by, at))

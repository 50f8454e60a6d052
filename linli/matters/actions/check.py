"""核查: is it true what the answer says? Only this or the reporter's own word closes a matter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from linli.core import intents, log
from linli.core.models import Attachment
from linli.matters.actions import entries
from linli.matters.actions.again import take_up_again
from linli.matters.actions.moving import move
from linli.matters.actions.photos import attach, sums
from linli.matters.actions.words import reason, remark
from linli.matters.errors import OwnAnswer
from linli.matters.models import Check, Matter, Photo
from linli.matters.rules import may_check
from linli.orgs.authority import own_units, require
from linli.orgs.grants import Grant
from linli.people.models import Person


@transaction.atomic
def close(
    *,
    by: Person,
    matter: Matter,
    at: datetime,
    words: str = "",
    photos: Sequence[Attachment] = (),
    version: int | None = None,
    intent: UUID | None = None,
) -> Matter:
    """The check passed: close.
    Raises: PermissionDenied, OwnAnswer, TooManyWords, TooManyPhotos, IntentConflict, Moved."""
    require_other_unit(by, matter)
    words = remark(words)
    if intents.is_repeat(intent, ["close", by.pk, matter.pk, words, sums(photos)], matter, at=at):
        return matter
    move(matter, "close", version=version, closed_at=at)
    Check.objects.create(matter=matter, round=matter.round, passed=True, words=words, at=at, by=by)
    attach(matter, photos, phase=Photo.Phase.CHECKED)
    log.keep(entries.closed(matter, by, at, by_check=True))
    return matter


@transaction.atomic
def send_back(
    *,
    by: Person,
    matter: Matter,
    words: str,
    at: datetime,
    photos: Sequence[Attachment] = (),
    version: int | None = None,
    intent: UUID | None = None,
) -> Matter:
    """The check failed: one more round for the unit that leads.
    Raises: PermissionDenied, OwnAnswer, NothingSaid, TooManyWords, TooManyPhotos, IntentConflict, Moved."""
    require_other_unit(by, matter)
    words = reason(words)
    if intents.is_repeat(intent, ["send_back", by.pk, matter.pk, words, sums(photos)], matter, at=at):
        return matter
    take_up_again(matter, "send_back", at=at, version=version)
    Check.objects.create(matter=matter, round=matter.round - 1, passed=False, words=words, at=at, by=by)
    attach(matter, photos, phase=Photo.Phase.CHECKED)
    log.keep(entries.sent_back(matter, by, at))
    return matter


def require_other_unit(by: Person, matter: Matter) -> None:
    """Whoever checks holds the grant there and does not belong to the unit that answered.
    Raises: PermissionDenied, OwnAnswer."""
    require(by, Grant.CHECK, at=matter.place)
    if not may_check(own_units(by), matter.unit_id):
        raise OwnAnswer

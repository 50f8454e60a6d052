"""信访: the same thing runs as a petition too; both roads know of each other."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from linli.core import log
from linli.matters.actions import entries
from linli.matters.errors import NoSuchDay, NothingSaid, PetitionKnown, TooManyWords
from linli.matters.models import Matter, Petition
from linli.matters.rules import PETITION_NUMBER_LIMIT, SHORT_WORDS_LIMIT, tidy
from linli.orgs.authority import require
from linli.orgs.grants import Grant
from linli.people.models import Person


@transaction.atomic
def link_petition(*, by: Person, matter: Matter, number: str, came_on: date, at: datetime, words: str = "") -> Petition:
    """Note the ``number`` under which the same thing was registered as a petition on ``came_on``.
    Raises: PermissionDenied, NothingSaid, TooManyWords, NoSuchDay for one ahead, PetitionKnown."""
    require(by, Grant.ACCEPT, at=matter.place)
    number, words = tidy(number), tidy(words)
    if not number:
        raise NothingSaid
    for field, said, limit in (("number", number, PETITION_NUMBER_LIMIT), ("words", words, SHORT_WORDS_LIMIT)):
        if len(said) > limit:
            raise TooManyWords(field, limit)
    if came_on > timezone.localdate(at):
        raise NoSuchDay
    try:
        with transaction.atomic():
            row = Petition.objects.create(matter=matter, number=number, came_on=came_on, words=words, at=at, by=by)
    except IntegrityError as error:
        raise PetitionKnown from error
    log.keep(entries.petition_linked(matter, by, at))
    return row

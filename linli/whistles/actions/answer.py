"""What a department does that was called: sign, make contact, come, do its part. Each is told with words or a photo,
never with a position (国办函〔2026〕12号: no check-in, no tracks)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from linli.core.models import Attachment
from linli.matters.errors import Moved
from linli.orgs.authority import require
from linli.orgs.grants import Grant
from linli.people.models import Person
from linli.whistles.actions.moving import drop_chases, hold, move, move_summons
from linli.whistles.actions.telling import keep_note, said, write_summons
from linli.whistles.models import Note, Summons
from linli.whistles.rules import MET_BY, Stage


@transaction.atomic
def sign(*, by: Person, summons: Summons, at: datetime, version: int | None = None) -> Summons:
    """Confirm that the call arrived. Raises: PermissionDenied, Moved."""
    _begin(by, summons)
    move_summons(summons, "sign", version=version, signed_at=at, signed_by=by)
    drop_chases(summons, MET_BY["sign"])
    write_summons("signed", summons, by=by, at=at)
    return summons


@transaction.atomic
def contact(*, by: Person, summons: Summons, words: str, at: datetime, version: int | None = None) -> Summons:
    """Tell that the whistler was reached, and what was agreed. Raises: PermissionDenied, NothingSaid, TooManyWords,
    Moved."""
    words = said(words)
    _begin(by, summons)
    move_summons(summons, "contact", version=version, contacted_at=at, contacted_by=by)
    drop_chases(summons, MET_BY["contact"])
    told = _tell(summons, Note.Verb.CONTACTED, words, (), by, at)
    write_summons("contacted", summons, by=by, at=at, told=told)
    return summons


@transaction.atomic
def arrive(
    *,
    by: Person,
    summons: Summons,
    words: str,
    at: datetime,
    photos: Sequence[Attachment] = (),
    version: int | None = None,
) -> Summons:
    """Report that the department is on the spot, by words or a photo. With the first one the joint action begins.
    Raises: PermissionDenied, NothingSaid, TooManyWords, TooManyPhotos, Moved."""
    words = said(words, photos)
    _begin(by, summons)
    sets = {"arrived_at": at, "arrived_by": by}
    if summons.contacted_at is None:
        sets |= {"contacted_at": at, "contacted_by": by}
    move_summons(summons, "arrive", version=version, **sets)
    drop_chases(summons, MET_BY["arrive"])
    told = _tell(summons, Note.Verb.ARRIVED, words, photos, by, at)
    if summons.whistle.stage == Stage.BLOWN:
        move(summons.whistle, "join", joined_at=at)
    write_summons("arrived", summons, by=by, at=at, told=told)
    return summons


@transaction.atomic
def finish(
    *,
    by: Person,
    summons: Summons,
    words: str,
    at: datetime,
    photos: Sequence[Attachment] = (),
    version: int | None = None,
) -> Summons:
    """Tell that the department has done its part. Raises: PermissionDenied, NothingSaid, TooManyWords, TooManyPhotos,
    Moved."""
    words = said(words, photos)
    _begin(by, summons)
    move_summons(summons, "finish", version=version, ended_at=at)
    told = _tell(summons, Note.Verb.FINISHED, words, photos, by, at)
    write_summons("finished", summons, by=by, at=at, told=told)
    return summons


def _begin(by: Person, summons: Summons) -> None:
    """Ask for authority and hold the whistle. Raises: PermissionDenied, Moved."""
    whistle = summons.whistle
    require(by, Grant.ANSWER_WHISTLE, at=summons.department, place=whistle.place)
    hold(whistle)
    if not whistle.is_open:
        raise Moved(Summons.objects.get(pk=summons.pk))


def _tell(
    summons: Summons, verb: Note.Verb, words: str, photos: Sequence[Attachment], by: Person, at: datetime
) -> Note | None:
    return keep_note(summons.whistle, summons.department, verb, words=words, photos=photos, by=by, at=at)

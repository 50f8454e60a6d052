"""How a whistle ends: with the result of the joint action, or called off; closed when everybody was rated."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from linli.core.models import Attachment
from linli.matters.errors import NothingSaid
from linli.people.models import Person
from linli.whistles.actions.moving import end_summonses, hold, move
from linli.whistles.actions.telling import fits, keep_note, said, write
from linli.whistles.authority import lead
from linli.whistles.errors import NotRated
from linli.whistles.models import Note, Whistle
from linli.whistles.rules import SummonsStage


@transaction.atomic
def conclude(
    *,
    by: Person,
    whistle: Whistle,
    result: str,
    at: datetime,
    photos: Sequence[Attachment] = (),
    version: int | None = None,
) -> Whistle:
    """Write the result of the joint action; from now on both sides rate.
    Raises: PermissionDenied, NothingSaid, TooManyWords, TooManyPhotos, Moved."""
    post = lead(by, whistle)
    result = fits(result, photos)
    if not result:
        raise NothingSaid
    move(whistle, "conclude", version=version, result=result, concluded_at=at, concluded_by=by)
    end_summonses(whistle, at)
    told = keep_note(whistle, post.organisation, Note.Verb.CONCLUDED, words="", photos=photos, by=by, at=at)
    write("concluded", whistle, by=by, at=at, told=told)
    return whistle


@transaction.atomic
def call_off(*, by: Person, whistle: Whistle, words: str, at: datetime, version: int | None = None) -> Whistle:
    """End it without a result, with the reason. Raises: PermissionDenied, NothingSaid, TooManyWords, Moved."""
    lead(by, whistle)
    words = said(words)
    move(whistle, "call_off", version=version, result=words, closed_at=at, closed_by=by)
    end_summonses(whistle, at)
    write("called_off", whistle, by=by, at=at)
    return whistle


@transaction.atomic
def close(*, by: Person, whistle: Whistle, at: datetime, version: int | None = None) -> Whistle:
    """Close it: every department that was called and not released has been rated.
    Raises: PermissionDenied, NotRated, Moved."""
    lead(by, whistle)
    hold(whistle)
    if whistle.summonses.exclude(stage=SummonsStage.RELEASED).filter(rating=None).exists():
        raise NotRated
    move(whistle, "close", version=version, closed_at=at, closed_by=by)
    write("closed", whistle, by=by, at=at)
    return whistle

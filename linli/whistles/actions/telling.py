"""What is told with a step: a row of the log, a line of the joint log with words and photos."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from linli.core import intents, log
from linli.core.models import Attachment
from linli.matters.errors import Moved, NothingSaid, TooManyPhotos, TooManyWords
from linli.matters.rules import PHOTOS_LIMIT, tidy
from linli.orgs.authority import may
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation
from linli.people.models import Person
from linli.whistles.actions.moving import hold
from linli.whistles.authority import leading_post
from linli.whistles.models import Note, Photo, Summons, Whistle
from linli.whistles.rules import WORDS_LIMIT, SummonsStage


def said(words: str, photos: Sequence[Attachment] = (), *, limit: int = WORDS_LIMIT) -> str:
    """Tidy ``words``; they or a photo must be there. Raises: NothingSaid, TooManyWords, TooManyPhotos."""
    words = tidy(words)
    if not words and not photos:
        raise NothingSaid
    return fits(words, photos, limit=limit)


def fits(words: str, photos: Sequence[Attachment] = (), *, limit: int = WORDS_LIMIT) -> str:
    """Tidy ``words``, which may be empty. Raises: TooManyWords, TooManyPhotos."""
    words = tidy(words)
    if len(words) > limit:
        raise TooManyWords("words", limit)
    if len(photos) > PHOTOS_LIMIT:
        raise TooManyPhotos
    return words


def keep_note(
    whistle: Whistle,
    unit: Organisation,
    verb: Note.Verb,
    *,
    words: str,
    photos: Sequence[Attachment],
    by: Person,
    at: datetime,
) -> Note | None:
    """The line that tells a step; none when nothing was said with it."""
    if not words and not photos:
        return None
    row = Note.objects.create(whistle=whistle, unit=unit, verb=verb, words=words, at=at, by=by)
    Attachment.objects.bulk_create(photos)
    Photo.objects.bulk_create(Photo(attachment=photo, note=row, order=n) for n, photo in enumerate(photos))
    return row


def write(
    verb: str, whistle: Whistle, *, by: Person | None, at: datetime, told: Note | None = None, **params: object
) -> None:
    """One row of the log about ``whistle``; ``told`` is the line that was told with it."""
    more = params | ({"note": told.pk} if told is not None else {})
    log.write(f"whistles.{verb}", whistle, by=by, at=at, place=whistle.place, matter=whistle.matter_id, **more)


def write_summons(
    verb: str, summons: Summons, *, by: Person | None, at: datetime, told: Note | None = None, **params: object
) -> None:
    """One row of the log about one department's part."""
    whistle = summons.whistle
    more = params | ({"note": told.pk} if told is not None else {})
    about = {"whistle": whistle.pk, "matter": whistle.matter_id, "department": summons.department_id}
    log.write(f"whistles.{verb}", summons, by=by, at=at, place=whistle.place, **about, **more)


@transaction.atomic
def note(
    *,
    by: Person,
    whistle: Whistle,
    words: str,
    at: datetime,
    photos: Sequence[Attachment] = (),
    intent: UUID | None = None,
) -> Note:
    """Write a line of the joint log: everybody who was called and the side that whistled may, while it is open. Sent
    again under the same ``intent``, it is the line that stands already.
    Raises: PermissionDenied, NothingSaid, TooManyWords, TooManyPhotos, IntentConflict, Moved."""
    unit = _writing_for(by, whistle)
    words = said(words, photos)
    hold(whistle)
    body = intents.digest(["whistle-note", by.pk, whistle.pk, words, [photo.sha256 for photo in photos]])
    known = intents.found(intent, body) if intent is not None else None
    if known is not None:
        return Note.objects.get(pk=known)
    if not whistle.is_open:
        raise Moved(whistle)
    row = Note.objects.create(whistle=whistle, unit=unit, words=words, at=at, by=by)
    Attachment.objects.bulk_create(photos)
    Photo.objects.bulk_create(Photo(attachment=photo, note=row, order=n) for n, photo in enumerate(photos))
    if intent is not None:
        intents.record(intent, body, row, at=at)
    write("noted", whistle, by=by, at=at, told=row, unit=unit.pk)
    return row


def _writing_for(by: Person, whistle: Whistle) -> Organisation:
    """The organisation in whose name ``by`` writes. Raises: PermissionDenied."""
    post = leading_post(by, whistle)
    if post is not None:
        return post.organisation
    called = whistle.summonses.exclude(stage=SummonsStage.RELEASED).select_related("department__division")
    for summons in called.order_by("pk"):
        if may(by, Grant.ANSWER_WHISTLE, at=summons.department, place=whistle.place):
            return summons.department
    raise PermissionDenied(Grant.ANSWER_WHISTLE.value)

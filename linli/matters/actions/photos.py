"""Photos and a voice note join a matter inside the action's transaction; their files are on disk by then
(``core.attachments``)."""

from __future__ import annotations

from collections.abc import Sequence

from linli.core.models import Attachment
from linli.matters.errors import TooManyPhotos
from linli.matters.models import Answer, Matter, Note, Photo, Voice
from linli.matters.rules import PHOTOS_LIMIT


def attach(
    matter: Matter,
    photos: Sequence[Attachment],
    *,
    phase: Photo.Phase,
    note: Note | None = None,
    answer: Answer | None = None,
) -> None:
    """Raises: TooManyPhotos."""
    if len(photos) > PHOTOS_LIMIT:
        raise TooManyPhotos
    if not photos:
        return
    Attachment.objects.bulk_create(photos)
    Photo.objects.bulk_create(
        Photo(attachment=photo, matter=matter, note=note, answer=answer, phase=phase, order=order)
        for order, photo in enumerate(photos)
    )


def sums(photos: Sequence[Attachment]) -> list[str]:
    """By what the same photos are known when they are sent again."""
    return [photo.sha256 for photo in photos]


def attach_voice(matter: Matter, voice: Attachment) -> None:
    """Keep what the reporter said aloud with ``matter``."""
    voice.save(force_insert=True)
    Voice.objects.create(attachment=voice, matter=matter)

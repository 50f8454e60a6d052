"""A photo or voice note between two requests: its file is stored, its row is not; the id that a program holds is the
row, signed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.core import signing

from linli.core.attachments import MEDIA_TYPE
from linli.core.models import Attachment
from linli.matters.models import Reporter

SALT = "linli.faces.api.photo"
LIVES = timedelta(hours=20)  # files without a row are swept after a day


class BadReference(ValueError):
    """Not an id that POST /photos gave, too old, or used before."""


class BadVoice(ValueError):
    """Not an id that POST /voices gave, too old, or used before."""


def reference(file: Attachment) -> str:
    row = [file.pk.hex, file.media_type, file.sha256, file.size, file.width, file.height]
    return signing.dumps([*row, file.stored_at.isoformat(), file.stored_by], salt=SALT, compress=True)


def opened(references: Sequence[str], *, again: UUID | None = None) -> list[Attachment]:
    """The photos of ``references``, ready to be saved with their matter. ``again`` is an intent that may ask for
    what it got before. Raises: BadReference."""
    found = [photo for photo in map(_opened, references) if photo is not None and photo.media_type == MEDIA_TYPE]
    if len(found) < len(references) or _is_used(found, again):
        raise BadReference
    return found


def opened_voice(reference: str, *, again: UUID | None = None) -> Attachment | None:
    """The voice note of ``reference``, as ``opened`` does with photos; None without one. Raises: BadVoice."""
    if not reference:
        return None
    voice = _opened(reference)
    if voice is None or voice.media_type == MEDIA_TYPE or _is_used([voice], again):
        raise BadVoice
    return voice


def _is_used(found: Sequence[Attachment], again: UUID | None) -> bool:
    """Whether one of them has its row already, and not by the intent that asks again."""
    keys = {file.pk for file in found}
    used = len(keys) < len(found) or Attachment.objects.filter(pk__in=keys).exists() if found else False
    return used and (again is None or not Reporter.objects.filter(intent=again).exists())


def _opened(text: str) -> Attachment | None:
    try:
        row = signing.loads(text, salt=SALT, max_age=LIVES)
    except signing.BadSignature:
        return None
    pk, media_type, sha256, size, width, height, stored_at, stored_by = row
    return Attachment(
        pk=UUID(hex=pk),
        media_type=media_type,
        sha256=sha256,
        size=size,
        width=width,
        height=height,
        stored_at=datetime.fromisoformat(stored_at),
        stored_by=stored_by,
    )

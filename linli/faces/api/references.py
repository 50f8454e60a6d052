"""A photo between two requests: its file is stored, its row is not; the id that a program holds is the row, signed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.core import signing

from linli.core.models import Attachment
from linli.matters.models import Reporter

SALT = "linli.faces.api.photo"
LIVES = timedelta(hours=20)  # files without a row are swept after a day


class BadReference(ValueError):
    """Not an id that POST /photos gave, too old, or used before."""


def reference(photo: Attachment) -> str:
    row = [photo.pk.hex, photo.media_type, photo.sha256, photo.size, photo.width, photo.height]
    return signing.dumps([*row, photo.stored_at.isoformat(), photo.stored_by], salt=SALT, compress=True)


def opened(references: Sequence[str], *, again: UUID | None = None) -> list[Attachment]:
    """The photos of ``references``, ready to be saved with their matter. ``again`` is an intent that may ask for
    what it got before. Raises: BadReference."""
    found = [_opened(one) for one in references]
    keys = {photo.pk for photo in found}
    used = len(keys) < len(found) or Attachment.objects.filter(pk__in=keys).exists() if found else False
    if used and (again is None or not Reporter.objects.filter(intent=again).exists()):
        raise BadReference
    return found


def _opened(text: str) -> Attachment:
    try:
        row = signing.loads(text, salt=SALT, max_age=LIVES)
    except signing.BadSignature as error:
        raise BadReference from error
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

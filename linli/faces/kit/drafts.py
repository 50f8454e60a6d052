"""Photos between being sent and being reported: stored already, kept as signed notes in the form itself.

So a form that comes back with an error has lost nothing, and nothing of it stands in a table yet. A note counts only
in the form (``intent``) it was made for. Files that are never reported are swept by ``core.attachments``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from linli.core.attachments import MEDIA_TYPE, Readable, keep, keep_sound
from linli.core.models import Attachment
from linli.faces.kit.address import address_of
from linli.faces.kit.gates import public
from linli.faces.kit.photos import ranged, served
from linli.faces.kit.problems import explain
from linli.matters.errors import TooManyPhotos
from linli.matters.rules import PHOTOS_LIMIT

SALT = "linli.kit.photo"
VALID_SECONDS = 24 * 60 * 60
FIELDS = ("media_type", "sha256", "size", "width", "height", "stored_by")


@dataclass(frozen=True, slots=True)
class Draft:
    """One photo of a form that is still being filled in; ``token`` is the signed note."""

    token: str
    photo: Attachment


def sign(photo: Attachment, intent: UUID) -> str:
    note = {name: getattr(photo, name) for name in FIELDS}
    return signing.dumps(
        note | {"id": str(photo.pk), "at": photo.stored_at.isoformat(), "intent": str(intent)}, salt=SALT
    )


def read(token: str, intent: UUID | None = None) -> Attachment | None:
    """The photo of a note, not yet saved; None when it is forged, older than a day or of another form."""
    try:
        note: dict[str, Any] = signing.loads(token, salt=SALT, max_age=VALID_SECONDS)
    except signing.BadSignature:
        return None
    if intent is not None and note["intent"] != str(intent):
        return None
    at = datetime.fromisoformat(note["at"])
    return Attachment(pk=UUID(note["id"]), stored_at=at, **{name: note[name] for name in FIELDS})


def of_form(request: HttpRequest, *, intent: UUID, at: datetime) -> tuple[list[Draft], list[str]]:
    """The photos that came with a form: notes in ``photo``, new files in ``photos``, less the note in ``drop``."""
    tokens = [token for token in request.POST.getlist("photo") if token != request.POST.get("drop")]
    files = request.FILES.getlist("photos")
    return gather(tokens, files, intent=intent, by=request.user.pk, address=address_of(request), at=at)


def gather(
    tokens: Iterable[str], uploads: Iterable[Readable], *, intent: UUID, by: int | None, address: str, at: datetime
) -> tuple[list[Draft], list[str]]:
    """The photos kept so far and the new ones, at most ``PHOTOS_LIMIT``, with what was wrong with the others."""
    notes = [(token, read(token, intent)) for token in dict.fromkeys(tokens)]
    kept = [Draft(token, photo) for token, photo in notes if photo is not None and photo.media_type == MEDIA_TYPE]
    problems: dict[str, None] = {}
    for upload in uploads:
        try:
            if len(kept) >= PHOTOS_LIMIT:
                raise TooManyPhotos
            photo = keep(upload, by=by, at=at, address=address)
        except Exception as error:
            problems[str(explain(error).text)] = None
        else:
            kept.append(Draft(sign(photo, intent), photo))
    return kept[:PHOTOS_LIMIT], list(problems)


def spoken(
    token: str, upload: Readable | None, *, intent: UUID, by: int | None, address: str, at: datetime
) -> tuple[Draft | None, str]:
    """The voice note of a form, the new one before the one kept so far, with what was wrong with it."""
    kept = read(token, intent) if token else None
    before = Draft(token, kept) if kept is not None and kept.media_type.startswith("audio/") else None
    if upload is None:
        return before, ""
    try:
        sound = keep_sound(upload, by=by, at=at, address=address)
    except Exception as error:
        return before, str(explain(error).text)
    return Draft(sign(sound, intent), sound), ""


@public
@require_safe
def draft(request: HttpRequest, token: str) -> HttpResponse:
    """A photo or voice note of a form that is still being filled in, for whoever holds its signed note."""
    photo = read(token)
    if photo is None:
        raise Http404
    return ranged(request, served(photo))

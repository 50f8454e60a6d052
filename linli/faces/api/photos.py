"""Photos and voice notes: sent one by one, then named by the matter, note or answer they belong to."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from ninja import File, Router, Status
from ninja.files import UploadedFile

from linli.core import attachments
from linli.faces.api.problems import REFUSED
from linli.faces.api.references import reference
from linli.faces.api.shapes import given
from linli.faces.api.tokens import MAYBE_TOKEN, caller
from linli.faces.kit.address import address_of

router = Router(tags=["photos"])


@router.post(
    "/photos",
    response={201: given.StoredPhoto, **REFUSED},
    url_name="photos",
    summary=_("Send a photo"),
    openapi_extra=MAYBE_TOKEN,
)
def send(request: HttpRequest, photo: File[UploadedFile]) -> Status[given.StoredPhoto]:
    """JPEG, PNG or WebP. It is drawn anew: place, camera and whatever else hid in it are gone. The id is good for
    one use within 20 hours."""
    by = caller(request)
    kept = attachments.keep(photo, by=by.pk if by is not None else None, at=timezone.now(), address=address_of(request))
    return Status(201, given.StoredPhoto(id=reference(kept), width=kept.width, height=kept.height))


@router.post(
    "/voices",
    response={201: given.StoredVoice, **REFUSED},
    url_name="voices",
    summary=_("Send a voice note"),
    openapi_extra=MAYBE_TOKEN,
)
def speak(request: HttpRequest, voice: File[UploadedFile]) -> Status[given.StoredVoice]:
    """Sound alone in WebM, Ogg or MP4, a minute (2 MiB) at most, kept as it came. The id is good for one use within
    20 hours."""
    by = caller(request)
    at, address = timezone.now(), address_of(request)
    kept = attachments.keep_sound(voice, by=by.pk if by is not None else None, at=at, address=address)
    return Status(201, given.StoredVoice(id=reference(kept), media_type=kept.media_type, size=kept.size))

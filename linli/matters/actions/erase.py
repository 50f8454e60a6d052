"""What of a matter is somebody's own goes when its term is over. That it was there, and went, stays in the log; so do
number, kind, grid, steps, answers and ratings, which the archive keeps."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from linli.core import attachments, log, search
from linli.matters.actions import entries
from linli.matters.actions.moving import hold
from linli.matters.models import CallBack, Matter, Photo, Rating, Urge, Voice, What
from linli.matters.reads.asked import told
from linli.matters.reads.retention import due


@transaction.atomic
def erase_photos(*, matter: Matter, at: datetime) -> int:
    """Erase the photos of ``matter`` with their files, when that is due. Returns how many."""
    if not _is_due(matter, What.PHOTOS, at):
        return 0
    rows = list(Photo.objects.filter(matter=matter).select_related("attachment"))
    if rows:
        Photo.objects.filter(pk__in=[row.pk for row in rows]).delete()
        attachments.erase([row.attachment for row in rows])
        log.keep(entries.photos_erased(matter, at, photos=len(rows)))
    return len(rows)


@transaction.atomic
def erase_voice(*, matter: Matter, at: datetime) -> int:
    """The same with what was said aloud. Returns 1, or 0 where nothing was."""
    if not _is_due(matter, What.VOICE, at):
        return 0
    row = Voice.objects.filter(matter=matter).select_related("attachment").first()
    if row is None:
        return 0
    row.delete()
    attachments.erase([row.attachment])
    log.keep(entries.voice_erased(matter, at))
    return 1


@transaction.atomic
def erase_words(*, matter: Matter, at: datetime) -> int:
    """Empty what reporters wrote, the address and the exact point; the grid stays. Returns 1, or 0 when it is not due
    or was done."""
    if not _is_due(matter, What.WORDS, at) or matter.erased_at is not None:
        return 0
    matter.words, matter.address, matter.lon, matter.lat, matter.replies = "", "", None, None, {}
    matter.erased_at = at
    matter.save(update_fields=["words", "address", "lon", "lat", "replies", "erased_at"])
    for model in (Rating, Urge, CallBack):
        model._default_manager.filter(matter=matter).exclude(words="").update(words="")
    search.put(Matter, [told(matter)], at=at)
    log.keep(entries.words_erased(matter, at))
    return 1


def _is_due(matter: Matter, what: What, at: datetime) -> bool:
    """Asked once more under the lock: somebody may have been quicker, or put a hold on it."""
    hold(matter)
    return due(what, at=at).filter(pk=matter.pk).exists()

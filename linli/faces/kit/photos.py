"""The photos and voices of matters, the photos of whistles and of the three lists. Public are only those of the lists
that a community shows: the others go to the reporter and to those who work on the matter, those of a joint log to those
who see the whistle, those of a claim to both sides."""

from __future__ import annotations

import re
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from linli.commons.actions.photos import place_of
from linli.commons.models import Photo as DonePhoto
from linli.core.attachments import SUFFIXES, open_photo
from linli.core.models import Attachment
from linli.faces.kit.followed import followed
from linli.faces.kit.gates import public
from linli.matters.models import Matter, Photo, Reporter, Voice
from linli.matters.reads.following import reporters_of
from linli.matters.reads.orders import handled_by
from linli.matters.rules import OrderStage
from linli.orgs.authority import may, units_of
from linli.orgs.grants import Grant
from linli.whistles.models import Photo as JointPhoto
from linli.whistles.reads.scope import seen_by

RANGE = re.compile(r"bytes=(?=\d|-\d)(\d{0,9})-(\d{0,9})")


@public
@require_safe
def photo(request: HttpRequest, key: UUID) -> HttpResponse:
    """A photo by the key of its attachment; 404 for whoever may not see its matter."""
    done = DonePhoto.objects.filter(attachment=key).select_related("attachment", "claim__part__need", "project").first()
    if done is not None:
        return _of_lists(request, done)
    told = JointPhoto.objects.filter(attachment=key).select_related("attachment", "note").first()
    if told is not None:
        return _of_whistle(request, told)
    row = get_object_or_404(Photo.objects.select_related("matter", "attachment", "answer__order"), attachment=key)
    if not (_is_reporters(request, row) or _works_on_it(request, row.matter)):
        raise Http404
    return served(row.attachment)


@public
@require_safe
def voice(request: HttpRequest, sound: UUID) -> HttpResponse:
    """What a reporter said aloud, for whoever may see its photos; Safari plays nothing without ranges."""
    row = get_object_or_404(Voice.objects.select_related("matter", "attachment"), attachment=sound)
    if not (_reporters(request).filter(matter=row.matter).exists() or _works_on_it(request, row.matter)):
        raise Http404
    return ranged(request, served(row.attachment))


def ranged(request: HttpRequest, whole: HttpResponse) -> HttpResponse:
    """The one range of bytes that is asked for, else ``whole``. Source: RFC 9110, 14.2."""
    whole["Accept-Ranges"] = "bytes"
    asked = RANGE.fullmatch(request.headers.get("Range", ""))
    if asked is None:
        return whole
    size, (first, last) = len(whole.content), asked.groups()
    begin = int(first) if first else max(0, size - int(last or 0))
    end = min(int(last), size - 1) if first and last else size - 1
    if begin > end:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    whole["Content-Range"] = f"bytes {begin}-{end}/{size}"
    whole.content, whole.status_code = whole.content[begin : end + 1], 206
    return whole


def _of_whistle(request: HttpRequest, told: JointPhoto) -> HttpResponse:
    """A photo of a joint log, for those who see the whistle."""
    if not request.user.is_authenticated or not seen_by(request.user).filter(pk=told.note.whistle_id).exists():
        raise Http404
    return served(told.attachment)


def _of_lists(request: HttpRequest, done: DonePhoto) -> HttpResponse:
    """A photo of a claim or project: for both sides, and for everybody where the community shows it."""
    if not DonePhoto.objects.public().filter(pk=done.pk).exists():
        reader = request.user if request.user.is_authenticated else None
        own = units_of(reader, Grant.STAND_BY) if reader is not None and done.claim is not None else []
        is_units = done.claim is not None and done.claim.unit_id in own
        if not (is_units or may(reader, Grant.KEEP_COMMONS, at=place_of(done))):
            raise Http404
    return served(done.attachment)


def served(attachment: Attachment) -> HttpResponse:
    """The file, as the picture or sound it is and nothing else, kept by no shared cache."""
    try:
        with open_photo(attachment) as file:  # a megabyte at most: not worth a stream that somebody must close
            answer = HttpResponse(file.read(), content_type=attachment.media_type)
    except FileNotFoundError as error:
        raise Http404 from error
    answer["Content-Disposition"] = f'inline; filename="{attachment.pk}{SUFFIXES[attachment.media_type]}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Cache-Control"] = "private, max-age=3600"
    return answer


def _reporters(request: HttpRequest) -> QuerySet[Reporter]:
    """What the one who asks reported, signed in or by the codes this browser knows."""
    return reporters_of(request.user if request.user.is_authenticated else None, followed(request))


def _is_reporters(request: HttpRequest, row: Photo) -> bool:
    """What a reporter sent, and what was shown to them as done. Of a matter merged into another, only its results."""
    reporters = _reporters(request)
    if reporters.filter(matter=row.matter).exists():
        return True
    return row.phase != Photo.Phase.REPORTED and reporters.filter(matter__merged_into=row.matter).exists()


def _works_on_it(request: HttpRequest, matter: Matter) -> bool:
    if not request.user.is_authenticated:
        return False
    if may(request.user, Grant.SEE_MATTERS, at=matter.place):
        return True
    live = matter.orders.exclude(stage=OrderStage.CANCELLED)
    return (live & handled_by(request.user)).exists()

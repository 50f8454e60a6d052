"""The photos of matters and whistles. None is public: they go to the reporter and to those who work on the matter, and
those of a joint log to those who see the whistle."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from linli.core.attachments import open_photo
from linli.core.models import Attachment
from linli.faces.kit.followed import followed
from linli.faces.kit.gates import public
from linli.matters.models import Photo
from linli.matters.reads.following import reporters_of
from linli.matters.reads.orders import handled_by
from linli.matters.rules import OrderStage
from linli.orgs.authority import may
from linli.orgs.grants import Grant
from linli.whistles.models import Photo as JointPhoto
from linli.whistles.reads.scope import seen_by


@public
@require_safe
def photo(request: HttpRequest, key: UUID) -> HttpResponse:
    """A photo by the key of its attachment; 404 for whoever may not see its matter."""
    told = JointPhoto.objects.filter(attachment=key).select_related("attachment", "note").first()
    if told is not None:
        return _of_whistle(request, told)
    row = get_object_or_404(Photo.objects.select_related("matter", "attachment", "answer__order"), attachment=key)
    if not (_is_reporters(request, row) or _works_on_it(request, row)):
        raise Http404
    return served(row.attachment)


def _of_whistle(request: HttpRequest, told: JointPhoto) -> HttpResponse:
    """A photo of a joint log, for those who see the whistle."""
    if not request.user.is_authenticated or not seen_by(request.user).filter(pk=told.note.whistle_id).exists():
        raise Http404
    return served(told.attachment)


def served(attachment: Attachment) -> HttpResponse:
    """The file, as a picture and nothing else, kept by no shared cache."""
    try:
        with open_photo(attachment) as file:  # a megabyte at most: not worth a stream that somebody must close
            answer = HttpResponse(file.read(), content_type=attachment.media_type)
    except FileNotFoundError as error:
        raise Http404 from error
    answer["Content-Disposition"] = f'inline; filename="{attachment.pk}.jpg"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Cache-Control"] = "private, max-age=3600"
    return answer


def _is_reporters(request: HttpRequest, row: Photo) -> bool:
    """What a reporter sent, and what was shown to them as done. Of a matter merged into another, only its results."""
    reporters = reporters_of(request.user if request.user.is_authenticated else None, followed(request))
    if reporters.filter(matter=row.matter).exists():
        return True
    return row.phase != Photo.Phase.REPORTED and reporters.filter(matter__merged_into=row.matter).exists()


def _works_on_it(request: HttpRequest, row: Photo) -> bool:
    if not request.user.is_authenticated:
        return False
    if may(request.user, Grant.SEE_MATTERS, at=row.matter.place):
        return True
    live = row.matter.orders.exclude(stage=OrderStage.CANCELLED)
    return (live & handled_by(request.user)).exists()

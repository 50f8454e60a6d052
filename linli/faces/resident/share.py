"""The public part of one matter, for whoever was sent its link: no words, no photos, no person, no exact place."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from linli.faces.kit.gates import public
from linli.faces.kit.words import step
from linli.matters.follow import find_shared
from linli.matters.reads import public as reads
from linli.matters.reads.following import Followed


@public
@never_cache
@require_safe
def shared(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """The same that the portal shows of a matter; a wrong code, a sensitive kind and no matter at all are alike 404."""
    matter = find_shared(number, code)
    if matter is None:
        raise Http404
    now = timezone.now()
    page = {
        "now": now,
        "matter": reads.as_shown(matter, now),
        "steps": [(step(passed.verb, {}), passed) for passed in reads.passed(matter)],
    }
    answer = TemplateResponse(request, "resident/shared.html", page)
    answer["X-Robots-Tag"] = "noindex"
    return answer


def link(request: HttpRequest, seen: Followed, number: str) -> str:
    """The whole address to send around; empty for what is nobody else's business."""
    if not seen.share_code:
        return ""
    return request.build_absolute_uri(reverse("resident:shared", args=[number, seen.share_code]))

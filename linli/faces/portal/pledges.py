"""What neighbours promised and kept: only what its owner wants public, and under a name only if they gave one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from linli.faces.kit import paging
from linli.faces.kit.gates import public
from linli.volunteering.models import Pledge


@public
@require_safe
def pledges(request: HttpRequest) -> HttpResponse:
    rows = Pledge.objects.shown().select_related("community")
    after = request.GET.get("after", "")
    try:
        found, following = paging.page(rows, "shown_at", after, newest_first=True)
    except paging.BadPage:
        found, following = paging.page(rows, "shown_at", "", newest_first=True)
    context = {
        "part": "pledges",
        "rows": found,
        "following": following,
        "is_first": not after,
        "now": timezone.now(),
    }
    return TemplateResponse(request, "portal/pledges.html", context)

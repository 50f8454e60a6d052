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
    page = paging.asked(request, rows, "shown_at", newest_first=True)
    context = page | {"part": "pledges", "now": timezone.now()}
    return TemplateResponse(request, "portal/pledges.html", context)

"""One matter on paper: everything the desk knows, the complete line of steps, and who printed it when."""

from __future__ import annotations

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from linli.faces.desk.matter import find
from linli.faces.kit.gates import SignedIn, desk
from linli.matters.reads.detail import detail
from linli.matters.reads.timeline import timeline


@desk
@require_safe
def printed(request: SignedIn, number: str) -> HttpResponse:
    at = timezone.now()
    found = find(request, number)
    context = {
        "at": at,
        "matter": found,
        "shown": detail(found, by=request.user, at=at),
        "timeline": timeline(found, public=False),
    }
    return TemplateResponse(request, "desk/print.html", context)

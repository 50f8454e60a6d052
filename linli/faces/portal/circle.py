"""The life circle for everybody: how many homes have which facility within a walk, and which estates have none."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from linli.faces.kit import circle as kit
from linli.faces.kit.gates import public


@public
@require_safe
def circle(request: HttpRequest) -> HttpResponse:
    context = kit.shown(request.GET, [kit.county()], timezone.now()) | {"part": "circle"}
    return TemplateResponse(request, "portal/circle.html", context)

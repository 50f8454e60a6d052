"""An empty room: the page says what will stand there."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from linli.faces.kit.gates import desk


@desk
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return TemplateResponse(request, "wall/home.html")

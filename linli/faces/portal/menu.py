"""The menu of services for everybody; ordering is a page of the residents."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from linli.commons.models import Service
from linli.faces.kit.gates import public
from linli.faces.kit.menu.forms import listed


@public
@require_safe
def menu(request: HttpRequest) -> HttpResponse:
    page = {"part": "menu"} | listed(request, timezone.localdate())
    return TemplateResponse(request, "portal/menu.html", page)


@public
@require_safe
def service(request: HttpRequest, service_code: str) -> HttpResponse:
    found = get_object_or_404(Service.objects.valid(timezone.localdate()), code=service_code)
    return TemplateResponse(request, "portal/service.html", {"part": "menu", "service": found})

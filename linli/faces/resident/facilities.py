"""Facilities on the phone: a list with filters, one with its hours and the way there, the tap at a shut door."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from linli.faces.kit import facilities as kit
from linli.faces.kit.gates import public


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def facilities(request: HttpRequest) -> HttpResponse:
    """POST asks the same with a position, which no address and no log should hold."""
    context = kit.listed(request, timezone.now())
    ways = {"one": "resident:facility", "one_address": reverse("resident:facility", args=[0])}
    return TemplateResponse(request, "resident/facilities.html", context | ways)


@public
@require_safe
def facility(request: HttpRequest, pk: int) -> HttpResponse:
    context = kit.shown(pk, timezone.now()) | {"closed_address": reverse("resident:facility-closed", args=[pk])}
    return TemplateResponse(request, "resident/facility.html", context)


@public
def closed(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody stands at the door."""
    if request.method == "POST":
        kit.tell_closed(request, pk, timezone.now())
    return redirect("resident:facility", pk)

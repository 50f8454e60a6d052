"""Facilities for everybody, and all of them as data: CSV, and JSON in the shape of HSDS 3.0."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods, require_safe

from linli.faces.kit import facilities as kit
from linli.faces.kit import facility_files
from linli.faces.kit.gates import public
from linli.places.reads.facilities import Known, directory


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def facilities(request: HttpRequest) -> HttpResponse:
    """POST asks the same with a position, which no address and no log should hold."""
    context = kit.listed(request, timezone.now())
    ways = {"one": "portal:facility", "one_address": reverse("portal:facility", args=[0])}
    return TemplateResponse(request, "portal/facilities.html", context | ways | {"part": "facilities"})


@public
@require_safe
def facility(request: HttpRequest, pk: int) -> HttpResponse:
    context = kit.shown(pk, timezone.now()) | {"closed_address": reverse("portal:facility-closed", args=[pk])}
    context["part"] = "facilities"
    return TemplateResponse(request, "portal/facility.html", context)


@public
def closed(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody stands at the door."""
    if request.method == "POST":
        kit.tell_closed(request, pk, timezone.now())
    return redirect("portal:facility", pk)


@public
@require_safe
def as_csv(request: HttpRequest) -> HttpResponse:
    """All facilities in use; the same file can be loaded into another house."""
    return facility_files.as_csv(_all())


@public
@require_safe
@gzip_page
def as_hsds(request: HttpRequest) -> HttpResponse:
    """The same as a list of HSDS services."""
    return facility_files.as_hsds(_all())


def _all() -> list[Known]:
    return directory().there(timezone.localdate())

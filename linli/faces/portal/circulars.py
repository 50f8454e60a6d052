"""Monthly circulars that were published: page, Word document and data, with small numbers hidden."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from linli.faces.kit.circular import download, sheet
from linli.faces.kit.figures import BANDS, FIGURE, RAW_AND_NET, TAKEN
from linli.faces.kit.gates import public
from linli.insight.models import Circular
from linli.matters.figures import FEWEST


def find(period: str, version: int) -> Circular:
    return get_object_or_404(Circular.objects.published(), month=period, version=version)


@public
@require_safe
def circulars(request: HttpRequest) -> HttpResponse:
    rows = Circular.objects.published().defer("figures").order_by("-month", "-version")
    return TemplateResponse(
        request, "portal/circulars.html", {"part": "circulars", "circulars": rows, "now": timezone.now()}
    )


@public
@require_safe
def circular(request: HttpRequest, period: str, version: int) -> HttpResponse:
    found = find(period, version)
    context = {
        "part": "circulars",
        "sheet": sheet(found, public=True),
        "circular": found,
        "versions": Circular.objects.published().filter(month=period).defer("figures").order_by("version"),
        "figures": FIGURE,
        "taken": TAKEN,
        "notes": (RAW_AND_NET, BANDS),
        "fewest": FEWEST,
        "now": timezone.now(),
    }
    return TemplateResponse(request, "portal/circular.html", context)


@public
@require_safe
def as_document(request: HttpRequest, period: str, version: int) -> HttpResponse:
    return download(sheet(find(period, version), public=True), "docx")


@public
@require_safe
def as_csv(request: HttpRequest, period: str, version: int) -> HttpResponse:
    return download(sheet(find(period, version), public=True), "csv")


@public
@require_safe
def as_json(request: HttpRequest, period: str, version: int) -> HttpResponse:
    return download(sheet(find(period, version), public=True), "json")

"""What communities and streets must and must not do, and which tasks were admitted: public, by day, as data."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from linli.duties.models import Admission
from linli.faces.kit import asked_lists
from linli.faces.kit.gates import public

ADMISSIONS_SHOWN = 200


@public
@require_safe
def lists(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    context = {"part": "duties", "wish": asked_lists.wish(request, today), "today": today}
    return TemplateResponse(request, "portal/duties.html", context)


@public
@require_safe
def as_csv(request: HttpRequest) -> HttpResponse:
    """Every line of every list, past ones too."""
    return asked_lists.as_csv(timezone.localdate())


@public
@require_safe
def admissions(request: HttpRequest) -> HttpResponse:
    """Tasks that were published, the newest first: those in force before those that ended."""
    rows = Admission.objects.public().select_related("asker").prefetch_related("units").order_by("-published_at", "-pk")
    found = list(rows[:ADMISSIONS_SHOWN])
    today = timezone.localdate()
    context = {
        "part": "admissions",
        "today": today,
        "in_force": [row for row in found if row.holds(today)],
        "ended": [row for row in found if not row.holds(today)],
    }
    return TemplateResponse(request, "portal/admissions.html", context)


@public
@require_safe
def admission(request: HttpRequest, admission_id: int) -> HttpResponse:
    found = get_object_or_404(Admission.objects.public().select_related("asker", "renewal_of"), pk=admission_id)
    context = {"part": "admissions", "today": timezone.localdate(), "admission": found}
    return TemplateResponse(request, "portal/admission.html", context)

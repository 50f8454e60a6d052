"""Activities for everybody: what lies ahead and one of them; nobody's name."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from linli.faces.kit import activity_lists
from linli.faces.kit.gates import public
from linli.faces.kit.ways import ways
from linli.volunteering.models import Activity
from linli.volunteering.reads import nearby
from linli.volunteering.rules.activities import OPEN, ActivityStage


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def activities(request: HttpRequest) -> HttpResponse:
    """POST asks the same with a position or an estate, which no address and no log should hold."""
    context = activity_lists.listed(request, timezone.now()) | {"part": "activities"}
    return TemplateResponse(request, "portal/activities.html", context)


@public
@require_safe
def activity(request: HttpRequest, activity_id: int) -> HttpResponse:
    rows = Activity.objects.exclude(stage=ActivityStage.DRAFT).select_related(
        "community", "organiser", "facility", "team", "template"
    )
    found = get_object_or_404(rows, pk=activity_id)
    context = {
        "activity": found,
        "shifts": nearby.shifts_of(found),
        "is_open": found.stage in OPEN,
        "ways": ways(found.point, found.spot or found.title) if found.point else [],
        "part": "activities",
        "now": timezone.now(),
    }
    return TemplateResponse(request, "portal/activity.html", context)

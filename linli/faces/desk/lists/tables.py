"""Needs, resources and projects as CSV: taken away and loaded."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from linli.commons.actions import loading
from linli.commons.causes import WORDS, Cause
from linli.commons.list_table import (
    NEED_HEADINGS,
    PROJECT_HEADINGS,
    RESOURCE_HEADINGS,
    need_row,
    project_row,
    resource_row,
)
from linli.commons.models import Need, Project, Resource
from linli.faces.desk.lists import scope
from linli.faces.desk.lists.forms import FileForm
from linli.faces.kit import sheets
from linli.faces.kit.gates import SignedIn, commons_keeper
from linli.faces.kit.posted import sent

MOST_ROWS = 20_000


@commons_keeper
@require_safe
def needs_csv(request: SignedIn) -> HttpResponse:
    """The running needs of one's area."""
    rows: QuerySet[Any] = Need.objects.within(scope.areas(request)).running().select_related("kind")
    rows = rows.prefetch_related("parts").order_by("-added_at", "-pk")[:MOST_ROWS]
    return sheets.download("linli-needs", list(NEED_HEADINGS), map(need_row, rows))


@commons_keeper
@require_safe
def resources_csv(request: SignedIn) -> HttpResponse:
    """The resources of one's area that are offered today."""
    rows: QuerySet[Any] = Resource.objects.within(scope.areas(request)).there(timezone.localdate())
    rows = rows.select_related("kind", "unit").order_by("-added_at", "-pk")[:MOST_ROWS]
    return sheets.download("linli-resources", list(RESOURCE_HEADINGS), map(resource_row, rows))


@commons_keeper
@require_safe
def projects_csv(request: SignedIn) -> HttpResponse:
    """The projects of one's area."""
    rows: QuerySet[Any] = Project.objects.within(scope.areas(request)).select_related("kind", "unit", "community")
    rows = rows.defer("community__outline").order_by("-added_at", "-pk")[:MOST_ROWS]
    return sheets.download("linli-projects", list(PROJECT_HEADINGS), map(project_row, rows))


LOADS = {"needs": loading.load_needs, "resources": loading.load_resources, "projects": loading.load_projects}


@commons_keeper
def load(request: SignedIn) -> HttpResponse:
    """Load a file of one of the lists; what was refused is told by its line."""
    form = FileForm(request.POST or None, request.FILES or None)
    asked = request.POST.get("what", "")
    what = asked if asked in LOADS else "needs"
    context: dict[str, Any] = {"form": form, "tab": "load", "what": what, "at": timezone.now()}

    def take(told: dict[str, Any]) -> None:
        summary = LOADS[what](told["file"].read(), by=request.user, at=timezone.now())
        refused = [(one.line, WORDS[Cause(one.cause)], one.detail) for one in summary.refused]
        context.update(summary=summary, refused=refused)

    status = sent(request, form, take) or 200
    return TemplateResponse(request, "desk/lists/load.html", context, status=status)

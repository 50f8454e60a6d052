"""Needs and resources as CSV: taken away and loaded."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from linli.commons.actions import loading
from linli.commons.list_table import NEED_HEADINGS, RESOURCE_HEADINGS, WORDS, Cause, need_row, resource_row
from linli.commons.models import Need, Resource
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
def load(request: SignedIn) -> HttpResponse:
    """Load a file of needs or of resources; what was refused is told by its line."""
    form = FileForm(request.POST or None, request.FILES or None)
    what = "resources" if request.POST.get("what") == "resources" else "needs"
    context: dict[str, Any] = {"form": form, "tab": "load", "what": what, "at": timezone.now()}

    def take(told: dict[str, Any]) -> None:
        load = loading.load_resources if what == "resources" else loading.load_needs
        summary = load(told["file"].read(), by=request.user, at=timezone.now())
        refused = [(one.line, WORDS[Cause(one.cause)], one.detail) for one in summary.refused]
        context.update(summary=summary, refused=refused)

    status = sent(request, form, take) or 200
    return TemplateResponse(request, "desk/lists/load.html", context, status=status)

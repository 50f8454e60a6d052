"""What this endpoint is, and what can be reported."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.duties.reads import KindEnded, catalogue
from linli.duties.rules import KindFacts, RowFacts
from linli.faces.api.open311 import shapes
from linli.faces.api.open311.asked import check_jurisdiction, parameters
from linli.faces.api.open311.formats import answer
from linli.faces.api.open311.gate import Wrong, georeport

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
CHANGESET = "2026-11-22T00:00:00+08:00"  # when this face last changed in a way that clients must know


@georeport("GET")
def discovery(request: HttpRequest, form: str) -> HttpResponse:
    """Where it is and what it speaks."""
    endpoint = {
        "specification": SPECIFICATION,
        "url": request.build_absolute_uri(reverse("open311:root")),
        "changeset": CHANGESET,
        "type": "production" if settings.IS_PRODUCTION else "test",
        "formats": ["text/xml", "application/json"],
    }
    told = {
        "changeset": CHANGESET,
        "contact": _("%s: the office that runs this deployment") % settings.LINLI_COUNTY_NAME,
        "key_service": _("The city centre gives keys to programs."),
        "endpoints": [endpoint],
    }
    return answer(form, "discovery", told)


@georeport("GET")
def services(request: HttpRequest, form: str) -> HttpResponse:
    """The kinds of the third level that are in force today."""
    check_jurisdiction(parameters(request))
    book, on = catalogue(), timezone.localdate()
    rows = [shapes.service(kind, book.row(kind.pk, on)) for kind in book.open_kinds(on)]
    return answer(form, "services", rows)


@georeport("GET")
def definition(request: HttpRequest, form: str, code: str) -> HttpResponse:
    """The questions of one kind; a kind that asks none has no definition."""
    check_jurisdiction(parameters(request))
    kind, row = known(code)
    if not row.questions:
        raise Wrong(404, _("This service has no definition"))
    return answer(form, "service_definition", shapes.definition(kind, row))


def known(code: str) -> tuple[KindFacts, RowFacts]:
    """The kind of a ``service_code`` and its row in force. Raises: Wrong."""
    book = catalogue()
    kind = book.by_code.get(code)
    try:
        if kind is not None and kind.pk in book.rows:
            return kind, book.row(kind.pk, timezone.localdate())
    except KindEnded:
        pass
    raise Wrong(404, _("service_code was not found"))

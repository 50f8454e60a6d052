"""Who reported in to one's communities, and on whom a comment is still due."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from linli.faces.desk.reporting.forms import AskedForm
from linli.faces.kit import paging
from linli.faces.kit.gates import SignedIn, report_keeper
from linli.orgs.grants import Grant
from linli.orgs.reads import communities_of
from linli.places.models import DivisionQuerySet
from linli.volunteering.models import ReportIn
from linli.volunteering.reads import reported
from linli.volunteering.rules.reporting import Side

WAITING_SHOWN = 50


def my_communities(request: SignedIn) -> DivisionQuerySet:
    """The communities whose report-ins the reader keeps."""
    return communities_of(request.user, Grant.KEEP_REPORT_INS).order_by("code")


@report_keeper
@never_cache
@require_safe
def members(request: SignedIn) -> HttpResponse:
    """First who waits, then all who were confirmed, the latest first."""
    now = timezone.now()
    here = reported.of_communities(my_communities(request))
    waiting = list(here.waiting().order_by("said_at", "pk")[:WAITING_SHOWN])
    form = AskedForm(request.GET, on=timezone.localdate(now))
    rows = here.confirmed(timezone.localdate(now))
    context = listed(request, rows, form, now) | {"waiting": reported.shown(waiting, at=now), "tab": "members"}
    return TemplateResponse(request, "desk/reporting/members.html", context)


@report_keeper
@never_cache
@require_safe
def due(request: SignedIn) -> HttpResponse:
    """On whom the community has not written yet for the period that is over."""
    now = timezone.now()
    rows = reported.due(reported.of_communities(my_communities(request)), Side.COMMUNITY, at=now)
    form = AskedForm(request.GET, on=timezone.localdate(now))
    context = listed(request, rows, form, now) | {"tab": "due"}
    return TemplateResponse(request, "desk/reporting/due.html", context)


def listed(
    request: SignedIn, rows: QuerySet[ReportIn], form: AskedForm, now: Any, *, with_days: bool = False
) -> dict[str, Any]:
    """One page of ``rows`` as the form asks for them, and where the next one begins."""
    told = form.cleaned_data if form.is_valid() else {}
    rows = reported.asked_for(rows, words=told.get("q", "").strip(), kind=told.get("kind", ""))
    page = paging.asked(request, rows, "said_at", newest_first=True)
    query = QueryDict(mutable=True)
    query.update({name: value for name, value in told.items() if value})
    return page | {
        "form": form,
        "rows": reported.shown(page["rows"], at=now, with_days=with_days),
        "query": query.urlencode(),
        "now": now,
    }

"""Tasks that a community asks for, and what members say they did."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from linli.faces.desk.reporting.forms import TaskForm
from linli.faces.desk.reporting.lists import my_communities
from linli.faces.desk.reporting.member import wrong_in
from linli.faces.kit import paging
from linli.faces.kit.gates import SignedIn, report_keeper
from linli.faces.kit.posted import Wrong, posted, sent, tapped, tried, typed
from linli.people.rules import masked_name
from linli.volunteering.actions import tasks as actions
from linli.volunteering.models import Deed, Task

TASKS_SHOWN = 100
USUAL_DAYS = 14  # until when a task stands, unless told otherwise


@report_keeper
@require_http_methods(["GET", "HEAD", "POST"])
def tasks(request: SignedIn) -> HttpResponse:
    """Post one; those that are open."""
    now = timezone.now()
    on = timezone.localdate(now)
    until = on + timedelta(days=USUAL_DAYS)
    form = TaskForm(request.POST or None, communities=my_communities(request), on=on, initial={"until": until})
    status = sent(
        request,
        form,
        lambda told: actions.post(by=request.user, at=now, **told),
        _("Posted. Everybody who reported in there sees it."),
    )
    if status is None:
        return redirect("desk:report-tasks")
    rows = Task.objects.open(on).filter(community__in=my_communities(request)).select_related("community", "kind")
    context = {"form": form, "rows": rows.order_by("until", "pk")[:TASKS_SHOWN], "tab": "tasks", "now": now}
    return TemplateResponse(request, "desk/reporting/tasks.html", context, status=status)


@report_keeper
@posted("desk:report-tasks", of_all=True)
def close(request: SignedIn, posted_id: int) -> HttpResponse:
    here = Task.objects.filter(community__in=my_communities(request)).select_related("community")
    row, at = get_object_or_404(here, pk=posted_id), timezone.now()
    tapped(request, lambda: actions.close(by=request.user, task=row, at=at), _("Asked for no more."))
    return redirect("desk:report-tasks")


@report_keeper
@never_cache
@require_safe
def deeds(request: SignedIn) -> HttpResponse:
    """What members say they did and nobody has confirmed yet, the oldest first."""
    return _deeds(request)


def _deeds(request: SignedIn, wrong: Wrong | None = None) -> HttpResponse:
    here = [community.pk for community in my_communities(request)]
    waiting = Deed.objects.waiting().filter(community__in=here)
    waiting = waiting.select_related("report_in", "kind", "task", "community").defer("community__outline")
    page = paging.asked(request, waiting, "said_at")
    context = page | {
        "rows": [(row, masked_name(row.report_in.name)) for row in page["rows"]],
        "tab": "deeds",
        "wrong": wrong,
        "now": timezone.now(),
    }
    return TemplateResponse(request, "desk/reporting/deeds.html", context, status=wrong.status if wrong else 200)


@report_keeper
@posted("desk:deeds", of_all=True)
def deed(request: SignedIn, deed_id: int) -> HttpResponse:
    """``do``: confirm it, decline it, or strike out what was confirmed in error."""
    here = Deed.objects.filter(community__in=my_communities(request)).select_related("community", "report_in")
    row = get_object_or_404(here, pk=deed_id)
    by, at, reason = request.user, timezone.now(), typed(request, "reason")
    match request.POST.get("do"):
        case "confirm":
            tapped(request, lambda: actions.confirm_deed(by=by, deed=row, at=at), _("Confirmed."))
        case "strike":
            said = _("Struck out. The member reads why.")
            strike = partial(actions.strike, by=by, deed=row, reason=reason, at=at)
            wrong = tried(request, strike, said, of="deed", pk=row.pk, typed=reason)
            if wrong is not None:
                return wrong_in(request, row.report_in, wrong)
            return redirect("desk:report-in", row.report_in_id)
        case _otherwise:
            said = _("Declined. The member reads why.")
            decline = partial(actions.decline_deed, by=by, deed=row, reason=reason, at=at)
            if wrong := tried(request, decline, said, of="deed", pk=row.pk, typed=reason):
                return _deeds(request, wrong)
    return redirect("desk:deeds")

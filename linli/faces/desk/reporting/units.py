"""Units that report in to one's communities, teams of riders, pledges that want to be public."""

from __future__ import annotations

from functools import partial

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from linli.faces.desk.reporting.forms import TeamForm
from linli.faces.desk.reporting.lists import my_communities
from linli.faces.kit import paging
from linli.faces.kit.gates import SignedIn, report_keeper
from linli.faces.kit.posted import Wrong, posted, sent, tapped, tried, typed
from linli.places.rules import showable
from linli.volunteering.actions import pledges as pledging
from linli.volunteering.actions import units as actions
from linli.volunteering.models import Pledge, ReportTeam, UnitReport
from linli.volunteering.rules.reporting import Stage

TEAMS_SHOWN = 100
PLEDGES_SHOWN = 50


@report_keeper
@require_safe
def units(request: SignedIn) -> HttpResponse:
    """First those that wait, then those that were confirmed, the latest first."""
    return _units(request)


def _units(request: SignedIn, wrong: Wrong | None = None) -> HttpResponse:
    here = UnitReport.objects.open().filter(community__in=my_communities(request)).select_related("unit", "community")
    asked = request.GET.get("q", "").strip()
    rows = here.filter(stage=Stage.CONFIRMED)
    if asked:
        named = Q(unit__name__icontains=asked) | Q(words__icontains=asked)
        rows = rows.filter(named) if showable(asked) else rows.none()
    context = paging.asked(request, rows, "said_at", newest_first=True) | {
        "waiting": here.filter(stage=Stage.WAITING).order_by("said_at", "pk")[: paging.PAGE],
        "asked": asked,
        "tab": "units",
        "wrong": wrong,
        "now": timezone.now(),
    }
    return TemplateResponse(request, "desk/reporting/units.html", context, status=wrong.status if wrong else 200)


@report_keeper
@posted("desk:report-units", of_all=True)
def unit(request: SignedIn, unit_report_id: int) -> HttpResponse:
    """Confirm, or decline with a reason."""
    here = UnitReport.objects.filter(community__in=my_communities(request)).select_related("unit", "community")
    row = get_object_or_404(here, pk=unit_report_id)
    by, at, reason = request.user, timezone.now(), typed(request, "reason")
    if request.POST.get("do") == "confirm":
        tapped(request, lambda: actions.confirm_unit(by=by, report=row, at=at), _("Confirmed."))
    else:
        said = _("Declined. The unit reads why.")
        decline = partial(actions.decline_unit, by=by, report=row, reason=reason, at=at)
        if wrong := tried(request, decline, said, of="unit", pk=row.pk, typed=reason):
            return _units(request, wrong)
    return redirect("desk:report-units")


@report_keeper
@require_http_methods(["GET", "HEAD", "POST"])
def teams(request: SignedIn) -> HttpResponse:
    """Teams that riders can join; a new one."""
    at = timezone.now()
    form = TeamForm(request.POST or None, communities=my_communities(request))
    status = sent(
        request,
        form,
        lambda told: actions.found_team(
            by=request.user, community=told["community"], name=told["title"], home=form.home(), at=at
        ),
        _("Kept. Riders can choose it now."),
    )
    if status is None:
        return redirect("desk:report-teams")
    rows = ReportTeam.objects.open().filter(community__in=my_communities(request)).select_related("community", "home")
    context = {"form": form, "rows": rows.order_by("name", "pk")[:TEAMS_SHOWN], "tab": "teams", "now": at}
    return TemplateResponse(request, "desk/reporting/teams.html", context, status=status)


@report_keeper
@posted("desk:report-teams", of_all=True)
def end_team(request: SignedIn, riders_id: int) -> HttpResponse:
    here = ReportTeam.objects.filter(community__in=my_communities(request)).select_related("community")
    row, at = get_object_or_404(here, pk=riders_id), timezone.now()
    tapped(request, lambda: actions.end_team(by=request.user, team=row, at=at), _("Nobody joins it any more."))
    return redirect("desk:report-teams")


@report_keeper
@never_cache
@require_safe
def pledges(request: SignedIn) -> HttpResponse:
    """Pledges whose owners want them public: those to look at, those that stand there."""
    here = Pledge.objects.filter(community__in=my_communities(request)).select_related("community")
    context = {
        "waiting": here.to_show().order_by("made_at", "pk")[:PLEDGES_SHOWN],
        "rows": here.shown().order_by("-shown_at", "-pk")[:PLEDGES_SHOWN],
        "tab": "pledges",
        "now": timezone.now(),
    }
    return TemplateResponse(request, "desk/reporting/pledges.html", context)


@report_keeper
@posted("desk:pledges", of_all=True)
def pledge(request: SignedIn, pledge_id: int) -> HttpResponse:
    """Put it on the public list, or keep it off."""
    here = Pledge.objects.filter(community__in=my_communities(request)).select_related("community")
    row, at = get_object_or_404(here, pk=pledge_id), timezone.now()
    if request.POST.get("do") == "show":
        tapped(request, lambda: pledging.show(by=request.user, pledge=row, at=at), _("It is on the public list."))
    else:
        tapped(request, lambda: pledging.hide(by=request.user, pledge=row, at=at), _("It is not on the public list."))
    return redirect("desk:pledges")

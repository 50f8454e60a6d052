"""Teams of one's area: founded and ended; how many are in one, and never who does how much."""

from __future__ import annotations

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.faces.desk.activities.forms import TeamForm
from linli.faces.desk.activities.pages import choices_of
from linli.faces.kit import paging
from linli.faces.kit.gates import SignedIn, activity_keeper
from linli.faces.kit.posted import sent, tapped
from linli.volunteering.actions import teams as actions
from linli.volunteering.reads import organising


@activity_keeper
def teams(request: SignedIn) -> HttpResponse:
    """The teams, and a form for a new one."""
    now, choices = timezone.now(), choices_of(request)
    form = TeamForm(request.POST or None, choices={"community": choices["community"], "unit": choices["organiser"]})
    done = _("Founded. People join it themselves.")
    status = sent(request, form, lambda asked: actions.found(by=request.user, at=now, **asked), done)
    if status is None:
        return redirect("desk:teams")
    rows = organising.teams_of(request.user).select_related("community", "unit").annotate(size=Count("members"))
    page = paging.asked(request, rows, "founded_at", newest_first=True)
    context = page | {"form": form, "teams": page["rows"]}
    return TemplateResponse(request, "desk/activities/teams.html", context, status=status)


@activity_keeper
def end(request: SignedIn, team_id: int) -> HttpResponse:
    if request.method != "POST":
        return redirect("desk:teams")
    team = get_object_or_404(organising.teams_of(request.user).select_related("community"), pk=team_id)
    at = timezone.now()
    tapped(request, lambda: actions.end(by=request.user, team=team, at=at), _("Ended. Nobody is kept in it."))
    return redirect("desk:teams")

"""Teams: what they are and do, joined and left by oneself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from linli.faces.kit import paging
from linli.faces.kit.gates import SignedIn, public, signed_in
from linli.faces.kit.posted import posted, tapped
from linli.volunteering.actions import teams as actions
from linli.volunteering.models import Team, TeamMember
from linli.volunteering.reads import nearby

AGREED = gettext_lazy(
    "I want to be in this team. Its organisers see that I am; nobody else does. I can leave at any time, and then the "
    "team knows nothing of me any more."
)
"""Kept as the wording of the consent."""
SHOWN = 30


@public
@never_cache
@require_safe
def teams(request: HttpRequest) -> HttpResponse:
    """The teams of the county, the youngest first."""
    rows = Team.objects.live().select_related("community")
    page = paging.asked(request, rows, "founded_at", newest_first=True)
    page |= {"teams": page["rows"], "own": _own(request)}
    return TemplateResponse(request, "resident/activities/teams.html", page)


@public
@never_cache
@require_safe
def team(request: HttpRequest, team_id: int) -> HttpResponse:
    now = timezone.now()
    found = get_object_or_404(Team.objects.live().select_related("community", "unit"), pk=team_id)
    rows = nearby.ahead(now).filter(team=found).order_by("begins_at", "pk")[:SHOWN]
    page = {
        "team": found,
        "cards": nearby.cards(list(rows)),
        "is_in": found.pk in _own(request),
        "may_join": not (request.user.is_authenticated and request.user.is_staff),
        "agreed": AGREED,
        "now": now,
    }
    return TemplateResponse(request, "resident/activities/team.html", page)


@signed_in
@posted("resident:team")
def join(request: SignedIn, team_id: int) -> HttpResponse:
    found, at = get_object_or_404(Team.objects.live().select_related("community"), pk=team_id), timezone.now()
    tapped(
        request,
        lambda: actions.join(by=request.user, team=found, wording=str(AGREED), at=at),
        _("Welcome to the team."),
    )
    return redirect("resident:team", team_id)


@signed_in
@posted("resident:team")
def leave(request: SignedIn, team_id: int) -> HttpResponse:
    found, at = get_object_or_404(Team.objects.live().select_related("community"), pk=team_id), timezone.now()
    done = _("You have left the team.")
    tapped(request, lambda: actions.leave(by=request.user, team=found, at=at), done)
    return redirect("resident:team", team_id)


def _own(request: HttpRequest) -> set[int]:
    if not request.user.is_authenticated:
        return set()
    return set(TeamMember.objects.filter(person=request.user.pk).values_list("team", flat=True))

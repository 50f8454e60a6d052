"""The life circle at the desk: one's own area, and where new sites would cover most."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from linli.faces.kit import circle as kit
from linli.faces.kit.gates import SignedIn, desk
from linli.insight.reads import new_sites
from linli.insight.reads.circle import Circle
from linli.insight.reads.new_sites import Candidate, Plan
from linli.insight.rules.circle import REACH
from linli.orgs.authority import prefixes
from linli.orgs.grants import Grant
from linli.places.reads import gazetteer

PLAN_KEPT_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Chosen:
    name: str
    label: str
    adds: int
    is_roof: bool


class SitesForm(forms.Form):
    sites = forms.IntegerField(
        min_value=1, max_value=new_sites.MOST_SITES, initial=3, label=gettext_lazy("How many new sites")
    )
    minutes = forms.TypedChoiceField(
        choices=[(one, one) for one in REACH], coerce=int, initial=15, label=gettext_lazy("Minutes on foot")
    )


@desk
@require_safe
def circle(request: SignedIn) -> HttpResponse:
    areas = prefixes(request.user, Grant.SEE_FIGURES)
    if not areas:
        raise Http404
    at = timezone.now()
    context = kit.shown(request.GET, areas, at)
    form = SitesForm(request.GET if "sites" in request.GET else None)
    context |= {"form": form}
    if form.is_bound and form.is_valid():
        context |= _planned(context["found"], context["wish"].chosen, context["wish"].within, form.cleaned_data, at)
        context["points"] += context["marks"]
    return TemplateResponse(request, "desk/facilities/circle.html", context)


def _planned(found: Circle, kind: str, area: str, asked: dict[str, Any], at: datetime) -> dict[str, Any]:
    """Solved once for each question and state of the homes; the solver may take some seconds."""
    offered = new_sites.candidates(found, kind, area, at=at)
    question = (kind, area, asked["minutes"], asked["sites"], len(offered), found.share.homes, *found.share.within)
    key = "new-sites." + ".".join(map(str, question))
    plan: Plan | None = cache.get(key)
    if plan is None:
        detour = settings.LINLI_WALK_DETOUR
        plan = new_sites.planned(found, offered, area, asked["minutes"], asked["sites"], detour=detour)
        cache.set(key, plan, PLAN_KEPT_SECONDS)
    rows = [(offered[one], adds) for one, adds in zip(plan.chosen, plan.adds, strict=True)]
    marks = [
        {"name": site.name, "at": [round(site.point[1], 5), round(site.point[0], 5)], "new": True} for site, _ in rows
    ]
    return {"plan": plan, "chosen": [_chosen(*row) for row in rows], "offered": len(offered), "marks": marks}


def _chosen(site: Candidate, adds: int) -> Chosen:
    return Chosen(site.name, gazetteer().label(site.place), adds, site.is_roof)

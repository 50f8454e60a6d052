"""Figures of whistles: how often a street blows, how departments answer; with intervals, and no ranking."""

from __future__ import annotations

from django import forms
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from linli.faces.kit.gates import SignedIn, desk
from linli.orgs.authority import prefixes, units_of
from linli.orgs.grants import Grant
from linli.whistles.reads import figures as reads
from linli.whistles.rules import FEWEST

DAYS = {30: _("30 days"), 90: _("90 days"), 365: _("One year")}


class DaysForm(forms.Form):
    days = forms.TypedChoiceField(choices=list(DAYS.items()), coerce=int, required=False, empty_value="90")


@desk
@require_safe
def figures(request: SignedIn) -> HttpResponse:
    """The own area's figures; a department sees its own row."""
    areas = prefixes(request.user, Grant.SEE_FIGURES)
    own = () if areas else units_of(request.user, Grant.ANSWER_WHISTLE)
    if not areas and not own:
        raise Http404
    form = DaysForm(request.GET)
    days = int(form.cleaned_data["days"]) if form.is_valid() else 90
    at = timezone.now()
    context = {
        "at": at,
        "days": days,
        "choices": DAYS.items(),
        "figures": reads.figures(areas, days=days, at=at, only=own),
        "fewest": FEWEST,
        "has_area": bool(areas),
    }
    return TemplateResponse(request, "desk/whistles/figures.html", context)

"""Causes of whistles as dated rows: those in force here, a new one for one's own area, an end."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from linli.core.dated import unended
from linli.faces.desk.taking_back import led_to, taken_back
from linli.faces.kit.fields import CALENDAR, Words, day_box
from linli.faces.kit.gates import SignedIn, desk
from linli.faces.kit.problems import explain, explain_on
from linli.faces.kit.whistles import RANK
from linli.orgs.authority import prefixes
from linli.orgs.grants import Grant
from linli.whistles import actions
from linli.whistles.models import Cause
from linli.whistles.rules import Rank


class CauseForm(forms.Form):
    name = Words(max_length=40, label=gettext_lazy("Name of the cause"))
    means = Words(max_length=200, required=False, label=gettext_lazy("When it is used"))
    code = forms.RegexField(
        r"^[a-z][a-z_]{1,29}$",
        label=gettext_lazy("Code"),
        help_text=gettext_lazy("Small letters. A row of the same code goes before the county's."),
    )
    ranks = forms.MultipleChoiceField(
        choices=[(rank.value, name) for rank, name in RANK.items()],
        initial=[rank.value for rank in Rank],
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("Who may whistle for it"),
    )
    sign_minutes = forms.IntegerField(
        min_value=1, max_value=10_000, initial=60, label=gettext_lazy("Sign within (minutes)")
    )
    contact_minutes = forms.IntegerField(
        min_value=1, max_value=100_000, initial=1440, label=gettext_lazy("Contact within (minutes)")
    )
    arrive_working_days = forms.IntegerField(
        min_value=1, max_value=60, required=False, label=gettext_lazy("On the spot within (working days)")
    )
    arrive_minutes = forms.IntegerField(
        min_value=1, max_value=100_000, required=False, label=gettext_lazy("or within (minutes)")
    )
    on = forms.DateField(label=gettext_lazy("In force from"), widget=day_box(), validators=CALENDAR)


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def causes(request: SignedIn) -> HttpResponse:
    area = _area(request)
    at = timezone.now()
    if request.method != "POST":
        return _show(request, area, CauseForm(initial={"on": timezone.localdate(at)}), at)
    form = CauseForm(request.POST)
    if not form.is_valid():
        return _show(request, area, form, at, status=422)
    asked: dict[str, Any] = dict(form.cleaned_data)
    on = asked.pop("on")
    try:
        says = actions.CauseSays(**(asked | {"ranks": [Rank(rank) for rank in asked["ranks"]]}))
        actions.set_cause(by=request.user, area=area, says=says, on=on, at=at)
    except Exception as error:
        problem = explain_on(form, error)  # raises again what has no words
        return _show(request, area, form, at, status=problem.status)
    messages.success(request, _("Kept. It is in force from the day you gave."))
    return redirect("desk:whistle-causes")


@desk
def end(request: SignedIn, cause_id: int) -> HttpResponse:
    """From tomorrow nobody whistles for it."""
    if request.method != "POST":
        return redirect("desk:whistle-causes")
    area = _area(request)
    cause = get_object_or_404(Cause, pk=cause_id, area=area)
    at = timezone.now()
    try:
        actions.end_cause(by=request.user, cause=cause, on=timezone.localdate(at) + timedelta(days=1), at=at)
    except Exception as error:
        problem = explain(error)
        messages.error(request, str(problem.text))
        return redirect("desk:whistle-causes")
    messages.success(request, _("Ended from tomorrow. What was blown keeps its limits."))
    return redirect("desk:whistle-causes")


take_back = taken_back(
    desk,
    lambda request: Cause.objects.filter(area=_area(request)),
    actions.take_back_cause,
    led_to("desk:whistle-causes"),
)


def _area(request: SignedIn) -> str:
    """The area whose causes the reader sets: a street's nine digits, or nothing for the county. Raises: Http404."""
    areas = prefixes(request.user, Grant.SET_CAUSES)
    if not areas:
        raise Http404
    return "" if settings.LINLI_COUNTY in areas else areas[0]


def _show(request: SignedIn, area: str, form: CauseForm, at: datetime, *, status: int = 200) -> HttpResponse:
    on = timezone.localdate(at)
    rows = Cause.objects.filter(unended(on), area__in={"", area})
    context = {"at": at, "area": area, "form": form, "rows": rows.order_by("area", "order", "valid_from"), "on": on}
    return TemplateResponse(request, "desk/whistles/causes.html", context, status=status)

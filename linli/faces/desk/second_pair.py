"""For which desks another person looks at refusals first, and from when: what is set, and a form to set it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from linli.desks import actions
from linli.desks.models import SecondPairRule
from linli.desks.reads.refusals import second_pairs
from linli.desks.rules import REFUSING
from linli.duties.reads import catalogue
from linli.faces.desk.taking_back import led_to, taken_back
from linli.faces.kit.fields import CALENDAR, UnitField, day_box
from linli.faces.kit.gates import SignedIn, desk
from linli.faces.kit.problems import explain_on
from linli.orgs.authority import inside, prefixes
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation


class SecondPairForm(forms.Form):
    is_needed = forms.TypedChoiceField(
        label=_("Refusals of this desk"),
        choices=[("1", _("wait until another person has looked")), ("0", _("hold at once"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    on = forms.DateField(label=_("In force from"), widget=day_box(), validators=CALENDAR)

    field_order = ["organisation", "is_needed", "on"]

    def __init__(self, *args: Any, areas: list[str], **more: Any) -> None:
        super().__init__(*args, **more)
        units = [one for one in catalogue().units.all if one.kind in REFUSING and one.prefix.startswith(tuple(areas))]
        self.fields["organisation"] = UnitField(label=_("Desk of"), listed=units)
        self.order_fields(self.field_order)


@desk
@require_http_methods(["GET", "HEAD", "POST"])
def second_pair(request: SignedIn) -> HttpResponse:
    areas = prefixes(request.user, Grant.SET_SECOND_PAIR)
    if not areas:
        raise Http404
    at = timezone.now()
    today = timezone.localdate(at)
    initial = {"on": today + timedelta(days=1)}
    form = SecondPairForm(request.POST if request.method == "POST" else None, areas=areas, initial=initial)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        organisation = Organisation.objects.get(pk=said["organisation"].pk)
        try:
            actions.set_second_pair(
                by=request.user, organisation=organisation, is_needed=said["is_needed"], on=said["on"], at=at
            )
        except Exception as error:
            problem = explain_on(form, error)  # raises again what has no words
            status = problem.status
        else:
            messages.success(request, _("Kept. It is in force from the day you gave."))
            return redirect("desk:second-pair")
    context = {"form": form, "rows": second_pairs(areas, today), "today": today}
    return TemplateResponse(request, "desk/second_pair.html", context, status=status)


def _inside(request: SignedIn) -> QuerySet[SecondPairRule]:
    areas = prefixes(request.user, Grant.SET_SECOND_PAIR)
    return SecondPairRule.objects.filter(inside("organisation__division__code", areas))


take_back = taken_back(desk, _inside, actions.take_back_second_pair, led_to("desk:second-pair"))

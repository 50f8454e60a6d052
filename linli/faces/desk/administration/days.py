"""Days that work or do not, by decree, above the yearly notice."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods

from linli.core.calendar.fill import NAME_LENGTH, SOURCE_LENGTH
from linli.core.models import Day
from linli.duties import actions
from linli.faces.kit.fields import CALENDAR, Words, day_box
from linli.faces.kit.gates import SignedIn, rule_keeper
from linli.faces.kit.problems import explain_on

SHOWN = 50


class DecreeForm(forms.Form):
    on = forms.DateField(label=_("Day"), widget=day_box(), validators=CALENDAR)
    works = forms.ChoiceField(
        label=_("It is"), choices=[("0", _("a day off")), ("1", _("a working day"))], widget=forms.RadioSelect
    )
    name = Words(label=pgettext_lazy("day", "Why"), max_length=NAME_LENGTH)
    source = Words(
        label=_("Decree"), max_length=SOURCE_LENGTH, help_text=_("Number and date of the paper that says so")
    )


@rule_keeper
@require_http_methods(["GET", "HEAD", "POST"])
def days(request: SignedIn) -> HttpResponse:
    """The days set by decree, and a form for one more."""
    at = timezone.now()
    today = timezone.localdate(at)
    form = DecreeForm(request.POST or None, initial={"on": today, "works": "0"})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            told = form.cleaned_data
            try:
                actions.decree_day(by=request.user, at=at, **told | {"works": told["works"] == "1"})
            except Exception as error:
                explain_on(form, error)
            else:
                messages.success(request, _("Set. Limits that begin from now on count it so."))
                return redirect("desk:system-days")
    decreed = Day.objects.filter(notice=None).order_by("-on")[:SHOWN]
    context = {"form": form, "decreed": decreed, "today": today}
    return TemplateResponse(request, "desk/administration/days.html", context, status=status)

"""告知单: with the code on it a household reads what was written, erases it, or asks to have it put right.

One address, and the code is sent each time: nothing of it is kept in this browser, nor stands in an address.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from linli.faces.kit.address import address_of
from linli.faces.kit.fields import Words, offer
from linli.faces.kit.gates import public
from linli.faces.kit.homes import ASKED
from linli.faces.kit.posted import tapped, whole
from linli.faces.kit.problems import explain
from linli.faces.kit.words import PURPOSE
from linli.homes.actions import slips
from linli.homes.errors import SlipGone
from linli.homes.models import CareNeed, Occupant, Slip
from linli.homes.reads.slip import SaidOf, said_of
from linli.homes.rules import WORDS_LIMIT, Asked
from linli.people.actions import TooOften
from linli.people.models import Purpose

AT_THE_WORDS = {"name", "phone"}  # fields of a household; here all is typed in one


class CodeForm(forms.Form):
    code = Words(
        label=gettext_lazy("Code on the slip"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


class AskForm(forms.Form):
    """What is wrong, of whom, and how it is right."""

    who = forms.ChoiceField(label=gettext_lazy("Of whom"), required=False)
    asks = forms.ChoiceField(label=gettext_lazy("What is wrong"), choices=list(ASKED.items()), widget=forms.RadioSelect)
    words = Words(
        label=gettext_lazy("How it is right"), max_length=WORDS_LIMIT, widget=forms.TextInput({"autocomplete": "off"})
    )

    def __init__(self, data: Any = None, *, said: SaidOf, **more: Any) -> None:
        super().__init__(data, **more)
        people = [(str(one.pk), f"{one.name} {one.phone}".strip()) for one in said.household.people]
        offer(self, who=[*people, ("", gettext_lazy("The household as a whole"))])
        self.initial.setdefault("who", people[0][0] if people else "")


@public
@never_cache
def slip(request: HttpRequest) -> HttpResponse:
    """Ask for the code, show what it opens, do what one button there asks."""
    now, form = timezone.now(), CodeForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return TemplateResponse(request, "resident/slip.html", {"form": form}, status=status)
    try:
        found = slips.open_slip(code=form.cleaned_data["code"], address=address_of(request), at=now)
    except TooOften:
        form.add_error(None, _("Too many wrong codes. Please try again in an hour, or call the community."))
        return TemplateResponse(request, "resident/slip.html", {"form": form}, status=429)
    except SlipGone as error:
        form.add_error("code", str(explain(error).text))
        return TemplateResponse(request, "resident/slip.html", {"form": form}, status=422)
    ask, status = None, 200
    if request.POST.get("erase-person") or request.POST.get("erase-need"):
        line = _line(request)
        tapped(request, lambda: slips.erase(slip=found, line=line, at=now), _("Erased. Nothing of it is kept."))
    elif "asks" in request.POST:
        ask, status = _ask(request, found, now)
    said = said_of(slips.of_slip(found), on=timezone.localdate(now))
    context = {
        "form": form,
        "said": said,
        "asked": [(row, ASKED[Asked(row.asks)]) for row in said.requests],
        "looks": [(look, PURPOSE[Purpose(look.purpose)]) for look in said.looks],
        "ask": ask or AskForm(said=said),
        "now": now,
    }
    return TemplateResponse(request, "resident/slip.html", context, status=status)


def _line(request: HttpRequest) -> Occupant | CareNeed:
    """What the button names; whether it is the household's own, the action asks."""
    if key := request.POST.get("erase-need", ""):
        return get_object_or_404(CareNeed.objects.select_related("occupant__household"), pk=whole(key))
    rows = Occupant.objects.select_related("household")
    return get_object_or_404(rows, pk=whole(request.POST.get("erase-person", "")))


def _ask(request: HttpRequest, found: Slip, now: datetime) -> tuple[AskForm | None, int]:
    """The form again with what is wrong, and the status; None when it was asked for."""
    household = slips.of_slip(found)
    form = AskForm(request.POST, said=said_of(household, on=timezone.localdate(now)))
    if not form.is_valid():
        return form, 422
    told = form.cleaned_data
    occupant = Occupant.objects.of(household).filter(pk=whole(told["who"])).select_related("household").first()
    try:
        slips.ask(slip=found, asks=Asked(told["asks"]), occupant=occupant, words=told["words"], at=now)
    except Exception as error:
        problem = explain(error)  # raises again what has no words
        field = "words" if problem.field in AT_THE_WORDS else problem.field
        form.add_error(field if field in form.fields else None, str(problem.text))
        return form, problem.status
    messages.success(request, _("Asked. The community looks at it, and the answer stands here."))
    return None, 200

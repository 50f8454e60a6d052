"""How long needs wait and orders may take: what holds, what will hold, and another row from a day on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from linli.commons.actions import terms as actions
from linli.commons.models import MenuTerms, RiseTerm
from linli.commons.rules.lists import ABOVE, LONGEST_TERM
from linli.commons.rules.lists import Level as Shown
from linli.faces.desk.taking_back import led_to, taken_back
from linli.faces.kit.fields import CALENDAR, Words, day_box
from linli.faces.kit.gates import SignedIn, rule_keeper
from linli.faces.kit.lists import LEVEL
from linli.faces.kit.posted import posted, sent

ROWS_SHOWN = 20


def _number(label: Any) -> forms.IntegerField:
    return forms.IntegerField(min_value=1, max_value=LONGEST_TERM, label=label)


class RiseForm(forms.Form):
    level = forms.TypedChoiceField(
        coerce=lambda value: Shown(int(value)),
        choices=[(level.value, LEVEL[level]) for level in ABOVE],
        label=gettext_lazy("Level"),
    )
    days = _number(gettext_lazy("Rises after how many days"))
    on = forms.DateField(widget=day_box(), validators=CALENDAR, label=gettext_lazy("In force from"))


class MenuForm(forms.Form):
    give_hours = _number(gettext_lazy("A unit is found within (working hours)"))
    answer_days = _number(gettext_lazy("Whoever ordered answers within (working days)"))
    keep_days = _number(gettext_lazy("Contact and words are erased after (days)"))
    source = Words(max_length=120, required=False, label=gettext_lazy("Source"))
    on = forms.DateField(widget=day_box(), validators=CALENDAR, label=gettext_lazy("In force from"))


@rule_keeper
@require_safe
def terms(request: SignedIn) -> HttpResponse:
    return _show(request)


@rule_keeper
@posted("desk:commons-terms", of_all=True)
def rise(request: SignedIn) -> HttpResponse:
    form, at = RiseForm(request.POST), timezone.now()
    done = _("Kept. It holds for needs that come to this level from that day on.")
    status = sent(request, form, lambda told: actions.set_rise(by=request.user, at=at, **told), done)
    return redirect("desk:commons-terms") if status is None else _show(request, status=status, rise=form)


@rule_keeper
@posted("desk:commons-terms", of_all=True)
def menu(request: SignedIn) -> HttpResponse:
    form, at = MenuForm(request.POST), timezone.now()

    def act(told: dict[str, Any]) -> None:
        actions.set_menu(by=request.user, on=told.pop("on"), says=actions.MenuSays(**told), at=at)

    status = sent(request, form, act, _("Kept. It holds for every step that begins from that day on."))
    return redirect("desk:commons-terms") if status is None else _show(request, status=status, menu=form)


take_back_rise = taken_back(
    rule_keeper, lambda request: RiseTerm.objects.all(), actions.take_back_rise, led_to("desk:commons-terms")
)
take_back_menu = taken_back(
    rule_keeper, lambda request: MenuTerms.objects.all(), actions.take_back_menu, led_to("desk:commons-terms")
)


def _show(request: SignedIn, *, status: int = 200, **sent_back: forms.Form) -> HttpResponse:
    at = timezone.now()
    on = timezone.localdate(at)
    tomorrow = {"on": on + timedelta(days=1)}
    last = MenuTerms.objects.valid(on).order_by("-valid_from").first()
    known = {name: getattr(last, name) for name in ("give_hours", "answer_days", "keep_days")} if last else {}
    context = {
        "at": at,
        "tab": "terms",
        "on": on,
        "rises": RiseTerm.objects.order_by("-level", "-valid_from")[:ROWS_SHOWN],
        "menus": MenuTerms.objects.order_by("-valid_from")[:ROWS_SHOWN],
        "rise": RiseForm(initial=tomorrow),
        "menu": MenuForm(initial=tomorrow | known),
        **sent_back,
    }
    return TemplateResponse(request, "desk/lists/terms.html", context, status=status)

"""Routing rules: in their order, tried on the last year's matters before they go live, replaced and ended by day."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.duties import actions
from linli.duties.models import Kind, RoutingRule
from linli.duties.reads import catalogue, switched, with_rule, without_rule
from linli.faces.desk.administration import trying
from linli.faces.desk.taking_back import led_to, taken_back
from linli.faces.kit.fields import CALENDAR, UnitField, Words, day_box, in_language, kind_label, unit_label
from linli.faces.kit.gates import SignedIn, rule_keeper
from linli.faces.kit.posted import whole
from linli.faces.kit.problems import explain, explain_on
from linli.faces.kit.words import ORG_KIND
from linli.matters.reads import replay
from linli.orgs.models import Organisation, OrgKind
from linli.places.models import Zone
from linli.places.reads import gazetteer

GIVEN_WORK = (OrgKind.COMMUNITY_COMMITTEE, OrgKind.STREET_OFFICE, OrgKind.DEPARTMENT, OrgKind.CITY_CENTRE)


class RuleForm(forms.Form):
    """When a rule fits, and who gets it. Conditions that are left empty fit everything."""

    name = Words(label=_("What the rule is called"), max_length=60)
    order = forms.IntegerField(
        label=_("Order"), min_value=1, max_value=99_999, help_text=_("Rules are asked from the lowest number on")
    )
    place_prefix = forms.RegexField(
        label=_("Place"), regex=r"^\d{6,15}$", required=False, help_text=_("First digits of a division or grid")
    )
    zone = forms.ModelChoiceField(Zone.objects.none(), label=_("Zone"), required=False)
    in_dedicated_grid = forms.BooleanField(label=_("Only in dedicated grids"), required=False)
    kind_code = forms.CharField(
        label=_("Kind"), max_length=120, required=False, help_text=_("A code of any level, with everything below it")
    )
    words = Words(
        label=_("Words, any of them"), max_length=300, required=False, help_text=_("Split by commas: 河道、河里")
    )
    unit = UnitField(label=_("Goes to this unit"), required=False)
    unit_kind = forms.ChoiceField(label=_("or to the unit of this kind that covers the place"), required=False)
    unit_duty = forms.ChoiceField(label=_("with this duty"), required=False)
    source = Words(label=_("Source"), max_length=120, required=False)
    on = forms.DateField(label=_("In force from"), widget=day_box(), validators=CALENDAR)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        units = catalogue().units.all
        duties = {unit.duty: unit_label(unit) for unit in units if unit.kind == OrgKind.DEPARTMENT and unit.duty}
        self.fields["unit"] = UnitField(
            label=self.fields["unit"].label, required=False, listed=[u for u in units if u.kind in GIVEN_WORK]
        )
        self._choose("unit_kind", [("", "—"), *((kind.value, ORG_KIND[kind]) for kind in GIVEN_WORK)])
        self._choose("unit_duty", [("", "—"), *sorted(duties.items(), key=lambda duty: duty[1])])
        self.fields["zone"].queryset = Zone.objects.filter(valid_to=None).order_by("name")  # type: ignore[attr-defined]

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean_kind_code(self) -> Kind | None:
        code = self.cleaned_data["kind_code"].split()[:1]
        if not code:
            return None
        if code[0] not in catalogue().by_code:
            raise ValidationError(_("Not in the service catalogue: %s") % code[0])
        return Kind.objects.get(code=code[0])

    def clean_place_prefix(self) -> str:
        code: str = self.cleaned_data["place_prefix"].rstrip()
        prefix = code.rstrip("0") if len(code) == 12 else code
        if prefix and not any(known.startswith(prefix) for known in gazetteer().names):
            raise ValidationError(_("No division or grid begins with these digits."))
        return prefix

    def clean_words(self) -> tuple[str, ...]:
        text = self.cleaned_data["words"]
        for sign in "，,;；\n":
            text = text.replace(sign, "、")
        return tuple(dict.fromkeys(word.strip() for word in text.split("、") if word.strip()))

    @property
    def says(self) -> actions.RuleSays:
        told = self.cleaned_data
        unit = told["unit"]
        return actions.RuleSays(
            order=told["order"],
            name=told["name"],
            place_prefix=told["place_prefix"],
            zone=told["zone"],
            in_dedicated_grid=told["in_dedicated_grid"],
            kind=told["kind_code"],
            words=told["words"],
            unit=Organisation.objects.get(pk=unit.pk) if unit else None,
            unit_kind=OrgKind(told["unit_kind"]) if told["unit_kind"] else None,
            unit_duty=told["unit_duty"] if told["unit_kind"] else "",
            source=told["source"],
        )


class EndForm(forms.Form):
    on = forms.DateField(label=_("Ends on"), widget=day_box(), validators=CALENDAR)


@rule_keeper
@require_safe
def rules(request: SignedIn) -> HttpResponse:
    return _rules_page(request)


@rule_keeper
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedIn) -> HttpResponse:
    """A new rule, or one in the place of another: first what it would have done, then, sent again, in force."""
    at = timezone.now()
    today = timezone.localdate(at)
    old = RoutingRule.objects.filter(pk=whole(request.GET.get("instead_of", "")), valid_to=None).first()
    form = RuleForm(request.POST or None, initial={"on": today + timedelta(days=1), **_copied(old)})
    context: dict[str, Any] = {"form": form, "old": old, "days": replay.DAYS}
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            says, on = form.says, form.cleaned_data["on"]
            try:
                actions.routing.check(says, on=on, at=at)
                is_live = "live" in request.POST
                if is_live and trying.was_tried(request):
                    actions.set_rule(by=request.user, says=says, on=on, at=at, instead_of=old)
                    messages.success(request, _("The rule holds from that day on."))
                    return redirect("desk:system-rules")
            except Exception as error:
                explain_on(form, error)
            else:
                if is_live:
                    form.add_error(None, trying.TRY_FIRST)
                else:
                    status = 200
                context["token"] = trying.sign(request)
                context["tried"] = replay.replay_rules(with_rule(actions.drafted(says, on), old, on), on=on, at=at)
    return TemplateResponse(request, "desk/administration/rule_new.html", context, status=status)


@rule_keeper
@require_safe
def try_switch(request: SignedIn, rule_id: int) -> HttpResponse:
    """What switching a rule would have done to the matters of the last year: numbers, and nothing that was said."""
    return _try_page(request, get_object_or_404(RoutingRule, pk=rule_id))


def _try_page(request: SignedIn, rule: RoutingRule, note: object = "", status: int = 200) -> HttpResponse:
    """``token`` lets the one switch be made that is shown here."""
    at = timezone.now()
    tried = replay.replay_rules(switched(rule), on=timezone.localdate(at), at=at)
    token = trying.sign(request, _switching(rule, on=not rule.is_on))
    context = {"rule": rule, "tried": tried, "days": replay.DAYS, "token": token, "note": note}
    return TemplateResponse(request, "desk/administration/try.html", context, status=status)


def _switching(rule: RoutingRule, *, on: bool) -> str:
    return f"switch {rule.pk} {'on' if on else 'off'}"


@rule_keeper
@require_POST
def switch(request: SignedIn, rule_id: int) -> HttpResponse:
    """Let a rule count, or not, from now on, after it was shown what that does."""
    rule = get_object_or_404(RoutingRule, pk=rule_id)
    on = request.POST.get("on") == "1"
    if not trying.was_tried(request, _switching(rule, on=on)):
        return _try_page(request, rule, note=trying.TRY_FIRST, status=422)
    try:
        actions.switch_rule(by=request.user, rule=rule, on=on, at=timezone.now())
    except actions.AlreadySo as error:
        return _rules_page(request, note=explain(error).text, status=409)
    return redirect("desk:system-rules")


@rule_keeper
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: SignedIn, rule_id: int) -> HttpResponse:
    """What ending a rule would have done, and the end itself."""
    rule = get_object_or_404(RoutingRule, pk=rule_id)
    at = timezone.now()
    tomorrow = timezone.localdate(at) + timedelta(days=1)
    form = EndForm(request.POST or None, initial={"on": tomorrow})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.end_rule(by=request.user, rule=rule, on=form.cleaned_data["on"], at=at)
            except Exception as error:
                form.add_error("on", str(explain(error).text))
            else:
                messages.success(request, _("The rule ends on that day."))
                return redirect("desk:system-rules")
    context = {
        "rule": rule,
        "form": form,
        "days": replay.DAYS,
        "tried": replay.replay_rules(without_rule(rule), on=timezone.localdate(at), at=at),
    }
    return TemplateResponse(request, "desk/administration/rule_end.html", context, status=status)


take_back = taken_back(
    rule_keeper, lambda request: RoutingRule.objects.all(), actions.take_back_rule, led_to("desk:system-rules")
)


def _rules_page(request: SignedIn, note: object = "", status: int = 200) -> HttpResponse:
    today = timezone.localdate()
    found = RoutingRule.objects.select_related("kind", "zone", "unit").order_by("order", "pk")
    shown = [(rule, goes_to(rule)) for rule in found if not rule.valid_to or rule.valid_to > today]
    context = {"rules": shown, "note": note, "today": today}
    return TemplateResponse(request, "desk/administration/rules.html", context, status=status)


def _copied(old: RoutingRule | None) -> dict[str, Any]:
    if old is None:
        return {}
    known = catalogue()
    kind = known.kinds.get(old.kind_id) if old.kind_id else None
    unit = known.units.by_pk.get(old.unit_id) if old.unit_id else None
    names = ("name", "order", "place_prefix", "in_dedicated_grid", "unit_kind", "unit_duty", "source")
    return {name: getattr(old, name) for name in names} | {
        "zone": old.zone_id,
        "words": "、".join(old.words),
        "kind_code": kind_label(kind) if kind else "",
        "unit": unit_label(unit) if unit else "",
    }


def goes_to(rule: RoutingRule) -> str | Promise:
    if rule.unit is not None:
        return in_language(rule.unit.name, rule.unit.name_en)
    return unit_called(rule.unit_kind, rule.unit_duty)


def unit_called(kind: str, duty: str) -> str | Promise:
    """A kind of unit, or by name the department that has the duty in the whole county."""
    unit = catalogue().units.covering(settings.LINLI_COUNTY, kind, duty) if duty else None
    return unit_label(unit) if unit is not None else ORG_KIND[kind]

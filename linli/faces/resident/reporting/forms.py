"""A report-in, what was done, a pledge: each as few fields as its rule asks for."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from linli.faces.kit.fields import CALENDAR, PlaceField, Words, day_box, in_language
from linli.orgs.models import Organisation
from linli.places.models import Division
from linli.volunteering.actions.reporting import ReportSays
from linli.volunteering.models import ReportRule, ReportTeam, TaskKind
from linli.volunteering.rules.reporting import NAME_LIMIT, PLEDGE_LIMIT, WORDS_LIMIT

FOUND = 8  # organisations to choose from when a name fits several


def wording(rule: ReportRule) -> str:
    """What the person agrees to, in the language in which they read it."""
    return in_language(rule.wording, rule.wording_en)


class TeamChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.community.short_name} · {obj.name}"


class KindChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return in_language(obj.name, obj.name_en)


class ReportForm(forms.Form):
    """What the ``rule`` of the kind asks for; an organisation is typed by name and, where several fit, picked."""

    def __init__(self, data: Any = None, *, rule: ReportRule, on: date, **more: Any) -> None:
        super().__init__(data, **more)
        self.rule, self.on = rule, on
        self.found: list[Organisation] = []
        self.picked = ""
        if rule.as_team:
            teams = ReportTeam.objects.open().select_related("community").order_by("community__code", "name")
            self.fields["team"] = TeamChoice(teams, label=_("My team"), empty_label=_("Choose one"))
        else:
            self.fields["community"] = PlaceField(
                areas=[settings.LINLI_COUNTY], label=_("The community I report in to")
            )
        if rule.asks_home:
            self.fields["home"] = Words(
                max_length=60, label=_("My organisation"), help_text=_("Its name or a part of it")
            )
        elif not rule.as_team:
            self.fields["home_elsewhere"] = Words(
                max_length=60, required=False, label=_("My organisation elsewhere (may stay empty)")
            )
        self.fields["name"] = Words(
            max_length=NAME_LIMIT, label=_("My name"), widget=forms.TextInput({"autocomplete": "name"})
        )
        self.fields["agree"] = forms.BooleanField(label=wording(rule))

    def clean_home(self) -> Organisation:
        """The organisation that was picked, or the only one that the words fit."""
        said = self.cleaned_data["home"]
        valid = Organisation.objects.valid(self.on)
        same = list(valid.filter(name=said)[:2])
        if len(same) == 1:
            return same[0]
        self.found = list(valid.filter(name__icontains=said).order_by("name", "pk")[:FOUND])
        self.picked = self.data.get("pick", "")
        picked = next((unit for unit in self.found if str(unit.pk) == self.picked), None)
        if picked is not None:
            return picked
        if len(self.found) == 1:
            return self.found[0]
        raise ValidationError(
            _("Several organisations fit. Choose yours below.")
            if self.found
            else _("No organisation has this name. Try another part of it.")
        )

    def community(self) -> Division:
        """Where somebody reports in: the place they chose, or that of their team."""
        told = self.cleaned_data
        if self.rule.as_team:
            community: Division = told["team"].community
            return community
        return Division.objects.get(code=told["community"], valid_to=None)

    def says(self) -> ReportSays:
        told = self.cleaned_data
        return ReportSays(
            name=told["name"],
            home=told.get("home"),
            home_elsewhere=told.get("home_elsewhere", ""),
            team=told.get("team"),
        )


class DeedForm(forms.Form):
    """What somebody did that nobody had posted."""

    kind = KindChoice(TaskKind.objects.none(), empty_label=None, label=_("Kind of task"))
    words = Words(max_length=WORDS_LIMIT, label=_("What I did"), widget=forms.Textarea({"rows": 2}))
    done_on = forms.DateField(label=_("Day"), widget=day_box(), validators=CALENDAR)

    def __init__(self, data: Any = None, *, on: date, **more: Any) -> None:
        super().__init__(data, **({"initial": {"done_on": on}} | more))
        kinds = self.fields["kind"]
        assert isinstance(kinds, forms.ModelChoiceField)  # noqa: S101 -- says so to the checker of types
        kinds.queryset = TaskKind.objects.valid(on).order_by("order")


class PledgeForm(forms.Form):
    words = Words(max_length=PLEDGE_LIMIT, label=_("I promise"), widget=forms.Textarea({"rows": 2}))
    by_on = forms.DateField(label=_("By this day"), widget=day_box(), validators=CALENDAR)

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["community"] = PlaceField(areas=[settings.LINLI_COUNTY], label=_("Where"))

    def place(self) -> Division:
        return Division.objects.get(code=self.cleaned_data["community"], valid_to=None)

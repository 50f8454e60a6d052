"""What a community offers, collects for, and what the county lets deeds earn."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.faces.kit.fields import CALENDAR, Words, day_box, offer_rows
from linli.faces.kit.thanks import DEED, PERIOD
from linli.orgs.models import Organisation
from linli.places.models import Division
from linli.places.reads import gazetteer
from linli.points.actions import OfferSays, RuleSays
from linli.points.rules import HIGHEST_PRICE, LONGEST_TERM_MONTHS, Period


class CommunityField(forms.ModelChoiceField):
    """A community by its town and short name."""

    def label_from_instance(self, obj: Division) -> str:
        return gazetteer().label(obj.code)


class PlaceForm(forms.Form):
    """What all that stands in a community has: where, whose, from when to when."""

    community = CommunityField(Division.objects.none(), empty_label=None, label=_("Community"))
    unit = forms.ModelChoiceField(Organisation.objects.none(), label=_("Who gives it"), empty_label=_("Choose one"))
    title = Words(max_length=60, label=_("What it is"))
    words = Words(max_length=300, required=False, label=_("More about it"))
    begin = forms.DateField(label=_("From"), widget=day_box(), validators=CALENDAR)
    end = forms.DateField(
        label=_("To before (empty: until further notice)"), widget=day_box(), required=False, validators=CALENDAR
    )

    def __init__(self, data: Any = None, *, communities: Any, units: Any, **more: Any) -> None:
        super().__init__(data, **more)
        offer_rows(self, community=communities, unit=units)


class OfferForm(PlaceForm):
    title_en = Words(max_length=100, required=False, label=_("In English"))
    price = forms.IntegerField(min_value=1, max_value=HIGHEST_PRICE, required=False, label=_("Price in points"))
    stars = forms.IntegerField(min_value=1, max_value=10, required=False, label=_("or stars of a household"))
    stock = forms.IntegerField(min_value=1, max_value=100_000, initial=10, label=_("Number offered"))
    period = forms.ChoiceField(choices=[(period.value, name) for period, name in PERIOD.items()], label=_("in each"))

    def where(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("unit", "community", "begin", "end")}

    def says(self) -> OfferSays:
        names = ("title", "title_en", "words", "price", "stars", "stock")
        told = {name: self.cleaned_data[name] for name in names}
        return OfferSays(period=Period(self.cleaned_data["period"]), **told)


class CauseForm(PlaceForm):
    for_neighbour = forms.BooleanField(required=False, label=_("For a neighbour, who is not named here"))


class RuleForm(forms.Form):
    verb = forms.ChoiceField(choices=list(DEED.items()), label=_("Deed"))
    name = Words(max_length=60, label=_("What the member reads"))
    name_en = Words(max_length=100, required=False, label=_("In English"))
    points = forms.IntegerField(min_value=1, max_value=HIGHEST_PRICE, label=_("Points"))
    day_cap = forms.IntegerField(min_value=1, required=False, label=_("At most a day"))
    month_cap = forms.IntegerField(min_value=1, required=False, label=_("At most a month"))
    months = forms.IntegerField(min_value=1, max_value=LONGEST_TERM_MONTHS, initial=12, label=_("Good for (months)"))
    on = forms.DateField(label=_("In force from"), widget=day_box(), validators=CALENDAR)

    def says(self) -> RuleSays:
        return RuleSays(**{name: value for name, value in self.cleaned_data.items() if name != "on"})


class CodeForm(forms.Form):
    code = Words(
        max_length=20,
        label=_("The volunteer's code"),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

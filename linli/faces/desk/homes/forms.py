"""What desks write of a home, and the consent on which it rests."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from linli.faces.kit.fields import CALENDAR, Words, day_box, in_language, offer
from linli.faces.kit.words import PURPOSE
from linli.homes.actions.grounds import Agreed
from linli.homes.actions.people import PersonSays
from linli.homes.models import KeepingRule, Occupant
from linli.homes.reads.buildings import Door
from linli.homes.reads.household import HouseholdShown
from linli.homes.rules import NAME_LIMIT, PHONE_LIMIT, WORDING_LIMIT
from linli.people.models import Purpose

LOOKS_FOR = (Purpose.VISIT, Purpose.EMERGENCY)


class ConsentForm(forms.Form):
    """Who agreed to what. Left empty as a whole, the line rests on the law of its rule, where there is one."""

    signed_by = Words(label=_("Who signed"), max_length=NAME_LIMIT, required=False)
    signed_on = forms.DateField(label=_("Signed on"), widget=day_box(), validators=CALENDAR, required=False)
    until = forms.DateField(label=_("Agreed until (if sooner)"), widget=day_box(), validators=CALENDAR, required=False)
    wording = Words(
        label=_("What was agreed to"), max_length=WORDING_LIMIT, required=False, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, data: Any = None, *, on: date, **more: Any) -> None:
        said = gettext("I agree that the community keeps this for the purpose named. I can take that back at any time.")
        more["initial"] = {"signed_on": on, "wording": said} | more.get("initial", {})
        super().__init__(data, **more)
        self._on = on
        for name in ("signed_by", "name", "phone"):
            if name in self.fields:
                self.fields[name].widget.attrs["autocomplete"] = "off"

    def agreed(self) -> Agreed | None:
        told = self.cleaned_data
        if not told["signed_by"]:
            return None
        return Agreed(told["signed_by"], told["wording"], told["signed_on"] or self._on, told["until"])


class PersonForm(ConsentForm):
    """Somebody who lives there."""

    name = Words(label=_("Name"), max_length=NAME_LIMIT)
    phone = Words(label=_("Telephone (if they want to be called first)"), max_length=PHONE_LIMIT, required=False)

    def says(self) -> PersonSays:
        return PersonSays(self.cleaned_data["name"], self.cleaned_data["phone"])


class NeedForm(ConsentForm):
    """A care need; a law or who signed."""

    code = forms.ChoiceField(label=_("Kind of need"))

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        rules = KeepingRule.objects.valid(more["on"]).filter(is_need=True).order_by("order")
        offer(self, code=[(rule.code, _kind(rule)) for rule in rules])


def _kind(rule: KeepingRule) -> str:
    return f"{in_language(rule.name, rule.name_en)} — {in_language(rule.purpose, rule.purpose_en)}"


class CorrectForm(forms.Form):
    """What stands masked is not shown to be put right: only what is wrong is typed anew."""

    name = Words(label=_("Right name"), max_length=NAME_LIMIT, required=False)
    phone = Words(label=_("Right telephone"), max_length=PHONE_LIMIT, required=False)
    no_phone = forms.BooleanField(label=_("Take the telephone away"), required=False)

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        for name in ("name", "phone"):
            self.fields[name].widget.attrs["autocomplete"] = "off"

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not self.errors and not any(told.values()):
            raise forms.ValidationError(_("Type what is right."))
        return told

    def says(self, kept: Occupant) -> PersonSays:
        told = self.cleaned_data
        return PersonSays(told["name"] or kept.name, "" if told["no_phone"] else told["phone"] or kept.phone)


class SplitForm(forms.Form):
    """Who goes, and behind which door of the building."""

    people = forms.MultipleChoiceField(label=_("Who goes"), widget=forms.CheckboxSelectMultiple, required=False)
    dwelling = forms.ChoiceField(label=_("Where they live now"))

    def __init__(self, data: Any = None, *, home: HouseholdShown, doors: Iterable[Door], **more: Any) -> None:
        super().__init__(data, **more)
        people = [(str(one.pk), f"{one.name} {one.phone}".strip()) for one in home.people]
        offer(self, people=people, dwelling=[(str(door.dwelling), door.name) for door in doors])


class LookForm(forms.Form):
    """What the contact is needed for."""

    purpose = forms.ChoiceField(
        label=_("What for"), choices=[(one, PURPOSE[one]) for one in LOOKS_FOR], widget=forms.RadioSelect
    )

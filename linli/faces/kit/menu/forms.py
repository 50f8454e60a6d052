"""What pages of the menu share: the list that was asked for, and the form of an order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from linli.commons.actions.orders import Wish
from linli.commons.models import GroupDay, Service
from linli.commons.reads.menu import listing
from linli.commons.rules.orders import (
    ADDRESS_LIMIT,
    NAME_LIMIT,
    PHONE_LIMIT,
    WORDS_LIMIT,
    Form,
    PartOfDay,
    Sort,
    Where,
)
from linli.faces.kit.entry import PHONE
from linli.faces.kit.fields import CALENDAR, PlaceField, Words, day_box
from linli.faces.kit.menu.words import DRAWING, PART_OF_DAY, SORT
from linli.faces.kit.moments import moment
from linli.people.models import Person
from linli.places.models import Division

LONGEST_SEARCH = 40


def listed(request: HttpRequest, on: date, community: Division | None = None, *, later: bool = False) -> dict[str, Any]:
    """What a page of the menu shows: the services asked for, and the kinds there are; ``later`` with those to come."""
    q, sort = request.GET.get("q", "")[:LONGEST_SEARCH], request.GET.get("sort", "")
    sort = sort if sort in set(Sort) else ""
    found = listing(on, community=community, sort=sort, words=q, later=later)
    kinds = [(one.value, SORT[one], DRAWING[one], count) for one, count in found.counts]
    return {"services": found.services, "sorts": kinds, "sort": sort, "q": q}


class OrderForm(forms.Form):
    """An order for one service: who, where, when, what. ``days`` are those of a service of several units."""

    intent = forms.UUIDField(widget=forms.HiddenInput)
    name = Words(max_length=NAME_LIMIT, required=False, label=_("Name"))
    phone = Words(max_length=PHONE_LIMIT, required=False, label=_("Phone"), validators=[PHONE])
    by_sms = forms.BooleanField(required=False, label=_("Tell me by text message how this order goes, nothing else"))
    address = Words(max_length=ADDRESS_LIMIT, required=False, label=_("Address: estate, building, door"))
    on = forms.DateField(
        required=False, widget=day_box(), validators=CALENDAR, label=_("The day that suits (not needed)")
    )
    part_of_day = forms.ChoiceField(
        choices=[(part.value, PART_OF_DAY[part]) for part in PartOfDay], required=False, label=_("Time of day")
    )
    words = Words(
        max_length=WORDS_LIMIT, required=False, widget=forms.Textarea({"rows": 3}), label=_("What they should know")
    )

    def __init__(
        self, *args: Any, service: Service, areas: Sequence[str], days: Sequence[GroupDay] = (), **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.service = service
        self.fields["community"] = PlaceField(
            areas=areas, label=_("Community"), help_text=_("Type a part of the name and pick from the list.")
        )
        if service.form == Form.CUSTOM:
            self.fields["words"].label = _("What is wanted")
        if service.form == Form.GROUP:
            told = [(day.pk, f"{moment(day.starts_at)} · {day.place} · {day.community.short_name}") for day in days]
            self.fields["group"] = forms.TypedChoiceField(
                choices=[("", _("Another day: the community tells me")), *told],
                coerce=lambda pk: next((day for day in days if str(day.pk) == str(pk)), None),
                empty_value=None,
                required=False,
                label=_("Which day"),
            )
            del self.fields["on"], self.fields["part_of_day"]
        if service.place != Where.HOME:
            del self.fields["address"]

    def clean_community(self) -> Division:
        found = Division.objects.communities().filter(code=self.cleaned_data["community"][:12]).first()
        if found is None:
            raise forms.ValidationError(self.fields["community"].error_messages["unknown"])
        return found

    def wish(self, *, for_whom: Person | None = None) -> Wish:
        """What was asked; for somebody of the family with the contact of their own account."""
        said = self.cleaned_data
        return Wish(
            phone=for_whom.phone if for_whom else said["phone"],
            name=for_whom.name if for_whom else said["name"],
            address=said.get("address", ""),
            words=said["words"],
            on=said.get("on"),
            part_of_day=PartOfDay(said.get("part_of_day") or ""),
            by_sms=bool(said.get("by_sms")) and for_whom is None,
        )

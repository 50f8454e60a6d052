"""The forms of a body's page: each says what it asks for, and ``told`` what its action takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.faces.desk.activities.forms import HoursField
from linli.faces.desk.bodies.fields import BodyField, PersonField, day_field
from linli.faces.kit.bodies import AREA, FORM, GROUND, LINK
from linli.faces.kit.fields import Words, in_language, offer
from linli.faces.kit.words import ORG_KIND, ROLE
from linli.orgs.models import AreaKind, Ground, LinkKind, Role
from linli.orgs.reads.body import Shown
from linli.places.models import Building, Division, Dwelling, Estate, Grid, Zone
from linli.places.reads import gazetteer
from linli.places.rules import LONGEST_NAME, Level, level
from linli.volunteering.rules.activities import MOST_CAME

GIVEN = (Role.PARTY_HEAD, Role.PARTY_ADVISER)


class FoundForm(forms.Form):
    """Under ``under``, or under nothing; ``kinds`` are those that may stand there by rule."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    name = Words(max_length=LONGEST_NAME, label=gettext_lazy("Name"))
    name_en = Words(max_length=80, required=False, label=gettext_lazy("Name in English"))
    form = forms.ChoiceField(
        required=False, choices=[("", gettext_lazy("Not said")), *FORM.items()], label=gettext_lazy("Put together")
    )
    place = forms.ChoiceField(label=gettext_lazy("Area it answers for"))
    purpose = Words(
        max_length=200,
        required=False,
        label=gettext_lazy("What it is for"),
        widget=forms.Textarea({"rows": 2}),
    )
    headcount = forms.IntegerField(
        required=False, min_value=0, max_value=10**7, label=gettext_lazy("How many work there (firms)")
    )

    def __init__(self, data: Any = None, *, on: Any, kinds: Iterable[str], areas: Iterable[str], at: str) -> None:
        super().__init__(data)
        self.fields["on"] = day_field(gettext_lazy("From"), on)
        self.fields["ends_on"] = day_field(gettext_lazy("Ends on (temporary bodies)"), required=False)
        book, areas = gazetteer(), tuple(areas)
        places = [
            code
            for code in sorted(book.divisions)
            if level(code) >= Level.COUNTY and any(code.startswith(area) for area in areas)
        ]
        offer(
            self,
            kind=[(kind, str(ORG_KIND[kind])) for kind in kinds],
            place=[(code, book.label(code)) for code in places],
        )
        self.fields["place"].initial = at


class RenameForm(forms.Form):
    name = Words(max_length=LONGEST_NAME, label=gettext_lazy("Name"))
    name_en = Words(max_length=80, required=False, label=gettext_lazy("Name in English"))

    def __init__(self, data: Any = None, *, shown: Shown, on: Any) -> None:
        super().__init__(data, initial={"name": shown.body.name, "name_en": shown.body.name_en})
        self.fields["on"] = day_field(gettext_lazy("From"), on)


class MoveForm(forms.Form):
    def __init__(self, data: Any = None, *, shown: Shown, on: Any) -> None:
        super().__init__(data)
        self.fields["parent"] = BodyField(
            on=on, required=False, label=gettext_lazy("Under"), help_text=gettext_lazy("Name or code; empty: nothing.")
        )
        self.fields["on"] = day_field(gettext_lazy("From"), on)


class DissolveForm(forms.Form):
    def __init__(self, data: Any = None, *, shown: Shown, on: Any) -> None:
        super().__init__(data)
        self.fields["on"] = day_field(gettext_lazy("Not there from"), on)


class ProlongForm(forms.Form):
    def __init__(self, data: Any = None, *, shown: Shown, on: Any) -> None:
        super().__init__(data)
        self.fields["until"] = day_field(gettext_lazy("New end"), shown.body.valid_to)


class PostForm(forms.Form):
    role = forms.ChoiceField(choices=[(role.value, ROLE[role]) for role in GIVEN], label=gettext_lazy("Role"))
    person = PersonField()

    def __init__(self, data: Any = None, *, shown: Shown, on: Any) -> None:
        super().__init__(data)
        self.fields["home"] = BodyField(on=on, required=False, label=gettext_lazy("Sent by (advisers)"))
        self.fields["on"] = day_field(gettext_lazy("From"), on)


class SeatForm(forms.Form):
    seat = forms.ChoiceField(label=gettext_lazy("Seat"))
    person = PersonField()

    def __init__(self, data: Any = None, *, shown: Shown, on: Any) -> None:
        super().__init__(data)
        vacant = {place.rule.code: in_language(place.rule.name, place.rule.name_en) for place in shown.vacant}
        seat = self.fields["seat"]
        assert isinstance(seat, forms.ChoiceField)  # noqa: S101 — for types
        seat.choices = list(vacant.items())
        self.fields["home"] = BodyField(on=on, label=gettext_lazy("Unit that sends the member"))
        self.fields["on"] = day_field(gettext_lazy("From"), on)
        self.fields["term_ends_on"] = day_field(
            gettext_lazy("Term ends on"), required=False, help_text=gettext_lazy("Empty: by the rule of the seat.")
        )


class StandForm(forms.Form):
    ground = forms.ChoiceField(label=gettext_lazy("On what"))
    of = Words(
        max_length=80,
        label=gettext_lazy("Which"),
        help_text=gettext_lazy("Grid: 15 digits. Estate, zone, firm: name. Building: estate, a space, the building."),
    )

    def __init__(self, data: Any = None, *, shown: Shown, on: Any) -> None:
        super().__init__(data)
        self.prefix_of, self.on = shown.body.prefix, on
        ground = self.fields["ground"]
        assert isinstance(ground, forms.ChoiceField)  # noqa: S101 — for types
        ground.choices = [(one, GROUND[one]) for one in (shown.rule.grounds if shown.rule is not None else [])]
        self.fields["on"] = day_field(gettext_lazy("From"), on)

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if told.get("of") and told.get("ground"):
            told["place"] = self._place(Ground(told["ground"]), told["of"].strip())
            if told["place"] is None:
                self.add_error("of", ValidationError(_("Nothing of this area is called so.")))
        return told

    def _place(self, ground: Ground, words: str) -> Any:
        near = {"community__code__startswith": self.prefix_of}
        estates = Estate.objects.select_related("community").filter(**near)
        if ground == Ground.GRID:
            return Grid.objects.valid(self.on).filter(code=words).first()
        if ground == Ground.ESTATE:
            return estates.filter(name=words).first()
        if ground == Ground.BUILDING:
            return building_of(estates, words)
        if ground == Ground.ZONE:
            return Zone.objects.filter(name=words).order_by("pk").first()
        return BodyField(on=self.on).clean(words) if words else None


class LinkForm(forms.Form):
    kind = forms.ChoiceField(choices=[(kind.value, words) for kind, words in LINK.items()], label=gettext_lazy("How"))

    def __init__(self, data: Any = None, *, shown: Shown, on: Any) -> None:
        first = shown.missing[0] if shown.missing else LinkKind.PARTNER_UNIT
        super().__init__(data, initial={"kind": first})
        self.fields["unit"] = BodyField(on=on, label=gettext_lazy("Unit that stands by it"))
        self.fields["on"] = day_field(gettext_lazy("From"), on)


class PairForm(forms.Form):
    partner_name = Words(max_length=60, required=False, label=gettext_lazy("Or one elsewhere: its name"))
    partner_place = Words(max_length=60, required=False, label=gettext_lazy("And where it is"))
    agreement = Words(max_length=100, label=gettext_lazy("Title of the agreement"))
    matters = Words(
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        label=gettext_lazy("What the two do together"),
    )

    field_order = ("partner", "partner_name", "partner_place", "agreement", "signed_on", "matters", "on")

    def __init__(self, data: Any = None, *, shown: Shown, on: Any) -> None:
        super().__init__(data)
        self.fields["partner"] = BodyField(on=on, required=False, label=gettext_lazy("Body of this county"))
        self.fields["signed_on"] = day_field(gettext_lazy("Signed on"), on)
        self.fields["on"] = day_field(gettext_lazy("In force from"), on)
        self.order_fields(self.field_order)


class TogetherForm(forms.Form):
    """What was held: a day and hours that are over, and how many came."""

    title = Words(max_length=60, label=gettext_lazy("What was held"))
    community = forms.ModelChoiceField(
        Division.objects.none(), empty_label=None, label=gettext_lazy("Community it was held in")
    )
    spot = Words(max_length=80, label=gettext_lazy("Place"))
    hours = HoursField(max_length=40, label=gettext_lazy("From–to"), initial="09:00-11:00")
    came = forms.IntegerField(min_value=1, max_value=MOST_CAME, label=gettext_lazy("How many took part (number only)"))
    words = Words(max_length=500, required=False, widget=forms.Textarea({"rows": 2}), label=gettext_lazy("About it"))

    def __init__(self, data: Any = None, *, shown: Shown, on: Any) -> None:
        super().__init__(data)
        self.fields["on"] = day_field(gettext_lazy("Day"), on)
        field = self.fields["community"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 — for types
        field.queryset = Division.objects.communities().valid(on).within(shown.body.prefix).order_by("code")


class AreaForm(forms.Form):
    kind = forms.ChoiceField(choices=[(kind.value, words) for kind, words in AREA.items()], label=gettext_lazy("As"))
    person = PersonField()
    homes = Words(
        max_length=80,
        label=gettext_lazy("Which homes"),
        help_text=gettext_lazy("From wide to narrow, by spaces: estate, building, staircase, door."),
    )

    def __init__(self, data: Any = None, *, shown: Shown, on: Any) -> None:
        super().__init__(data, initial={"kind": AreaKind.STAIRWAY_HEAD})
        self.prefix_of = shown.body.prefix
        self.fields["on"] = day_field(gettext_lazy("From"), on)

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if told.get("homes"):
            ground = self._ground(told["homes"].split())
            if ground is None:
                self.add_error("homes", ValidationError(_("No homes of this area are called so.")))
            else:
                told["ground"] = ground
        return told

    def _ground(self, words: list[str]) -> Mapping[str, Any] | None:
        """``estate``, ``building``, ``staircase`` and ``dwelling`` as they are named, or None. A building without
        staircases has its doors behind its name."""
        estate = (
            Estate.objects.select_related("community")
            .filter(community__code__startswith=self.prefix_of, name=words[0])
            .first()
        )
        if estate is None or len(words) > 4:
            return None
        if len(words) == 1:
            return {"estate": estate}
        building = Building.objects.filter(estate=estate, name=words[1]).first()
        if building is None:
            return None
        if len(words) == 2:
            return {"estate": estate, "building": building}
        doors = Dwelling.objects.filter(building=building)
        if len(words) == 3 and doors.filter(staircase=words[2]).exists():
            return {"estate": estate, "building": building, "staircase": words[2]}
        stairs, door = (words[2], words[3]) if len(words) == 4 else ("", words[2])
        dwelling = doors.filter(staircase=stairs, door=door).first()
        return {"estate": estate, "building": building, "dwelling": dwelling} if dwelling is not None else None


def building_of(estates: Any, words: str) -> Building | None:
    """``幸福小区 2幢`` among ``estates``."""
    estate, _space, building = words.rpartition(" ")
    found = Building.objects.select_related("estate__community").filter(estate__in=estates, name=building)
    return found.filter(estate__name=estate.strip()).first()

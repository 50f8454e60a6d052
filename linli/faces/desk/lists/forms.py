"""What is typed about needs, resources, bookings, projects and claims."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from linli.commons.actions.saying import NeedSays, PartSays, ResourceSays
from linli.commons.models import Need, NeedKind, NeedPart, PartnerDuty, Resource
from linli.commons.rules.lists import (
    LONGEST_MEASURE,
    LONGEST_SOURCE,
    LONGEST_TITLE,
    LONGEST_WORDS,
    MOST,
    MOST_PARTS,
    Origin,
    Sort,
)
from linli.commons.rules.spans import Span
from linli.faces.kit.fields import CALENDAR, PlaceField, Words, day_box, named, offer, offer_rows
from linli.faces.kit.hours import HOLIDAYS
from linli.faces.kit.lists import ORIGIN, SORT
from linli.matters.models import Matter
from linli.orgs.models import Organisation
from linli.places import hours_text
from linli.places.hours import BadHours, Holidays
from linli.places.reads import gazetteer

SORTS = [(sort.value, name) for sort, name in SORT.items()]
SHOWN_PARTS = 3
MOST_BYTES = 2 * 1024 * 1024
SAID = {"rows": 3}


def kinds(on: date) -> list[tuple[str, str]]:
    return named(NeedKind.objects.valid(on).order_by("order", "pk"))


class ItemForm(forms.Form):
    """What every item of the lists has: kind, name, place, words."""

    kind = forms.ChoiceField(label=_("Kind"))
    title = Words(max_length=LONGEST_TITLE, label=_("What it is called"))
    words = Words(max_length=LONGEST_WORDS, required=False, widget=forms.Textarea(SAID), label=_("More about it"))

    def __init__(self, data: Any = None, *, areas: Sequence[str], on: date, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["place"] = PlaceField(areas=areas, label=_("Community or grid"))
        places = self.fields["place"].places  # type: ignore[attr-defined]
        communities = [label for label, code in places.items() if len(code) == 12]
        if len(communities) == 1:
            self.fields["place"].initial = communities[0]
        offer(self, kind=kinds(on))


class NeedForm(ItemForm):
    wanted_by = forms.DateField(required=False, widget=day_box(), validators=CALENDAR, label=_("Needed by"))
    origin = forms.ChoiceField(
        choices=[(one.value, ORIGIN[one]) for one in (Origin.TYPED, Origin.VISIT, Origin.MEETING)],
        label=_("Where it comes from"),
    )
    source = Words(max_length=LONGEST_SOURCE, required=False, label=_("Which visit or meeting"))

    def says(self, parts: Sequence[PartSays], matter: Matter | None = None) -> NeedSays:
        told = {name: self.cleaned_data[name] for name in ("kind", "title", "words", "place", "wanted_by")}
        origin = Origin(self.cleaned_data.get("origin", Origin.TYPED))  # not asked of a need that comes from a matter
        return NeedSays(parts=parts, origin=origin, source=self.cleaned_data.get("source", ""), matter=matter, **told)

    @staticmethod
    def of(need: Need) -> dict[str, Any]:
        told = {name: getattr(need, name) for name in ("title", "words", "wanted_by", "source")}
        origin = need.origin if need.origin in {Origin.VISIT, Origin.MEETING} else Origin.TYPED
        return told | {"kind": need.kind.code, "place": gazetteer().label(need.place), "origin": origin}


class PartForm(forms.Form):
    pk = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    sort = forms.ChoiceField(choices=SORTS, label=_("Sort"))
    what = Words(max_length=LONGEST_TITLE, label=_("What exactly"))
    amount = forms.IntegerField(min_value=1, max_value=MOST, label=_("How much"))
    measure = Words(max_length=LONGEST_MEASURE, required=False, label=_("Counted in"))

    def has_changed(self) -> bool:
        """A browser always sends a sort: a row of which nothing else was said is an empty one."""
        return any(name != "sort" for name in self.changed_data)


PartForms = forms.formset_factory(PartForm, extra=SHOWN_PARTS, max_num=MOST_PARTS, validate_max=True, can_delete=True)


def said_parts(rows: Any) -> list[PartSays]:
    """The parts that a formset, which is valid, tells; rows left empty are none."""
    told = [row.cleaned_data for row in rows if row.cleaned_data.get("what") and not row.cleaned_data.get("DELETE")]
    return [PartSays(Sort(one["sort"]), one["what"], one["amount"], one["measure"], one.get("pk")) for one in told]


def known_parts(parts: Sequence[NeedPart]) -> list[dict[str, Any]]:
    return [{name: getattr(part, name) for name in ("pk", "sort", "what", "amount", "measure")} for part in parts]


class ResourceForm(ItemForm):
    unit = forms.ModelChoiceField(Organisation.objects.none(), empty_label=None, label=_("Whose it is"))
    sort = forms.ChoiceField(choices=SORTS, label=_("Sort"))
    capacity = forms.IntegerField(min_value=1, max_value=MOST, label=_("How much at once, or in all"))
    measure = Words(max_length=LONGEST_MEASURE, required=False, label=_("Counted in"))
    conditions = Words(max_length=LONGEST_WORDS, required=False, widget=forms.Textarea(SAID), label=_("Conditions"))
    hours = Words(
        max_length=400,
        required=False,
        widget=forms.Textarea(SAID),
        label=_("When it can be had"),
        help_text=_("One rule a line: Mo-Fr 9:00-12:00,13:30-17:30. Empty: at any time; goods and money have none."),
    )
    changed_days = Words(
        max_length=400,
        required=False,
        widget=forms.Textarea(SAID),
        label=_("Single days that differ"),
        help_text=_("One a line: 2026-05-02 off, or 2026-05-03 9:00-12:00"),
    )
    holidays = forms.ChoiceField(choices=list(HOLIDAYS.items()), label=_("On public holidays"))
    until = forms.DateField(required=False, widget=day_box(), validators=CALENDAR, label=_("Offered until before"))

    def __init__(self, data: Any = None, *, units: QuerySet[Organisation], **more: Any) -> None:
        super().__init__(data, **more)
        offer_rows(self, unit=units)

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        for name, read in (("hours", hours_text.read), ("changed_days", hours_text.read_changes)):
            try:
                read(_one_line(told.get(name, "")))
            except BadHours:
                self.add_error(name, ValidationError(gettext("This cannot be read. Compare it with the example.")))
        return told

    def says(self) -> ResourceSays:
        names = ("kind", "title", "place", "capacity", "measure", "words", "conditions", "until")
        told: dict[str, Any] = {name: self.cleaned_data[name] for name in names}
        told |= {name: _one_line(self.cleaned_data[name]) for name in ("hours", "changed_days")}
        holidays = Holidays(self.cleaned_data["holidays"])
        return ResourceSays(sort=Sort(self.cleaned_data["sort"]), holidays=holidays, **told)

    @staticmethod
    def of(row: Resource) -> dict[str, Any]:
        names = ("title", "words", "sort", "capacity", "measure", "conditions", "holidays")
        told = {name: getattr(row, name) for name in names} | {"unit": row.unit_id, "until": row.valid_to}
        lines = {name: "\n".join(getattr(row, name).split("; ")) for name in ("hours", "changed_days")}
        return told | lines | {"kind": row.kind.code, "place": gazetteer().label(row.place)}


def _one_line(lines: str) -> str:
    return "; ".join(lines.splitlines())


class BookForm(forms.Form):
    """Times are of the county. Of what is used up, only the amount is asked."""

    booker = forms.ModelChoiceField(Organisation.objects.none(), empty_label=None, label=_("Booked for"))
    on = forms.DateField(widget=day_box(), validators=CALENDAR, label=_("Day"))
    begin = forms.TimeField(widget=forms.TimeInput({"type": "time"}), label=_("Begins at"))
    end = forms.TimeField(widget=forms.TimeInput({"type": "time"}), label=_("Ends at"))
    amount = forms.IntegerField(min_value=1, max_value=MOST, initial=1, label=_("How much"))
    need = forms.ModelChoiceField(Need.objects.none(), required=False, empty_label=_("None"), label=_("For which need"))
    words = Words(max_length=LONGEST_WORDS, required=False, label=_("What for"))

    def __init__(
        self, data: Any = None, *, bookers: QuerySet[Organisation], needs: QuerySet[Need], by_time: bool, **more: Any
    ):
        super().__init__(data, **more)
        offer_rows(self, booker=bookers, need=needs)
        if not by_time:
            for name in ("on", "begin", "end"):
                del self.fields[name]

    def span(self) -> Span | None:
        if "on" not in self.fields:
            return None
        return self._at("begin"), self._at("end")

    def _at(self, name: str) -> datetime:
        hour: time = self.cleaned_data[name]
        return datetime.combine(self.cleaned_data["on"], hour, timezone.get_current_timezone())


class ProjectForm(ItemForm):
    unit = forms.ModelChoiceField(Organisation.objects.none(), empty_label=None, label=_("Which unit leads"))
    starts_on = forms.DateField(widget=day_box(), validators=CALENDAR, label=_("From"))
    ends_on = forms.DateField(widget=day_box(), validators=CALENDAR, label=_("To"))
    needs = forms.ModelMultipleChoiceField(
        Need.objects.none(), required=False, widget=forms.CheckboxSelectMultiple, label=_("Needs it is made of")
    )

    def __init__(self, data: Any = None, *, units: QuerySet[Organisation], needs: QuerySet[Need], **more: Any) -> None:
        super().__init__(data, **more)
        offer_rows(self, unit=units, needs=needs)


class ClaimForm(forms.Form):
    part = forms.ModelChoiceField(NeedPart.objects.none(), empty_label=None, label=_("Which part"))
    unit = forms.ModelChoiceField(Organisation.objects.none(), empty_label=None, label=_("For which unit"))
    amount = forms.IntegerField(min_value=1, max_value=MOST, label=_("How much of it"))
    promised_on = forms.DateField(widget=day_box(), validators=CALENDAR, label=_("Delivered by"))
    duty = forms.ModelChoiceField(
        PartnerDuty.objects.none(), required=False, empty_label=_("None"), label=_("Counts for this line of our list")
    )
    words = Words(max_length=LONGEST_WORDS, required=False, widget=forms.Textarea(SAID), label=_("How we do it"))

    def __init__(
        self, data: Any = None, *, parts: QuerySet[Any], units: QuerySet[Any], duties: QuerySet[Any], **more: Any
    ):
        super().__init__(data, **more)
        offer_rows(self, part=parts, unit=units, duty=duties)


class DutyForm(forms.Form):
    unit = forms.ModelChoiceField(Organisation.objects.none(), empty_label=None, label=_("For which unit"))
    year = forms.TypedChoiceField(coerce=int, label=_("Year"))
    kind = forms.ChoiceField(label=_("Kind"))
    title = Words(max_length=LONGEST_TITLE, label=_("What we promise"))
    times = forms.IntegerField(min_value=1, max_value=1_000, initial=1, label=_("How many times"))

    def __init__(self, data: Any = None, *, areas: Sequence[str], units: QuerySet[Any], on: date, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["place"] = PlaceField(areas=areas, label=_("For which community"))
        offer_rows(self, unit=units)
        offer(self, kind=kinds(on), year=[(str(year), str(year)) for year in (on.year, on.year + 1)])


class WordsForm(forms.Form):
    words = Words(max_length=LONGEST_WORDS, widget=forms.Textarea(SAID), label=_("In words"))


class TellForm(WordsForm):
    """Words, with photos that belong to ``intent``."""

    intent = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class JudgeForm(WordsForm):
    met = forms.TypedChoiceField(
        choices=[("1", _("Met")), ("0", _("Not met"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
        label=_("As it was promised"),
    )


FORMS: dict[str, type[WordsForm]] = {"note": TellForm, "deliver": TellForm, "judge": JudgeForm}
"""What is typed with what is done to a claim or a booking; words alone with the rest."""


class FileForm(forms.Form):
    file = forms.FileField(label=_("CSV file"), widget=forms.FileInput({"accept": ".csv,text/csv"}))

    def clean_file(self) -> Any:
        if self.cleaned_data["file"].size > MOST_BYTES:
            raise ValidationError(gettext("This file has more than 2 MB. Load it in parts."))
        return self.cleaned_data["file"]

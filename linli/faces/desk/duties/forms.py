"""What is filled in on the pages of duties. Forms validate; the actions decide."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.duties.actions import ItemSays
from linli.duties.models import DutyItem
from linli.duties.models.lists import CODE_LENGTH, FIELD_LENGTH, TEXT_LENGTH, TITLE_LENGTH
from linli.duties.reads import catalogue
from linli.duties.rules import DutyLevel, ListKind
from linli.faces.kit.duties import LIST
from linli.faces.kit.fields import CALENDAR, Words, day_box, unit_label
from linli.faces.kit.words import ORG_KIND
from linli.orgs.authority import may, prefixes
from linli.orgs.grants import Grant
from linli.orgs.models import OrgKind
from linli.people.models import Person
from linli.places.reads import gazetteer

MOST_BYTES = 2 * 1024**2
LEADERS = (OrgKind.DEPARTMENT, OrgKind.STREET_OFFICE, OrgKind.COMMUNITY_COMMITTEE, OrgKind.CITY_CENTRE)


class CodesField(forms.CharField):
    """Cleans to codes of the catalogue, typed with spaces or commas between them."""

    def clean(self, value: Any) -> tuple[str, ...]:
        text = super().clean(value) or ""
        for sign in "、，,;；":
            text = text.replace(sign, " ")
        codes = tuple(dict.fromkeys(text.split()))
        unknown = [code for code in codes if code not in catalogue().by_code]
        if unknown:
            raise ValidationError(_("Not in the service catalogue: %s") % ", ".join(unknown[:5]))
        return codes


class ItemForm(forms.Form):
    """A line of a list. ``instead_of`` is the line that gets a new wording: code, list and place stay."""

    which = forms.ChoiceField(label=_("List"))
    place_prefix = forms.ChoiceField(label=_("Holds in"), required=False)
    code = forms.RegexField(
        label=_("Code"),
        regex=r"^[\w.-]+$",
        max_length=CODE_LENGTH,
        help_text=_("Letters, digits and dashes; a new wording keeps the code"),
    )
    field = Words(label=_("Field"), max_length=FIELD_LENGTH)
    title = Words(label=_("Duty"), max_length=TITLE_LENGTH, widget=forms.Textarea({"rows": 2}))
    title_en = Words(label=_("Duty in English"), max_length=TITLE_LENGTH, required=False)
    basis = Words(label=_("Legal basis"), max_length=TEXT_LENGTH, required=False)
    responsible_kind = forms.ChoiceField(label=_("Who leads, or is the right owner"), required=False)
    responsible_duty = forms.ChoiceField(label=_("Which department"), required=False)
    holder = Words(label=_("Which body decides (small powers)"), max_length=40, required=False)
    procedure = Words(label=_("By which steps (small powers)"), max_length=TEXT_LENGTH, required=False)
    kinds = CodesField(
        label=_("Kinds of matters it speaks of"),
        required=False,
        help_text=_("Codes of the service catalogue with spaces between them; a code stands for everything below it"),
    )
    source = Words(label=_("Source"), max_length=120, required=False)
    on = forms.DateField(label=_("In force from"), widget=day_box(), validators=CALENDAR)

    def __init__(self, *args: Any, person: Person, instead_of: DutyItem | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        units = catalogue().units.all
        duties = {unit.duty: unit_label(unit) for unit in units if unit.kind == OrgKind.DEPARTMENT and unit.duty}
        self._choose("responsible_kind", [("", "—"), *((kind.value, ORG_KIND[kind]) for kind in LEADERS)])
        self._choose("responsible_duty", [("", "—"), *sorted(duties.items(), key=lambda duty: duty[1])])
        whole = may(person, Grant.SET_LISTS, at=settings.LINLI_COUNTY)
        lists = [(level, kind) for level, kind in LIST if whole or kind is ListKind.SMALL_POWER]
        self._choose("which", [(f"{level}-{kind}", LIST[level, kind]) for level, kind in lists])
        areas = prefixes(person, Grant.SET_LISTS)
        places = [(area, gazetteer().label(area.ljust(12, "0"))) for area in areas if area != settings.LINLI_COUNTY]
        self._choose("place_prefix", [("", pgettext_lazy("place", "The whole county")), *places] if whole else places)
        self._stays = instead_of
        if instead_of is not None:
            for name in ("which", "place_prefix", "code"):
                del self.fields[name]

    def clean_code(self) -> str:
        """A new line has a code of its own: under one that is on a list it would replace what stands there."""
        code: str = self.cleaned_data["code"]
        if DutyItem.objects.filter(code=code).exists():
            raise ValidationError(_("There is a line with this code. Open that line to give it a new wording."))
        return code

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    @classmethod
    def of(cls, says: ItemSays, *, person: Person, initial: dict[str, date]) -> ItemForm:
        """The form filled with what a line says now."""
        kept = {name: getattr(says, name) for name in ItemSays.__slots__} | {"kinds": " ".join(says.kinds)}
        return cls(initial=kept | initial, person=person, instead_of=DutyItem(code=says.code))

    @property
    def says(self) -> ItemSays:
        told = dict(self.cleaned_data)
        del told["on"]
        if self._stays is not None:
            level, list_kind = self._stays.level, self._stays.list_kind
            told |= {"code": self._stays.code, "place_prefix": self._stays.place_prefix}
        else:
            level, _sep, list_kind = told.pop("which").partition("-")
        return ItemSays(level=DutyLevel(level), list_kind=ListKind(list_kind), **told)


class EndForm(forms.Form):
    on = forms.DateField(label=_("Off the list from"), widget=day_box(), validators=CALENDAR)


class FileForm(forms.Form):
    file = forms.FileField(label=_("CSV file"), widget=forms.FileInput({"accept": ".csv,text/csv"}))

    def clean_file(self) -> Any:
        if self.cleaned_data["file"].size > MOST_BYTES:
            raise ValidationError(_("This file has more than 2 MB; a list of duties is smaller."))
        return self.cleaned_data["file"]

"""What is filled in to report something. Forms check the shape only; what is right or wrong in substance, the actions
say."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.duties.rules import KindFacts, RowFacts
from linli.faces.kit.drafts import Draft
from linli.faces.kit.fields import Words, question_field
from linli.faces.kit.problems import PROBLEMS, explain
from linli.faces.kit.report import choices
from linli.faces.kit.report.choices import Spot
from linli.matters.errors import UnknownKind
from linli.matters.rules import ADDRESS_LIMIT, WORDS_LIMIT
from linli.places.errors import NotThere
from linli.places.rules import LONGEST_NAME

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

REPLY = "reply_"
HOW = {
    "photo": _("Where the photo was taken, read on your phone"),
    "phone": _("Where your phone is now"),
    "last": _("Where you reported last"),
    "own": _("Your own grid"),
    "pin": _("Pointed out by you on the map"),
    "named": _("Chosen by you"),
}
"""How the sheet came to its place, in words."""
GUESSED = frozenset({"last", "own"})  # before anybody said where it is


class SheetForm(forms.Form):
    """One report. ``kind`` is tapped, ``kind_listed`` chosen from the full list and wins; without either it is guessed.
    ``place`` is a code or leads to an estate, building or entrance; ``within`` a grid chosen inside it; ``sought`` the
    name of an estate typed to find it, ``beside`` where the sheet stood before."""

    intent = forms.UUIDField(widget=forms.HiddenInput)
    words = Words(
        label=_("What is the matter?"),
        required=False,
        max_length=WORDS_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": WORDS_LIMIT}),
    )
    kind = forms.CharField(required=False)
    kind_listed = forms.CharField(required=False)
    place = forms.CharField(required=False)
    within = forms.CharField(required=False)
    beside = forms.CharField(required=False)
    sought = Words(
        label=_("Find an estate by its name"),
        required=False,
        max_length=LONGEST_NAME,
    )
    how = forms.CharField(required=False, widget=forms.HiddenInput)
    lon = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)
    lat = forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput)
    voice = forms.CharField(required=False)
    address = Words(
        label=_("Where exactly"),
        required=False,
        max_length=ADDRESS_LIMIT,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, on: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.on = on
        self.voice_kept: Draft | None = None  # what was said aloud, kept by then
        self.astray: str | _StrPromise = ""  # why the place chosen by name is none

    @property
    def chosen(self) -> str:
        """The code of the kind that is chosen so far, also when other fields are still wrong."""
        return str(self.data.get("kind_listed") or self.data.get("kind") or "") if self.is_bound else ""

    @property
    def guess(self) -> KindFacts | None:
        """The kind that goes with the report when none was chosen."""
        return choices.guessed(str(self.data.get("words", ""))[:WORDS_LIMIT], self.on) if self.is_bound else None

    @cached_property
    def named(self) -> Spot | None:
        """The place chosen by name; None when none was, or nobody knows it any more."""
        try:
            return choices.standing(self.reference, self.found_by)
        except NotThere as error:
            self.astray = explain(error).text
            return None

    @property
    def reference(self) -> str:
        place = str(self.data.get("place", "") or self.initial.get("place", ""))
        return choices.narrowed(place, str(self.data.get("within", "")))

    @property
    def found_by(self) -> str:
        """A key of ``HOW``."""
        how = str(self.data.get("how") or self.initial.get("how", ""))
        if self.is_bound and self.point is not None:
            return how if how in ("photo", "pin") else "phone"
        return how if how in GUESSED else "named"

    @property
    def point(self) -> tuple[float, float] | None:
        lon, lat = self.cleaned_data.get("lon"), self.cleaned_data.get("lat")
        return (lon, lat) if lon is not None and lat is not None else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned["kind"] = self.chosen or (self.guess.code if self.guess else "")
        if not cleaned["kind"]:
            self.add_error("kind", forms.ValidationError(PROBLEMS[UnknownKind].text))
        spot = self.named if self.point is None else None
        if self.astray:
            self.add_error("place", self.astray)
        elif not cleaned.get("place") and self.point is None:
            self.add_error("place", _("Tell us where it is: use where you are, or choose the community."))
        cleaned["place"] = spot.place if spot else "" if self.point else self.reference
        # a name that was typed and never found is said in words
        said = spot.address.words if spot and spot.address else cleaned.get("sought", "")
        cleaned["address"] = f"{said} {cleaned.get('address', '')}".strip()
        return cleaned


class RepliesForm(forms.Form):
    """The questions that the catalogue asks about a kind; a field for each, by its code."""

    def __init__(self, data: Any = None, *, row: RowFacts) -> None:
        super().__init__(data)
        for question in row.questions:
            self.fields[f"{REPLY}{question['code']}"] = question_field(question)

    @property
    def replies(self) -> dict[str, str]:
        return {name.removeprefix(REPLY): value for name, value in self.cleaned_data.items() if value}

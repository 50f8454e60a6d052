"""What is filled in to report something. Forms check the shape only; what is right or wrong in substance, the actions
say."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.duties.rules import KindFacts, RowFacts
from linli.faces.kit.drafts import Draft
from linli.faces.kit.fields import Words, question_field
from linli.faces.kit.problems import PROBLEMS
from linli.faces.kit.report import choices
from linli.matters.errors import UnknownKind
from linli.matters.rules import ADDRESS_LIMIT, WORDS_LIMIT

REPLY = "reply_"
HOW = {
    "photo": _("Where the photo was taken, read on your phone"),
    "phone": _("Where your phone is now"),
    "last": _("Where you reported last"),
    "own": _("Your own grid"),
    "named": _("Chosen by you"),
}
"""How the sheet came to its place, in words."""
GUESSED = frozenset({"last", "own"})  # before anybody said where it is


class SheetForm(forms.Form):
    """One report. ``kind`` is tapped, ``kind_listed`` chosen from the full list and wins; without either it is guessed.
    ``within`` is what was chosen inside ``place``: an estate or a grid."""

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

    @property
    def chosen(self) -> str:
        """The code of the kind that is chosen so far, also when other fields are still wrong."""
        return str(self.data.get("kind_listed") or self.data.get("kind") or "") if self.is_bound else ""

    @property
    def guess(self) -> KindFacts | None:
        """The kind that goes with the report when none was chosen."""
        return choices.guessed(str(self.data.get("words", ""))[:WORDS_LIMIT], self.on) if self.is_bound else None

    @property
    def found_by(self) -> str:
        """A key of ``HOW``."""
        how = str(self.data.get("how") or self.initial.get("how", ""))
        if self.is_bound and self.point is not None:
            return how if how == "photo" else "phone"
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
        if not cleaned.get("place") and self.point is None:
            self.add_error("place", _("Tell us where it is: use where you are, or choose the community."))
        place, estate = choices.narrowed(cleaned.get("place", ""), cleaned.get("within", ""))
        cleaned["place"] = place
        cleaned["address"] = f"{estate} {cleaned.get('address', '')}".strip()
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

"""What is filled in on the page of a whistle. Forms validate; the actions decide."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.faces.kit.fields import Words, unit_label
from linli.faces.kit.whistles import MARKS
from linli.matters.rules import SHORT_WORDS_LIMIT
from linli.whistles.models import Whistle
from linli.whistles.reads.called import callees
from linli.whistles.rules import WORDS_LIMIT


class MoveForm(forms.Form):
    """A move on a whistle; ``version`` is the one that the page showed."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class TellForm(MoveForm):
    """Words, with photos that belong to ``intent``."""

    intent = forms.UUIDField(widget=forms.HiddenInput)
    words = Words(max_length=WORDS_LIMIT, required=False, widget=forms.Textarea({"rows": 3}))

    def __init__(self, data: Any = None, *, label: Any = "", **more: Any) -> None:
        super().__init__(data, initial={"intent": uuid4(), **more.pop("initial", {})}, **more)
        self.fields["words"].label = label


class WhyForm(MoveForm):
    words = Words(max_length=WORDS_LIMIT, widget=forms.Textarea({"rows": 2}), label=_("Reason"))


class CallForm(MoveForm):
    """More departments, those that are not called yet."""

    def __init__(self, *args: Any, whistle: Whistle, on: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        called = set(whistle.summonses.values_list("department", flat=True)) | {whistle.unit_id}
        free = [one.unit for one in callees(whistle.place, on=on, matter=whistle.matter) if one.unit.pk not in called]
        self.fields["departments"] = forms.TypedMultipleChoiceField(
            choices=[(unit.pk, unit_label(unit)) for unit in free],
            coerce=int,
            widget=forms.CheckboxSelectMultiple,
            label=_("Departments"),
        )


class RateForm(forms.Form):
    """What the side that whistled says of one department."""

    in_time = forms.BooleanField(required=False, label=_("Came in time"))
    helped = forms.BooleanField(required=False, label=_("Helped"))
    marks = forms.TypedChoiceField(
        choices=[(mark, name) for mark, name in MARKS.items()],
        coerce=int,
        widget=forms.RadioSelect,
        label=_("How strong it was"),
    )
    words = Words(max_length=SHORT_WORDS_LIMIT, required=False, widget=forms.TextInput, label=_("In a few words"))

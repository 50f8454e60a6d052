"""What is filled in on site. Forms validate; the actions decide."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.faces.kit.fields import Words
from linli.matters.rules import SHORT_WORDS_LIMIT, WORDS_LIMIT


class StepForm(forms.Form):
    """A step of a work order or a matter; ``version`` is the one that the page showed."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class WithPhotos(StepForm):
    """A step with words and photos; ``intent`` is the form they belong to."""

    intent = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, version: int, **more: Any) -> None:
        super().__init__(data, initial={"version": version, "intent": uuid4()}, **more)


class NoteForm(WithPhotos):
    """Words or photos: the action asks for one of them."""

    words = Words(
        max_length=WORDS_LIMIT, required=False, widget=forms.Textarea({"rows": 3}), label=_("What is being done")
    )


class AnswerForm(WithPhotos):
    words = Words(
        max_length=WORDS_LIMIT,
        widget=forms.Textarea({"rows": 6}),
        label=_("What was done, for the one who reported it"),
    )


class CheckForm(WithPhotos):
    words = Words(
        max_length=SHORT_WORDS_LIMIT,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        label=_("What was found"),
        help_text=_("Needed when you send it back."),
    )

"""What is filled in on site. Forms validate; the actions decide."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from linli.core.models import Attachment
from linli.faces.kit.fields import Words
from linli.faces.kit.problems import PROBLEMS
from linli.faces.kit.words import SPOKEN_TO
from linli.matters.actions import Draft
from linli.matters.errors import NotContacted
from linli.matters.models import Matter, WorkOrder
from linli.matters.reads.orders import reached_at
from linli.matters.rules import SHORT_WORDS_LIMIT, WORDS_LIMIT, SpokenTo

LOCAL_MINUTE = "%Y-%m-%dT%H:%M"  # as browsers send and take an instant


class StepForm(forms.Form):
    """A step of a work order or a matter; ``version`` is the one that the page showed, ``intent`` what the phone calls
    this very tap, so that it counts once however often it is sent."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    intent = forms.UUIDField(required=False, widget=forms.HiddenInput)


class WithPhotos(StepForm):
    """A step with words and photos; ``intent`` is the form they belong to."""

    intent = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, version: int, **more: Any) -> None:
        super().__init__(data, initial={"version": version, "intent": uuid4()}, **more)


class DisputeForm(StepForm):
    words = Words(
        max_length=SHORT_WORDS_LIMIT, widget=forms.Textarea({"rows": 4}), label=_("Why it is still not your work")
    )


class ContactedForm(forms.Form):
    """Whether the reporter was reached, just now."""

    reached = forms.TypedChoiceField(choices=[("1", "1"), ("0", "0")], coerce=lambda value: value == "1")
    intent = forms.UUIDField(required=False, widget=forms.HiddenInput)


class NoteForm(WithPhotos):
    """Words or photos: the action asks for one of them. ``late`` says that it was done before word came that the order
    had moved on."""

    late = forms.BooleanField(required=False, widget=forms.HiddenInput)
    words = Words(
        max_length=WORDS_LIMIT, required=False, widget=forms.Textarea({"rows": 3}), label=_("What is being done")
    )


class AnswerForm(WithPhotos):
    """What is answered; of the lead with the four elements, and why it does not wait for the legs still open.

    ``done`` are the words that it begins with: they say that it is done, so they do not go with a later day.
    """

    def __init__(
        self, data: Any = None, *, order: WorkOrder, legs_open: bool, at: datetime, done: str = "", **more: Any
    ) -> None:
        super().__init__(data, version=order.version, **more)
        self.done, self.on = done, timezone.localdate(at)
        self.initial["words"] = done
        if order.leads:
            self._ask_the_elements(order.matter, at)
        self.fields["words"] = Words(
            max_length=WORDS_LIMIT, widget=forms.Textarea({"rows": 6}), label=_("What was done, for the reporter")
        )
        if order.leads and legs_open:
            self.fields["without"] = Words(
                max_length=SHORT_WORDS_LIMIT,
                required=False,
                widget=forms.Textarea({"rows": 2}),
                label=_("Why you answer without the units still at work"),
                help_text=_("Only if you do not wait for them: their work orders end with your answer."),
            )

    def _ask_the_elements(self, matter: Matter, at: datetime) -> None:
        self.fields["spoken_to"] = forms.ChoiceField(
            choices=[(who.value, name) for who, name in SPOKEN_TO.items()],
            widget=forms.RadioSelect,
            label=_("Whom did you speak to"),
        )
        self.fields["contacted_at"] = forms.DateTimeField(
            required=False,
            widget=forms.DateTimeInput({"type": "datetime-local"}, format=LOCAL_MINUTE),
            initial=reached_at(matter),
            label=_("When did you contact them"),
        )
        self.fields["finished_on"] = forms.DateField(
            widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            initial=timezone.localdate(at),
            label=_("Done on, or will be done by"),
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        is_asked = cleaned.get("spoken_to", SpokenTo.NOBODY) != SpokenTo.NOBODY and "contacted_at" not in self.errors
        if is_asked and not cleaned.get("contacted_at"):
            self.add_error("contacted_at", PROBLEMS[NotContacted].text)
        if (day := cleaned.get("finished_on")) and day > self.on and cleaned.get("words") == self.done:
            self.add_error("words", _("It will be done later, by your own day: say what will be done until then."))
        return cleaned

    def draft(self, photos: Sequence[Attachment]) -> Draft:
        """What was filled in, as the action takes it."""
        said = self.cleaned_data
        return Draft(
            said["words"],
            photos,
            contacted_at=said.get("contacted_at"),
            spoken_to=SpokenTo(said["spoken_to"]) if said.get("spoken_to") else None,
            finished_on=said.get("finished_on"),
            without=said.get("without", ""),
        )


class CheckForm(WithPhotos):
    words = Words(
        max_length=SHORT_WORDS_LIMIT,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        label=_("What was found"),
        help_text=_("Needed when you send it back."),
    )

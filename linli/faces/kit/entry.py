"""A request entered for somebody else: at the counter or on the phone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from linli.core.models import Attachment
from linli.duties.reads import catalogue
from linli.duties.rules import KindFacts, RowFacts
from linli.faces.kit.fields import KindField, PlaceField, Words, question_field
from linli.matters import actions
from linli.matters.models import Channel
from linli.matters.rules import ADDRESS_LIMIT, NAME_LIMIT, PHONE_LIMIT, WORDS_LIMIT
from linli.people.models import Person

PHONE = RegexValidator(
    r"^\+?[0-9][0-9 -]{4,18}$", _("Give the whole number: a mobile number, or a land line with its area code.")
)
REPLY = "reply-"


class EntryForm(forms.Form):
    """What was said, where, by whom. The questions of the catalogue row join it as soon as the kind is known."""

    intent = forms.UUIDField(widget=forms.HiddenInput)
    words = Words(max_length=WORDS_LIMIT, required=False, widget=forms.Textarea({"rows": 4}), label=_("What was said"))
    address = Words(max_length=ADDRESS_LIMIT, required=False, label=_("Where exactly"))

    def __init__(self, data: Any = None, *, areas: Sequence[str], at: datetime, **more: Any) -> None:
        super().__init__(data, initial={"intent": uuid4(), **more.pop("initial", {})}, **more)
        self.on = timezone.localdate(at)
        self.fields["kind"] = KindField(
            on=self.on, label=_("Kind"), help_text=_("Type a part of the name and pick from the list.")
        )
        self.fields["place"] = PlaceField(
            areas=areas, label=_("Place"), help_text=_("A community or a grid, picked from the list.")
        )
        self.row = self._row()
        for question in self.row.questions if self.row else ():
            self.fields[f"{REPLY}{question['code']}"] = question_field(question)

    def _row(self) -> RowFacts | None:
        """The row of the kind that was sent, once it is one."""
        kind = self.data.get("kind") if self.is_bound else self.initial.get("kind")
        try:
            facts: KindFacts | None = self.fields["kind"].clean(kind)
        except forms.ValidationError:
            return None
        return catalogue().row(facts.pk, self.on) if facts else None

    @property
    def questions(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith(REPLY)]

    def receive(
        self, *, by: Person, channel: Channel, at: datetime, photos: Sequence[Attachment] = (), **more: Any
    ) -> actions.Receipt:
        """Take it in. Raises: what ``actions.receive`` raises."""
        asked = self.cleaned_data
        intent: UUID = asked["intent"]
        return actions.receive(
            by=by,
            at=at,
            intent=intent,
            kind=asked["kind"].code,
            channel=channel,
            place=asked["place"],
            address=asked["address"],
            words=asked["words"],
            replies={name.removeprefix(REPLY): said for name, said in asked.items() if name.startswith(REPLY) and said},
            photos=photos,
            **more,
        )


class ContactFields(forms.Form):
    """How to reach the one who said it; both may stay empty."""

    name = Words(max_length=NAME_LIMIT, required=False, label=_("Name"))
    phone = Words(max_length=PHONE_LIMIT, required=False, label=_("Phone"), validators=[PHONE])
    is_public = forms.BooleanField(
        required=False, label=_("The reporter agrees that it is shown to everybody, without name and exact place")
    )

    @property
    def contact(self) -> actions.Contact:
        return actions.Contact(self.cleaned_data["name"], self.cleaned_data["phone"].replace(" ", "").replace("-", ""))

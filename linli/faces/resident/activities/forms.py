"""A certificate of hours: which community, from when to when, how much of the name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.faces.kit.activities import SHOWN
from linli.faces.kit.fields import CALENDAR, Words, day_box, in_language, offer
from linli.volunteering.actions.certificates import NAME_LIMIT
from linli.volunteering.reads.hours import Issuer
from linli.volunteering.rules.activities import NameShown


class CertificateForm(forms.Form):
    unit = forms.ChoiceField(label=_("Community that gives it"))
    since = forms.DateField(label=_("From"), widget=day_box(), validators=CALENDAR)
    until = forms.DateField(label=_("To"), widget=day_box(), validators=CALENDAR)
    shown = forms.ChoiceField(label=_("It shows"), choices=[(how.value, said) for how, said in SHOWN.items()])
    name = Words(max_length=NAME_LIMIT, required=False, label=_("My name (as it should stand there)"))

    def __init__(self, data: Any = None, *, issuers: Sequence[Issuer], name: str, on: date) -> None:
        first = min((one.since for one in issuers), default=on)
        super().__init__(data, initial={"since": first, "until": on, "name": name})
        self.units = {str(one.unit.pk): one.unit for one in issuers}
        offer(self, unit=[(key, in_language(unit.name, unit.name_en)) for key, unit in self.units.items()])

    def says(self, asked: dict[str, Any]) -> dict[str, Any]:
        """What the action asks for."""
        return asked | {"unit": self.units[asked["unit"]], "shown": NameShown(asked["shown"])}

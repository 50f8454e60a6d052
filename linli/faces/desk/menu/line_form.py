"""A line of the menu as a form: it begins with what holds, and ``says`` what is to hold."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.commons.actions.lines import LIMITS, LineSays
from linli.commons.models import Service
from linli.commons.rules.orders import ACCEPT_HOURS_MOST, ASKED_MOST, DAYS_MOST, MINUTES_MOST
from linli.core.money import yuan
from linli.faces.desk.bodies.fields import day_field
from linli.faces.desk.bodies.rule_forms import EndForm, duties
from linli.faces.desk.duties.tasks import YuanField
from linli.faces.desk.looking import Text
from linli.faces.kit.fields import Words, offer
from linli.faces.kit.menu.words import FORM, SORT, WHERE, WHOM
from linli.faces.kit.words import ORG_KIND
from linli.orgs.models import OrgKind

ASKED = [_("Who is asked first"), _("Then"), _("Then"), _("At last")]
CALLED: dict[str, Any] = {
    "name": _("Name of the service"),
    "name_en": _("Name in English"),
    "words": _("What the service is"),
    "words_en": _("What the service is, in English"),
    "sort": _("Kind of service"),
    "form": _("How it is ordered"),
    "whom": _("Meant for"),
    "place": _("Where it is brought"),
    "price": _("Price (yuan)"),
    "price_each": _("Price for each"),
    "price_each_en": _("Price for each, in English"),
    "papers": _("What to have ready"),
    "papers_en": _("What to have ready, in English"),
    "minutes": _("How long it takes, about (minutes)"),
    "units": _("Who offers it"),
    "accept_hours": _("A unit answers within (working hours)"),
    "days": _("It is brought within (working days)"),
    "source": _("By what text"),
}


def _words(name: str, **more: Any) -> Words:
    return Words(max_length=LIMITS[name], label=CALLED[name], required=name in ("name", "words"), **more)


def _number(name: str, most: int) -> forms.IntegerField:
    return forms.IntegerField(min_value=1, max_value=most, label=CALLED[name])


class LineForm(forms.Form):
    name = _words("name")
    name_en = _words("name_en")
    words = _words("words", widget=forms.Textarea({"rows": 2}))
    words_en = _words("words_en", widget=forms.Textarea({"rows": 2}))
    sort = forms.ChoiceField(choices=list(SORT.items()), label=CALLED["sort"])
    form = forms.ChoiceField(choices=list(FORM.items()), label=CALLED["form"])
    whom = forms.ChoiceField(choices=list(WHOM.items()), label=CALLED["whom"])
    place = forms.ChoiceField(choices=list(WHERE.items()), label=CALLED["place"])
    price_fen = YuanField(max_length=12, required=False, label=_("Price in yuan (empty: free of charge)"))
    price_each = _words("price_each")
    price_each_en = _words("price_each_en")
    papers = _words("papers")
    papers_en = _words("papers_en")
    minutes = _number("minutes", MINUTES_MOST)
    accept_hours = _number("accept_hours", ACCEPT_HOURS_MOST)
    days = _number("days", DAYS_MOST)
    source = _words("source")

    def __init__(self, data: Any = None, *, row: Service | None, on: date) -> None:
        asked = list(row.units) if row is not None else []
        begin = {f"units_{place}": unit for place, unit in enumerate(asked)}
        if row is not None:
            begin |= {name: getattr(row, name) for name in self.base_fields}
            begin["price_fen"] = yuan(row.price_fen) if row.price_fen else ""
        super().__init__(data, initial=begin)
        choices = units_to_choose(asked)
        for place, label in enumerate(ASKED[:ASKED_MOST]):
            self.fields[f"units_{place}"] = forms.ChoiceField(label=label, required=place == 0)
            offer(self, **{f"units_{place}": [("", "—"), *choices]})
        self.fields["on"] = day_field(_("In force from"), on)

    @property
    def asked(self) -> list[forms.BoundField]:
        return [self[f"units_{place}"] for place in range(ASKED_MOST)]

    def says(self) -> LineSays:
        told = {name: self.cleaned_data[name] for name in self.base_fields}
        chosen = [self.cleaned_data[f"units_{place}"] for place in range(ASKED_MOST)]
        return LineSays(units=[unit for unit in chosen if unit], **told)

    def clean(self) -> None:
        """Each kind of units is asked once."""
        seen: set[str] = set()
        for place in range(ASKED_MOST):
            name = f"units_{place}"
            unit = self.cleaned_data.get(name, "")
            if unit and unit in seen:
                self.add_error(name, _("These are asked before already."))
            seen.add(unit)


class OffForm(EndForm):
    """From which day on the line is off the menu."""

    def __init__(self, data: Any = None, *, on: date) -> None:
        super().__init__(data, on=on)
        self.fields["on"].label = _("Off the menu from")


def units_to_choose(known: Sequence[str]) -> list[tuple[str, Text]]:
    """Kinds of units, and departments by their duty; what a line names is always among them."""
    kinds: list[tuple[str, Text]] = [(kind, name) for kind, name in ORG_KIND.items() if kind != OrgKind.DEPARTMENT]
    departments: list[tuple[str, Text]] = [(f"department:{duty}", name) for duty, name in duties().items()]
    there = dict(kinds + departments)
    return [*departments, *kinds, *((unit, unit) for unit in known if unit not in there)]

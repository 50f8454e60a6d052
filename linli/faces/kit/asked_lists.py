"""Which duty list is asked for, on which day: the same on the desk and on the portal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from linli.duties.reads import lists as reads
from linli.duties.rules import DutyLevel, ListKind
from linli.faces.kit.duties import LIST
from linli.faces.kit.fields import CALENDAR, day_box
from linli.faces.kit.sheets import download

FIRST = (DutyLevel.COMMUNITY, ListKind.LAWFUL)


class ListsForm(forms.Form):
    """Everything may be left out: the communities' duties by law, as they stand today."""

    which = forms.ChoiceField(label=_("List"), required=False)
    on = forms.DateField(label=_("As of"), required=False, widget=day_box(), validators=CALENDAR)
    q = forms.CharField(label=_("Code or words"), required=False, max_length=40)

    def __init__(self, *args: object, on: date, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        there = reads.kept_lists(on) | {FIRST}
        self.fields["which"].choices = [  # type: ignore[attr-defined]
            (f"{level}-{list_kind}", name) for (level, list_kind), name in LIST.items() if (level, list_kind) in there
        ]


@dataclass(frozen=True, slots=True)
class Wish:
    """A list as asked for: its name, day and lines by field."""

    form: ListsForm
    level: DutyLevel
    list_kind: ListKind
    on: date
    asked: str
    fields: list[reads.FieldOfList]

    @property
    def which(self) -> str:
        return f"{self.level}-{self.list_kind}"

    @property
    def name(self) -> object:
        return LIST[self.level, self.list_kind]

    @property
    def count(self) -> int:
        return sum(len(field.items) for field in self.fields)


def wish(request: HttpRequest, today: date) -> Wish:
    """What the address asks for; what it says wrongly is left out."""
    form = ListsForm(request.GET, on=today)
    told = form.cleaned_data if form.is_valid() else {}
    which = told.get("which") or f"{FIRST[0]}-{FIRST[1]}"
    level, _sep, list_kind = which.partition("-")
    on, asked = told.get("on") or today, told.get("q", "")
    fields = reads.shown(DutyLevel(level), ListKind(list_kind), on, asked)
    shown = ListsForm({"which": which, "on": on.isoformat(), "q": asked}, on=today)
    return Wish(shown, DutyLevel(level), ListKind(list_kind), on, asked, fields)


def as_csv(today: date) -> HttpResponse:
    """Every line of every list, with those of the past: the same file can be loaded again."""
    return download(f"linli-duties-{today}", reads.COLUMNS, reads.as_table())

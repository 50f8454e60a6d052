"""The filters of a queue as they stand in its address, and as words with a way to take each one off."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from linli.core import search
from linli.duties.reads import catalogue
from linli.faces.kit.fields import CALENDAR, in_language, kind_label, unit_label
from linli.faces.kit.moments import day
from linli.matters.reads.asked import Asked
from linli.matters.reads.left import Left
from linli.matters.reads.queue import Tab
from linli.places.reads import gazetteer
from linli.places.rules import CODE_DIGITS

TABS = {
    Tab.OPEN: _("All open"),
    Tab.NEW: _("New"),
    Tab.HANDLING: _("Being handled"),
    Tab.CHECK: _("To check"),
    Tab.OVERDUE: _("Overdue"),
    Tab.ENDED: _("Ended"),
}

LEFT = {
    Left.OVERDUE: _("overdue"),
    Left.HOURS: _("4 hours at most"),
    Left.TODAY: _("until tonight"),
    Left.DAYS: _("3 days at most"),
    Left.LATER: _("more than 3 days"),
}

CALLER = RegexValidator(r"^[0-9a-f]{32}-[0-9a-f]{32}$")
PLACE = RegexValidator(r"^[0-9]{6,15}$")


class QueueForm(forms.Form):
    """What part of the queue is asked for; everything may be left out. What is no filter of ours is no error:
    the rest still counts."""

    tab = forms.ChoiceField(choices=[(tab.value, name) for tab, name in TABS.items()], required=False)
    q = forms.CharField(max_length=60, required=False, label=_("Number or words"))
    place = forms.CharField(max_length=15, required=False, validators=[PLACE], label=_("Place"))
    left = forms.ChoiceField(
        choices=[("", _("any time")), *((left.value, name) for left, name in LEFT.items())],
        required=False,
        label=_("Time left"),
    )
    kind = forms.CharField(max_length=120, required=False, label=_("Kind"))
    unit = forms.IntegerField(min_value=1, required=False, label=_("Unit"))
    since = forms.DateField(required=False, label=_("Came in from"), validators=CALENDAR)
    until = forms.DateField(required=False, label=_("to"), validators=CALENDAR)
    caller = forms.CharField(required=False, validators=[CALLER])
    show = forms.ChoiceField(choices=[("", ""), ("map", "")], required=False)
    after = forms.CharField(max_length=40, required=False)

    def clean_q(self) -> str:
        asked: str = self.cleaned_data["q"].strip()
        if asked and search.is_too_short(asked) and not Asked(words=asked).number:
            raise ValidationError(_("Please type at least two characters."))
        return asked

    def clean_until(self) -> date | None:
        since, until = self.cleaned_data.get("since"), self.cleaned_data["until"]
        if since and until and until < since:
            raise ValidationError(_("The last day lies before the first. Please change one of them."))
        return until

    def clean_kind(self) -> str:
        """The code, of what was picked as code and name, typed as either."""
        text: str = self.cleaned_data["kind"].strip()
        for kind in catalogue().kinds.values():
            if text and (text.split()[0] == kind.code or text in (kind.names[-1], kind.names_en[-1])):
                return kind.code
        if text:
            raise ValidationError(_("Pick a kind from the list."))
        return ""


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter that is on, and the address without it."""

    name: str | Promise
    value: str | Promise
    without: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """An address as it was read: the tab, the filters, and ``kept``, what of the query string holds."""

    form: QueueForm
    tab: Tab
    asked: Asked
    kept: Mapping[str, str]
    show_map: bool
    after: str

    def query(self, **other: str) -> str:
        """The query string with some parts other than they are; empty ones are left out. Never the page behind."""
        return urlencode({name: said for name, said in {**self.kept, **other}.items() if said})

    @property
    def chips(self) -> list[Chip]:
        named: dict[str, str | Promise] = {
            "q": self.asked.words,
            "place": place_name(self.asked.place),
            "kind": _kind(self.asked.kind),
        }
        named |= {"unit": _unit(self.asked.unit)}
        named |= {"left": LEFT[self.asked.left] if self.asked.left else ""}
        named |= {"caller": _("the same phone") if self.asked.caller else ""}
        named |= {"since": day(self.asked.since) if self.asked.since else ""}
        named |= {"until": day(self.asked.until) if self.asked.until else ""}
        labels = {name: field.label for name, field in self.form.fields.items()} | {"caller": _("Reporter")}
        return [Chip(labels[name] or "", said, self.query(**{name: ""})) for name, said in named.items() if said]


def wanted(sent: QueryDict, own: Collection[int] = ()) -> Wanted:
    """Read a query string for somebody of the units ``own``. What cannot be read is left out, and the form says why."""
    form = QueueForm(sent)
    form.is_valid()
    asked = {name: said for name, said in form.cleaned_data.items() if said}
    kept = {name: str(said) for name, said in asked.items() if name != "after"}
    return Wanted(
        form=form,
        tab=Tab(asked.get("tab") or Tab.OPEN),
        asked=Asked(
            words=asked.get("q", ""),
            place=asked.get("place", ""),
            kind=asked.get("kind", ""),
            unit=asked.get("unit"),
            left=Left(asked["left"]) if "left" in asked else None,
            caller=asked.get("caller", ""),
            since=asked.get("since"),
            until=asked.get("until"),
            own=tuple(own),
        ),
        kept=kept,
        show_map=asked.get("show") == "map",
        after=asked.get("after", ""),
    )


def kinds_listed() -> list[str]:
    """Every kind of every level, as it can be picked."""
    return [kind_label(kind) for kind in sorted(catalogue().kinds.values(), key=lambda kind: kind.code)]


def units_listed(areas: Sequence[str]) -> list[tuple[int, str]]:
    """The units that have a part in the ``areas``."""
    return [
        (unit.pk, unit_label(unit))
        for unit in catalogue().units.all
        if any(unit.prefix.startswith(area) or area.startswith(unit.prefix) for area in areas)
    ]


def place_name(digits: str) -> str:
    """What the place with these first digits is called."""
    return gazetteer().label(digits if len(digits) > CODE_DIGITS else digits.ljust(CODE_DIGITS, "0")) if digits else ""


def _kind(code: str) -> str:
    kind = catalogue().by_code.get(code)
    return in_language(kind.names[-1], kind.names_en[-1]) if kind else code


def _unit(pk: int | None) -> str:
    unit = catalogue().units.by_pk.get(pk) if pk is not None else None
    return unit_label(unit) if unit else ""

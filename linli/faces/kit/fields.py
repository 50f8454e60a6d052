"""Form fields for what is picked by typing: a kind, a unit, a place. Each works as plain text with a list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Protocol

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db.models import QuerySet
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext_lazy as _

from linli.duties.reads import catalogue
from linli.duties.rules import KindFacts, UnitFacts
from linli.matters.rules import SHORT_WORDS_LIMIT
from linli.places.reads import gazetteer
from linli.places.rules import CODE_DIGITS, GRID_DIGITS, Level

OF_DJANGO = (
    gettext_noop("This field is required."),
    gettext_noop("Enter a valid value."),
    gettext_noop("Enter a whole number."),
    gettext_noop("Enter a number."),
    gettext_noop("Enter a valid date."),
    gettext_noop("Ensure this value is greater than or equal to %(limit_value)s."),
    gettext_noop("Ensure this value is less than or equal to %(limit_value)s."),
    gettext_noop("Select a valid choice. %(value)s is not one of the available choices."),
    gettext_noop("Select a valid choice. That choice is not one of the available choices."),
)
"""What Django says of a field that is wrong: our catalogue says it plainly, and what to do."""


def in_language(name: str, name_en: str) -> str:
    """The name to show: English where the page is English and there is one."""
    return name_en if name_en and (get_language() or "").startswith("en") else name


class Coded(Protocol):
    """A row of what a county sets, with its name in both languages."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def name_en(self) -> str: ...


def named(rows: Iterable[Coded]) -> list[tuple[str, str]]:
    """Code and name of each, to choose from."""
    return [(row.code, in_language(row.name, row.name_en)) for row in rows]


def offer(form: forms.BaseForm, **choices: Iterable[tuple[str, object]]) -> None:
    """Let one choose from these pairs under each name."""
    for name, pairs in choices.items():
        field = form.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for types
        field.choices = list(pairs)


def offer_rows(form: forms.BaseForm, **choices: QuerySet[Any]) -> None:
    """The same of rows of a table."""
    for name, rows in choices.items():
        field = form.fields[name]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for types
        field.queryset = rows


def kind_name(kind: KindFacts) -> str:
    return in_language(kind.names[-1], kind.names_en[-1])


def kind_label(kind: KindFacts) -> str:
    """``02-01-01 暴露垃圾``: typed by code or by name, picked from the list as both."""
    return f"{kind.code} {kind_name(kind)}"


def unit_label(unit: UnitFacts) -> str:
    return in_language(unit.name, unit.name_en)


CALENDAR = [MinValueValidator(date(1900, 1, 1)), MaxValueValidator(date(2999, 12, 31))]
"""Days that can be typed, with room for time zones at both ends."""


def day_box() -> forms.DateInput:
    """The browser's own calendar, which reads and writes ISO dates."""
    return forms.DateInput({"type": "date"}, format="%Y-%m-%d")


class Words(forms.CharField):
    """Text that people type; says in plain words when it is too long."""

    def __init__(self, *, max_length: int, **more: Any) -> None:
        super().__init__(max_length=max_length, **more)
        too_long = _("At most %(limit_value)d characters; there are %(show_value)d now.")
        self.validators = [
            MaxLengthValidator(max_length, too_long) if isinstance(one, MaxLengthValidator) else one
            for one in self.validators
        ]


def question_field(question: Mapping[str, Any]) -> forms.Field:
    """A question of a catalogue row: its options to choose from, or a line of text. See ``duties.seeds``."""
    label = in_language(question["label"], question.get("label_en", ""))
    field: forms.Field
    if question.get("options"):
        options = [(o["code"], in_language(o["label"], o.get("label_en", ""))) for o in question["options"]]
        field = forms.ChoiceField(choices=options, widget=forms.RadioSelect)
    else:
        field = Words(max_length=SHORT_WORDS_LIMIT)
    field.label, field.required = label, bool(question.get("required"))
    field.error_messages["required"] = _("Please answer: %s") % label
    return field


class Listed(forms.TextInput):
    """A text box with suggestions (``<datalist>``), which browsers filter while one types."""

    template_name = "kit/listed.html"

    def __init__(self, options: Iterable[str] = (), attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "off", **(attrs or {})})
        self.options = list(options)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        list_id = f"{context['widget']['attrs'].get('id', name)}-list"
        context["widget"]["attrs"]["list"] = list_id
        context["widget"] |= {"list_id": list_id, "options": self.options}
        return context


class KindField(forms.CharField):
    """Cleans to the ``KindFacts`` of a kind that can be reported on ``on``, or None when left empty."""

    default_error_messages = {"unknown": _("Pick a kind from the list.")}

    def __init__(self, *, on: date, **more: Any) -> None:
        self.kinds = catalogue().open_kinds(on)
        super().__init__(max_length=120, widget=Listed(map(kind_label, self.kinds)), **more)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        by_code = [kind for kind in self.kinds if kind.code == text.split()[0]]
        found = by_code or [kind for kind in self.kinds if text in (kind.names[-1], kind.names_en[-1])]
        if len(found) != 1:
            raise ValidationError(self.error_messages["unknown"], "unknown")
        return found[0]


class UnitField(forms.CharField):
    """Cleans to the ``UnitFacts`` whose name was typed, or None when left empty. ``listed`` are suggested."""

    default_error_messages = {
        "unknown": _("No unit has this name."),
        "several": _("Several units have this name. Pick one from the suggestions."),
    }

    def __init__(self, *, listed: Iterable[UnitFacts] = (), **more: Any) -> None:
        self.listed = list(listed)
        super().__init__(max_length=120, widget=Listed(map(unit_label, self.listed)), **more)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        found = _named(text, self.listed) or _named(text, catalogue().units.all)
        if len(found) != 1:
            why = "several" if found else "unknown"
            raise ValidationError(self.error_messages[why], why)
        return found[0]


def _named(text: str, units: Iterable[UnitFacts]) -> list[UnitFacts]:
    return [unit for unit in units if text in (unit.name, unit.name_en)]


class PlaceField(forms.CharField):
    """Cleans to the code of a grid or community inside ``areas``, typed by its label or, if only one fits, its name."""

    default_error_messages = {"unknown": _("Pick a place from the list.")}

    def __init__(self, *, areas: Iterable[str], **more: Any) -> None:
        self.places = _places(tuple(areas))
        super().__init__(max_length=120, widget=Listed(self.places), **more)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return ""
        by_name = [code for label, code in self.places.items() if label.endswith(f" · {text}")]
        found = [self.places[text]] if text in self.places else by_name
        if len(found) != 1:
            raise ValidationError(self.error_messages["unknown"], "unknown")
        return found[0]


def _places(areas: tuple[str, ...]) -> dict[str, str]:
    """Label to code of every community and, below the county, every grid inside ``areas``."""
    book = gazetteer()
    return {
        book.label(code): code
        for code in sorted(book.names)
        for area in areas
        if code.startswith(area)
        and (
            (len(code) == GRID_DIGITS and len(area) > Level.COUNTY)
            or (not code.endswith("000") and len(code) == CODE_DIGITS)
        )
    }

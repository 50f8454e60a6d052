"""What a body must be and which seats it has, as forms: each begins with what holds, and ``says`` what is to hold."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.forms import (
    BooleanField,
    CheckboxSelectMultiple,
    ChoiceField,
    Form,
    IntegerField,
    MultipleChoiceField,
)
from django.utils.translation import gettext_lazy as _

from linli.duties.reads import catalogue
from linli.faces.desk.bodies.fields import day_field
from linli.faces.kit.bodies import FORM, GROUND, LINK, NEED
from linli.faces.kit.fields import Words, unit_label
from linli.faces.kit.words import ORG_KIND
from linli.orgs.actions import BodyRuleSays, SeatRuleSays
from linli.orgs.models import BodyRule, OrgKind, SeatRule
from linli.orgs.rules import LONGEST_TERM_MONTHS, MOST_SEATS, OFFICES

ALONE = "alone"
"""In a form: under nothing."""

KINDS = [(kind, words) for kind, words in ORG_KIND.items() if kind != OrgKind.MERCHANT]


def many(label: Any, choices: Any) -> MultipleChoiceField:
    return MultipleChoiceField(label=label, choices=list(choices), required=False, widget=CheckboxSelectMultiple)


class BodyRuleForm(Form):
    under = many(_("It may stand under"), [(ALONE, _("Nothing: it stands alone")), *KINDS])
    forms = many(_("Put together"), FORM.items())
    grounds = many(_("Ground it may stand on"), GROUND.items())
    covers = BooleanField(required=False, label=_("It is the one body of its ground"))
    links = many(_("Links it must have"), LINK.items())
    needs_head = BooleanField(required=False, label=_("It must have a head"))
    needs_end = BooleanField(required=False, label=_("It must have an end from the first"))
    source = Words(max_length=120, required=False, label=_("By what text"))

    def __init__(self, data: Any = None, *, row: BodyRule | None, on: date) -> None:
        begin = {} if row is None else {name: getattr(row, name) for name in self.base_fields}
        if row is not None:
            begin["under"] = [kind or ALONE for kind in row.under]
        super().__init__(data, initial=begin)
        self.fields["on"] = day_field(_("In force from"), on)

    def says(self) -> BodyRuleSays:
        told = {name: self.cleaned_data[name] for name in self.base_fields}
        under = ["" if kind == ALONE else kind for kind in told.pop("under")]
        return BodyRuleSays(under=under, **told)


class SeatRuleForm(Form):
    body_kind = ChoiceField(label=_("Seats of"), choices=[row for row in KINDS if row[0] not in OFFICES])
    need = ChoiceField(label=_("How much it is needed"), choices=list(NEED.items()))
    name = Words(max_length=60, label=_("Name of the seat"))
    name_en = Words(max_length=80, required=False, label=_("Name in English"))
    home_duty = ChoiceField(label=_("From the department"), required=False)
    home_kinds = many(_("or from units of these kinds (none: from any)"), ORG_KIND.items())
    seats = IntegerField(label=_("How many seats"), min_value=1, max_value=MOST_SEATS, initial=1)
    term_months = IntegerField(
        label=_("Length of a term (months)"), min_value=1, max_value=LONGEST_TERM_MONTHS, initial=60
    )
    source = Words(max_length=120, required=False, label=_("By what text"))

    def __init__(self, data: Any = None, *, row: SeatRule | None, on: date) -> None:
        begin = {} if row is None else {name: getattr(row, name) for name in self.base_fields}
        super().__init__(data, initial=begin)
        self.fields["on"] = day_field(_("In force from"), on)
        field = self.fields["home_duty"]
        assert isinstance(field, ChoiceField)  # noqa: S101 — for types
        field.choices = [("", _("Any department")), *duties().items()]
        if row is not None:
            del self.fields["body_kind"]

    def says(self) -> SeatRuleSays:
        names = ("need", "name", "name_en", "home_duty", "home_kinds", "seats", "term_months", "source")
        return SeatRuleSays(**{name: self.cleaned_data[name] for name in names})


class EndForm(Form):
    def __init__(self, data: Any = None, *, on: date) -> None:
        super().__init__(data, auto_id="end-%s")  # it stands beside another form
        self.fields["on"] = day_field(_("Not any more from"), on)


def duties() -> dict[str, str]:
    """What a department can be in charge of, by the name of one that is."""
    units = [unit for unit in catalogue().units.all if unit.kind == OrgKind.DEPARTMENT and unit.duty]
    return {unit.duty: unit_label(unit) for unit in sorted(units, key=lambda unit: unit.name)}

"""What is filled in about tasks handed down: the request, the decision, the note of having been asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.core import money
from linli.duties.actions import AdmissionSays
from linli.duties.actions.burden import MOST_FIELDS
from linli.duties.models import Admission
from linli.duties.models.admissions import BASIS_LENGTH, TITLE_LENGTH, WORDS_LENGTH
from linli.duties.reads import catalogue
from linli.duties.rules import DutyLevel, HowOften, UnitFacts, level_of
from linli.faces.kit.duties import HOW_OFTEN, LEVEL
from linli.faces.kit.fields import CALENDAR, UnitField, Words, day_box
from linli.orgs.models import Organisation, OrgKind

ASKERS = (OrgKind.DEPARTMENT, OrgKind.STREET_OFFICE, OrgKind.CITY_CENTRE)


class YuanField(forms.CharField):
    """Cleans an amount of yuan to fen; left empty, it is nought."""

    def clean(self, value: Any) -> int:
        text = super().clean(value)
        if not text:
            return 0
        try:
            amount = money.fen(text)
        except money.NotMoney as error:
            raise ValidationError(_("Write an amount of yuan, for example 20,000.00")) from error
        if amount < 0:
            raise ValidationError(_("Write an amount of yuan, for example 20,000.00"))
        return amount


class LinesField(forms.CharField):
    """Cleans lines of text to a tuple, each once."""

    def __init__(self, **more: Any) -> None:
        super().__init__(widget=forms.Textarea({"rows": 4}), **more)

    def clean(self, value: Any) -> tuple[str, ...]:
        text = super().clean(value) or ""
        return tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


class AskForm(forms.Form):
    """A request to hand a task down, for one of the ``own`` units."""

    intent = forms.UUIDField(widget=forms.HiddenInput)
    asker = forms.ChoiceField(label=_("For which unit you ask"))
    title = Words(label=pgettext_lazy("admission", "Task"), max_length=TITLE_LENGTH)
    basis = Words(label=_("Legal basis"), max_length=BASIS_LENGTH)
    words = Words(label=_("What is to be done"), max_length=WORDS_LENGTH, widget=forms.Textarea({"rows": 3}))
    level = forms.ChoiceField(label=_("Who gets it"), choices=[(level.value, name) for level, name in LEVEL.items()])
    units = LinesField(
        label=_("Only these units"),
        required=False,
        max_length=4000,
        help_text=_("One name on each line; left empty, every unit of the level in your area"),
    )
    starts_on = forms.DateField(label=_("From"), widget=day_box(), validators=CALENDAR)
    ends_on = forms.DateField(label=_("Last day"), widget=day_box(), validators=CALENDAR)
    funds = YuanField(
        label=_("Money that comes with it, in yuan"),
        required=False,
        max_length=25,
        help_text=_("For the whole period; left empty, none"),
    )
    how_often = forms.ChoiceField(label=_("How often"), choices=[(one.value, name) for one, name in HOW_OFTEN.items()])
    data_fields = LinesField(
        label=_("What is to be told"),
        required=False,
        max_length=3000,
        help_text=_("One field on each line; ask for nothing that is known already"),
    )

    def __init__(self, *args: Any, own: Sequence[Organisation], **more: Any) -> None:
        super().__init__(*args, **more)
        self.own = {str(unit.pk): unit for unit in own}
        self.fields["asker"].choices = [(pk, unit.name) for pk, unit in self.own.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        if "level" not in told:
            return told
        by_name: dict[str, list[UnitFacts]] = {}
        for unit in catalogue().units.all:
            if level_of(unit.kind) == told["level"]:
                by_name.setdefault(unit.name, []).append(unit)
        unclear = [name for name in told.get("units", ()) if len(by_name.get(name, ())) != 1]
        if unclear:
            self.add_error("units", _("No one unit of this level has this name: %s") % "、".join(unclear[:5]))
        else:
            told["units"] = Organisation.objects.select_related("division").filter(
                pk__in=[by_name[name][0].pk for name in told.get("units", ())]
            )
        return told

    @property
    def asked(self) -> dict[str, Any]:
        """What ``duties.actions.ask`` takes."""
        told = dict(self.cleaned_data)
        return {
            "intent": told.pop("intent"),
            "asker": self.own[told.pop("asker")],
            "units": list(told.pop("units")),
            "says": AdmissionSays(
                level=DutyLevel(told.pop("level")),
                how_often=HowOften(told.pop("how_often")),
                funds_fen=told.pop("funds"),
                **told,
            ),
        }


class MoveForm(forms.Form):
    """A move on an admission; ``version`` is the one that the page showed."""

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    move = forms.ChoiceField(
        choices=[(verb, verb) for verb in ("review", "admit", "refuse", "publish", "withdraw")],
        widget=forms.HiddenInput,
    )
    words = Words(
        label=_("Opinion or reason"), max_length=WORDS_LENGTH, required=False, widget=forms.Textarea({"rows": 3})
    )


class MeterForm(forms.Form):
    """Which months, and of which town where there are several."""

    month = forms.CharField(label=_("Up to the month"), widget=forms.TextInput({"type": "month"}), required=False)
    place = forms.ChoiceField(label=_("Town"), required=False)

    def __init__(self, *args: Any, towns: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["place"].choices = [("", _("All towns and streets")), *towns]  # type: ignore[attr-defined]
        if not towns:
            del self.fields["place"]


class RecordForm(forms.Form):
    """“We were asked this.”"""

    intent = forms.UUIDField(widget=forms.HiddenInput)
    title = Words(label=_("What was asked"), max_length=TITLE_LENGTH)
    asker = UnitField(label=_("Who asked"))
    fields_asked = forms.IntegerField(
        label=_("How many fields were to be filled in"), min_value=0, max_value=MOST_FIELDS
    )
    asked_on = forms.DateField(label=_("On"), widget=day_box(), validators=CALENDAR)
    admission = forms.ChoiceField(label=_("Admitted?"), required=False)

    def __init__(self, *args: Any, tasks: Sequence[Admission], **more: Any) -> None:
        super().__init__(*args, **more)
        self.tasks = {str(task.pk): task for task in tasks}
        listed = [unit for unit in catalogue().units.all if unit.kind in ASKERS]
        self.fields["asker"] = UnitField(label=_("Who asked"), listed=listed)
        self.fields["admission"].choices = [  # type: ignore[attr-defined]
            ("", _("None: nobody admitted it")),
            *((pk, f"{task.number} {task.title}") for pk, task in self.tasks.items()),
        ]

    @property
    def asked(self) -> dict[str, Any]:
        """What ``duties.actions.record`` takes."""
        told = dict(self.cleaned_data)
        told["fields"] = told.pop("fields_asked")
        return told | {
            "asker": Organisation.objects.get(pk=told["asker"].pk),
            "admission": self.tasks.get(told["admission"]),
        }

"""What a desk fills in. Forms validate; the actions decide."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from linli.core.calendar import Limit, LimitUnit
from linli.duties.reads import catalogue
from linli.duties.rules import UnitFacts
from linli.faces.kit.fields import KindField, UnitField, Words, unit_label
from linli.faces.kit.words import DECLINE_REASON, LIMIT_UNIT
from linli.matters.models import Matter
from linli.matters.reads.routing import UnitChoice
from linli.matters.rules import OPEN_STAGES, SHORT_WORDS_LIMIT, DeclineReason
from linli.orgs.authority import inside
from linli.orgs.models import OrgKind

OTHER_UNIT = "other"
LONGEST_LIMIT = 999
GIVEN_WORK = (OrgKind.DEPARTMENT, OrgKind.STREET_OFFICE, OrgKind.COMMUNITY_COMMITTEE, OrgKind.CITY_CENTRE)


class MoveForm(forms.Form):
    """A move on a matter; ``version`` is the one that the page showed."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class AcceptForm(MoveForm):
    def __init__(self, *args: Any, at: datetime, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["kind"] = KindField(
            on=timezone.localdate(at),
            required=False,
            label=_("A better kind"),
            help_text=_("Leave it empty to keep the kind. The promised time follows the kind."),
        )


class DeclineForm(MoveForm):
    reason = forms.ChoiceField(
        choices=[(reason.value, name) for reason, name in DECLINE_REASON.items()],
        widget=forms.RadioSelect,
        label=_("Reason"),
    )
    words = Words(
        max_length=SHORT_WORDS_LIMIT, widget=forms.Textarea({"rows": 3}), label=_("In plain words, for the reporter")
    )

    def clean_reason(self) -> DeclineReason:
        return DeclineReason(self.cleaned_data["reason"])


class MergeForm(MoveForm):
    """``areas`` bound what can be named: a number elsewhere is as unknown as one that does not exist."""

    into = Words(max_length=20, label=_("Number of the other request"))

    def __init__(self, *args: Any, areas: Sequence[str], **more: Any) -> None:
        super().__init__(*args, **more)
        self.areas = areas

    def clean_into(self) -> Matter:
        digits = "".join(ch for ch in self.cleaned_data["into"] if ch.isdigit())
        found = Matter.objects.filter(inside("place", self.areas), number=digits, stage__in=OPEN_STAGES).first()
        if found is None:
            raise ValidationError(_("No open request here has this number."))
        return found


class DispatchForm(MoveForm):
    """The unit that leads, one of those suggested or any other by name, and those that assist, if need be with a limit
    of their own; once a unit leads, only the latter."""

    def __init__(
        self, *args: Any, choices: Sequence[UnitChoice], place: str, is_led: bool, busy: Collection[int], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.choices = choices
        near = [unit for unit in units_near(place) if unit.pk not in busy]
        if not is_led:
            self._ask_who_leads(near)
        self.fields["assisting"] = forms.TypedMultipleChoiceField(
            choices=[(unit.pk, unit_label(unit)) for unit in near],
            coerce=int,
            required=is_led,
            widget=forms.CheckboxSelectMultiple,
            label=_("Assisting units"),
        )
        self.fields["limit"] = forms.IntegerField(
            required=False, min_value=1, max_value=LONGEST_LIMIT, label=_("Their own limit")
        )
        self.fields["limit_unit"] = forms.ChoiceField(
            required=False,
            choices=[(unit.value, name) for unit, name in LIMIT_UNIT.items()],
            initial=LimitUnit.WORKING_DAYS,
            label=_("counted in"),
        )
        self.fields["task"] = Words(
            max_length=SHORT_WORDS_LIMIT,
            required=False,
            widget=forms.Textarea({"rows": 2}),
            label=_("What is asked of the unit"),
            help_text=_("Only when it is not the whole request."),
        )

    def _ask_who_leads(self, near: Sequence[UnitFacts]) -> None:
        named = [(str(choice.unit.pk), unit_label(choice.unit)) for choice in self.choices]
        self.fields["lead"] = forms.ChoiceField(
            choices=[*named, (OTHER_UNIT, _("Another unit"))],
            initial=named[0][0] if named else OTHER_UNIT,
            widget=forms.RadioSelect,
            label=_("Leading unit"),
        )
        self.fields["other"] = UnitField(listed=near, required=False, label=_("Name of the unit"))

    def clean(self) -> dict[str, Any]:
        """Turn keys into ``UnitFacts``: ``lead`` (or None) and ``assisting``; ``limit`` is a ``Limit`` or None."""
        cleaned = super().clean() or {}
        units = catalogue().units.by_pk
        lead = cleaned.get("lead")
        if lead == OTHER_UNIT:
            cleaned["lead"] = cleaned.get("other")
            if cleaned["lead"] is None and "other" not in self.errors:
                self.add_error("other", _("Say which unit."))
        else:
            cleaned["lead"] = units[int(lead)] if lead else None
        cleaned["assisting"] = [units[pk] for pk in cleaned.get("assisting") or ()]
        if cleaned.get("limit"):
            cleaned["limit"] = Limit(cleaned["limit"], LimitUnit(cleaned.get("limit_unit") or LimitUnit.WORKING_DAYS))
            if not cleaned["assisting"] and "assisting" not in self.errors:
                self.add_error("limit", _("Choose the assisting units that it is for."))
        return cleaned


class CheckForm(MoveForm):
    """核查: words are needed only to send back; the action asks for them. ``intent`` is what its photos belong to."""

    intent = forms.UUIDField(widget=forms.HiddenInput)

    words = Words(
        max_length=SHORT_WORDS_LIMIT,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        label=_("What was found"),
        help_text=_("Needed when you send it back."),
    )


def units_near(place: str) -> list[UnitFacts]:
    """Departments, and the street and communities of the town around ``place``: those usually given work."""
    town = place[:9]
    near = [
        unit
        for unit in catalogue().units.all
        if unit.kind in GIVEN_WORK and (unit.prefix.startswith(town) or town.startswith(unit.prefix))
    ]
    return sorted(near, key=lambda unit: (GIVEN_WORK.index(OrgKind(unit.kind)), unit.pk))

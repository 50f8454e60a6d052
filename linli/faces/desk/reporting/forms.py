"""What desks write: a task, a comment, a team, the own unit's report-in."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from linli.faces.kit.fields import CALENDAR, PlaceField, UnitField, Words, day_box, in_language, named, offer
from linli.faces.kit.reporting import FACTS
from linli.orgs.models import Organisation
from linli.places.models import Division
from linli.volunteering.actions.comments import CommentSays
from linli.volunteering.models import ReportRule, TaskKind
from linli.volunteering.rules.reporting import TITLE_LIMIT, WORDS_LIMIT

YES_NO = [("1", _("yes")), ("0", _("no"))]


class Named(forms.ModelChoiceField):
    """Rows by their name in the reader's language."""

    def label_from_instance(self, obj: Any) -> str:
        return in_language(getattr(obj, "short_name", obj.name), getattr(obj, "name_en", ""))


class AskedForm(forms.Form):
    """Whom to look for."""

    q = forms.CharField(label=_("Whole name, organisation or team"), required=False, max_length=60)
    kind = forms.ChoiceField(label=_("Kind"), required=False)

    def __init__(self, data: Any = None, *, on: date, **more: Any) -> None:
        super().__init__(data, **more)
        rules = ReportRule.objects.valid(on).order_by("order")
        offer(self, kind=[("", _("All of them")), *named(rules)])


class TaskForm(forms.Form):
    def __init__(self, data: Any = None, *, communities: QuerySet[Division], on: date, **more: Any) -> None:
        super().__init__(data, **more)
        kinds = TaskKind.objects.valid(on).order_by("order")
        self.fields["community"] = Named(communities, empty_label=None, label=_("Community"))
        self.fields["kind"] = Named(kinds, empty_label=None, label=_("Kind of task"))
        self.fields["title"] = Words(max_length=TITLE_LIMIT, label=_("What is to be done"))
        self.fields["words"] = Words(
            max_length=WORDS_LIMIT, required=False, label=_("When, where, what to bring"),
            widget=forms.Textarea({"rows": 2}),
        )  # fmt: skip
        self.fields["until"] = forms.DateField(label=_("Asked for until"), widget=day_box(), validators=CALENDAR)


class CommentForm(forms.Form):
    """Three facts and a few words; no marks."""

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        for name, said in FACTS.items():
            self.fields[name] = forms.ChoiceField(choices=YES_NO, widget=forms.RadioSelect, label=said)
        self.fields["words"] = Words(
            max_length=WORDS_LIMIT, label=_("A few words to the member"), widget=forms.Textarea({"rows": 3})
        )

    def says(self) -> CommentSays:
        told = self.cleaned_data
        return CommentSays(words=told["words"], **{name: told[name] == "1" for name in FACTS})


class TeamForm(forms.Form):
    def __init__(self, data: Any = None, *, communities: QuerySet[Division], **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["community"] = Named(communities, empty_label=None, label=_("Community"))
        self.fields["title"] = Words(max_length=TITLE_LIMIT, label=_("Name of the team"))
        self.fields["home"] = UnitField(required=False, label=_("Organisation of the team (may stay empty)"))

    def home(self) -> Organisation | None:
        unit = self.cleaned_data["home"]
        return Organisation.objects.get(pk=unit.pk) if unit is not None else None


class UnitForm(forms.Form):
    """A unit's own report-in."""

    def __init__(self, data: Any = None, *, units: QuerySet[Organisation], **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["unit"] = Named(units, empty_label=None, label=_("My unit"))
        self.fields["community"] = PlaceField(areas=[settings.LINLI_COUNTY], label=_("Community"))
        self.fields["words"] = Words(
            max_length=WORDS_LIMIT, label=_("What we bring"), widget=forms.Textarea({"rows": 2})
        )

    def place(self) -> Division:
        return Division.objects.get(code=self.cleaned_data["community"], valid_to=None)

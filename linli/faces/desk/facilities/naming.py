"""Kinds of facilities and what they offer, as the county calls them: begun, renamed, ended."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from linli.faces.kit.fields import CALENDAR, Words, day_box
from linli.faces.kit.gates import SignedIn, rule_keeper
from linli.faces.kit.halls import SORT
from linli.faces.kit.posted import sent, tapped
from linli.orgs.actions import halls as actions
from linli.places.actions.facilities import KindSays, OfferingSays
from linli.places.actions.facilities.naming import LONGEST, LONGEST_EN
from linli.places.models import Facility, FacilityKind, Offering, OfferingSort


class NameForm(forms.Form):
    """What both have; a new one has a code and a day too."""

    says: Callable[..., KindSays | OfferingSays]
    code = Words(max_length=30, label=gettext_lazy("Code (small letters, for files)"))
    name = Words(max_length=LONGEST, label=gettext_lazy("What it is called"))
    name_en = Words(max_length=LONGEST_EN, label=gettext_lazy("Name in English"))
    on = forms.DateField(label=gettext_lazy("In force from"), widget=day_box(), validators=CALENDAR)

    def __init__(self, data: Any = None, *, row: FacilityKind | Offering | None = None, **more: Any) -> None:
        told = {name: getattr(row, name) for name in self.base_fields if name not in ("code", "on")} if row else {}
        super().__init__(data, initial=more.pop("initial", {}) | told, **more)
        if row is not None:
            del self.fields["code"], self.fields["on"]

    @property
    def told(self) -> KindSays | OfferingSays:
        names = [name for name in self.cleaned_data if name not in ("code", "on")]
        return type(self).says(**{name: self.cleaned_data[name] for name in names})


class KindForm(NameForm):
    says = KindSays
    has_levels = forms.BooleanField(
        required=False, label=gettext_lazy("Stands on a level: city, district, street, community")
    )
    in_circle = forms.BooleanField(required=False, label=gettext_lazy("Everybody should have one within a walk"))


class OfferingForm(NameForm):
    says = OfferingSays
    sort = forms.ChoiceField(
        choices=[(one.value, SORT[one]) for one in OfferingSort], label=gettext_lazy("Which of the two")
    )


TABLES: dict[str, type[NameForm]] = {"kinds": KindForm, "offerings": OfferingForm}


@rule_keeper
@require_safe
def words(request: SignedIn) -> HttpResponse:
    at = timezone.now()
    context = {
        "kinds": FacilityKind.objects.all(),
        "offerings": [(row, SORT[OfferingSort(row.sort)]) for row in Offering.objects.all()],
        "on": timezone.localdate(at),
        "now": at,
    }
    return TemplateResponse(request, "desk/facilities/words.html", context)


@rule_keeper
def begin(request: SignedIn, table: str) -> HttpResponse:
    """A new kind or offering, from a day on."""
    at = timezone.now()
    form = TABLES[table](request.POST or None, initial={"on": timezone.localdate(at), "in_circle": False})
    status = sent(
        request,
        form,
        lambda told: actions.begin_word(by=request.user, says=form.told, code=told["code"], on=told["on"], at=at),
        _("Kept. It can be chosen from the day you gave."),
    )
    if status is None:
        return redirect("desk:facility-words")
    return TemplateResponse(request, "desk/facilities/word.html", {"form": form, "table": table}, status=status)


@rule_keeper
def change(request: SignedIn, table: str, word: str) -> HttpResponse:
    row, at = _find(table, word), timezone.now()
    form = TABLES[table](request.POST or None, row=row)

    def keep(_told: object) -> None:
        changed = actions.change_word(by=request.user, row=row, says=form.told, at=at)
        messages.success(request, _("Kept.") if changed else _("Nothing differs from what was told before."))

    status = sent(request, form, keep)
    if status is None:
        return redirect("desk:facility-words")
    has = {"kind": row} if isinstance(row, FacilityKind) else {"offers": row}
    context = {
        "form": form,
        "row": row,
        "table": table,
        "on": timezone.localdate(at),
        "used": Facility.objects.valid(timezone.localdate(at)).filter(**has).count(),
        "now": at,
    }
    return TemplateResponse(request, "desk/facilities/word.html", context, status=status)


@rule_keeper
def end(request: SignedIn, table: str, word: str) -> HttpResponse:
    """From tomorrow it cannot be chosen; facilities that have it keep it."""
    if request.method == "POST":
        row, at = _find(table, word), timezone.now()
        on = timezone.localdate(at) + timedelta(days=1)
        tapped(
            request,
            lambda: actions.end_word(by=request.user, row=row, on=on, at=at),
            _("From tomorrow nobody can choose it; facilities that have it keep it."),
        )
    return redirect("desk:facility-words")


@rule_keeper
def take_back(request: SignedIn, table: str, word: str) -> HttpResponse:
    """Strike out a word that cannot be chosen yet."""
    if request.method == "POST":
        row, at = _find(table, word), timezone.now()
        tapped(request, lambda: actions.take_back_word(by=request.user, row=row, at=at), _("Taken back."))
    return redirect("desk:facility-words")


def _find(table: str, word: str) -> FacilityKind | Offering:
    return get_object_or_404(FacilityKind if table == "kinds" else Offering, pk=word)  # type: ignore[return-value]

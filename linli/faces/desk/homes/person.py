"""Somebody of a household: put right, care needs, agreed to anew, erased, and the contact for a purpose."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from linli.faces.desk.homes.forms import ConsentForm, CorrectForm, LookForm, NeedForm
from linli.faces.kit.gates import SignedIn, home_keeper
from linli.faces.kit.posted import posted, sent, tapped
from linli.homes.actions import grounds, looking, needs, people
from linli.homes.models import CareNeed, Household, Occupant
from linli.homes.reads.household import shown
from linli.homes.reads.scopes import in_charge, with_home
from linli.people.models import Purpose


@home_keeper
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: SignedIn, occupant_id: int) -> HttpResponse:
    """Read, and put a name or number right."""
    row, now = _here(request, occupant_id), timezone.now()
    form = CorrectForm(request.POST or None)
    return _done(
        request, row, now, form, "correct",
        lambda: people.correct(by=request.user, occupant=row, says=form.says(row), at=now), _("Put right."),
    )  # fmt: skip


@home_keeper
@never_cache
@posted("desk:occupant")
def need(request: SignedIn, occupant_id: int) -> HttpResponse:
    """Note a care need."""
    row, now = _here(request, occupant_id), timezone.now()
    form = NeedForm(request.POST, on=timezone.localdate(now), prefix="need")

    def noted() -> object:
        code = form.cleaned_data["code"]
        return needs.note(by=request.user, occupant=row, code=code, agreed=form.agreed(), at=now)

    return _done(request, row, now, form, "need", noted, _("Noted."))


@home_keeper
@never_cache
@posted("desk:occupant")
def renew(request: SignedIn, occupant_id: int) -> HttpResponse:
    """They agree anew that their name and number are kept."""
    row, now = _here(request, occupant_id), timezone.now()
    form = ConsentForm(request.POST, on=timezone.localdate(now), prefix="renew")
    return _done(
        request, row, now, form, "renew",
        lambda: grounds.renew(by=request.user, line=row, agreed=form.agreed(), at=now), _("Kept for a new term."),
    )  # fmt: skip


@home_keeper
@posted("desk:occupant")
def erase(request: SignedIn, occupant_id: int) -> HttpResponse:
    row = _here(request, occupant_id)
    erased = tapped(request, lambda: grounds.erase(by=request.user, line=row, at=timezone.now()), _("Erased."))
    return redirect("desk:household", standing(row).pk) if erased else redirect("desk:homes")


@home_keeper
@posted("desk:homes", of_all=True)
def erase_need(request: SignedIn, care_need_id: int) -> HttpResponse:
    line = get_object_or_404(CareNeed.objects.select_related("occupant__household"), pk=care_need_id)
    row = _here(request, line.occupant.double_of_id or line.occupant_id)
    tapped(request, lambda: grounds.erase(by=request.user, line=line, at=timezone.now()), _("Erased."))
    return redirect("desk:occupant", row.pk)


@home_keeper
@never_cache
@posted("desk:occupant")
def contact(request: SignedIn, occupant_id: int) -> HttpResponse:
    """Name and number in the clear, once; the household sees who asked, and what for."""
    row, now = _here(request, occupant_id), timezone.now()
    form = LookForm(request.POST)
    if not form.is_valid():
        return _page(request, row, now, 422, look_form=form)
    purpose = Purpose(form.cleaned_data["purpose"])
    found = looking.reveal(by=request.user, occupant=row, purpose=purpose, at=now)
    return _page(request, row, now, 200, contact=found)


def _done(
    request: SignedIn, row: Occupant, now: datetime, form: Any, of: str, act: Callable[[], object], said: str
) -> HttpResponse:
    status = sent(request, form, lambda _told: act(), said)
    if status is None:
        return redirect("desk:occupant", row.pk)
    return _page(request, row, now, status, **{f"{of}_form": form})


def _page(request: SignedIn, row: Occupant, now: datetime, status: int, **more: Any) -> HttpResponse:
    on = timezone.localdate(now)
    home = shown(standing(row), on=on)
    one = next((person for person in home.people if person.pk == row.pk), None)
    if one is None:
        raise Http404
    context = {
        "one": one,
        "home": home,
        "correct_form": CorrectForm(),
        "need_form": NeedForm(on=on, prefix="need"),
        "renew_form": ConsentForm(on=on, prefix="renew"),
        "look_form": LookForm(),
        "now": now,
    }
    return TemplateResponse(request, "desk/homes/person.html", context | more, status=status)


def standing(row: Occupant) -> Household:
    """The household under which somebody is shown."""
    household = row.household.merged_into or row.household
    return with_home(Household.objects.all()).get(pk=household.pk)


def _here(request: SignedIn, pk: int) -> Occupant:
    """Somebody of a household in one's charge, also where theirs was joined to it."""
    today = timezone.localdate()
    mine = in_charge(request.user)
    rows = Occupant.objects.once().valid(today).select_related("household__merged_into")
    found = rows.filter(household__in=mine) | rows.filter(household__merged_into__in=mine)
    return get_object_or_404(found, pk=pk)

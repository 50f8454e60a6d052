"""One household, masked: who lives there, until when each line is kept, its slip, who was written twice."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from linli.faces.desk.homes.forms import PersonForm
from linli.faces.kit.gates import SignedIn, home_keeper
from linli.faces.kit.posted import posted, sent, tapped
from linli.homes.actions import households, people, slips
from linli.homes.errors import HouseholdOver
from linli.homes.models import Household
from linli.homes.reads.household import shown
from linli.homes.reads.land import words_of
from linli.homes.reads.merging import likely_doubles
from linli.homes.reads.scopes import in_charge, with_home
from linli.orgs.authority import may
from linli.orgs.grants import Grant
from linli.places.rules import Level


@home_keeper
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def household(request: SignedIn, household_id: int) -> HttpResponse:
    """Read, and write somebody down."""
    row, now = here(request, household_id), timezone.now()
    on = timezone.localdate(now)
    form = PersonForm(request.POST or None, on=on)
    status = sent(
        request,
        form,
        lambda _told: people.write(by=request.user, household=row, says=form.says(), agreed=form.agreed(), at=now),
        _("Written down. Please give the household a slip, so that it can read and correct it."),
    )
    if status is None:
        return redirect("desk:household", row.pk)
    settles = may(request.user, Grant.KEEP_HOMES, at=row.place[: Level.COMMUNITY])
    doubles = likely_doubles(row, in_charge(request.user), on=on) if settles else []
    context = {
        "row": row,
        "home": shown(row, on=on),
        "form": form,
        "settles": settles,
        "doubles": [(one, words_of(one.dwelling)) for one in doubles],
        "now": now,
    }
    return TemplateResponse(request, "desk/homes/household.html", context, status=status)


@home_keeper
@never_cache
@posted("desk:household")
def slip(request: SignedIn, household_id: int) -> HttpResponse:
    """A page to print or to read out; its code is shown this once."""
    row, now = here(request, household_id), timezone.now()
    try:
        code = slips.give(by=request.user, household=row, at=now)
    except HouseholdOver:
        return redirect("desk:homes")
    context = {
        "row": row,
        "home": shown(row, on=timezone.localdate(now)),
        "slip_address": request.build_absolute_uri(reverse("resident:slip")),
        "code": " ".join(code[start : start + 4] for start in range(0, len(code), 4)),
        "now": now,
    }
    return TemplateResponse(request, "desk/homes/slip.html", context)


@home_keeper
@posted("desk:household")
def moved_out(request: SignedIn, household_id: int) -> HttpResponse:
    row = here(request, household_id)
    done = _("Moved out. Who they were and what they needed is erased.")
    tapped(request, lambda: households.move_out(by=request.user, household=row, at=timezone.now()), done)
    return redirect("desk:doors", row.dwelling.building_id)


def here(request: SignedIn, pk: int) -> Household:
    return get_object_or_404(with_home(in_charge(request.user)), pk=pk)

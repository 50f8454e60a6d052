"""What households ask to have put right, with their slips."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from linli.faces.kit import paging
from linli.faces.kit.gates import SignedIn, home_keeper
from linli.faces.kit.homes import ASKED
from linli.faces.kit.posted import Wrong, posted, tried, typed
from linli.homes.actions import slips
from linli.homes.models import ChangeRequest
from linli.homes.reads.land import words_of
from linli.homes.reads.scopes import in_charge
from linli.people.rules import masked_name


@home_keeper
@never_cache
@require_safe
def requests(request: SignedIn) -> HttpResponse:
    return _page(request)


@home_keeper
@never_cache
@posted("desk:home-requests", of_all=True)
def decide(request: SignedIn, home_request_id: int) -> HttpResponse:
    """It is right, or it is not and why."""
    row, now = get_object_or_404(_open(request), pk=home_request_id), timezone.now()
    answer = typed(request, "words")
    if request.POST.get("do") == "take":
        wrong = tried(
            request, lambda: slips.take(by=request.user, request=row, at=now), _("Put right."), of="ask", pk=row.pk
        )
    else:
        wrong = tried(
            request,
            lambda: slips.refuse(by=request.user, request=row, answer=answer, at=now),
            _("Answered. The household reads why."),
            of="ask",
            pk=row.pk,
            typed=answer,
        )
    return redirect("desk:home-requests") if wrong is None else _page(request, wrong)


def _open(request: SignedIn) -> Any:
    return (
        ChangeRequest.objects.open()
        .filter(household__in=in_charge(request.user))
        .select_related("occupant", "household__dwelling__building__estate")
    )


def _page(request: SignedIn, wrong: Wrong | None = None) -> HttpResponse:
    context = paging.asked(request, _open(request), "asked_at")
    context["rows"] = [
        (
            row,
            ASKED[row.asks],
            words_of(row.household.dwelling),
            masked_name(row.occupant.name) if row.occupant else "",
        )
        for row in context["rows"]
    ]
    page = context | {"wrong": wrong, "now": timezone.now()}
    return TemplateResponse(request, "desk/homes/requests.html", page, status=wrong.status if wrong else 200)

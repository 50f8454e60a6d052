"""创十星评十户: a household's own way to ten stars, seen by its members and nobody else."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from linli.faces.kit.gates import SignedIn, signed_in
from linli.faces.kit.posted import posted, sent
from linli.faces.kit.problems import explain
from linli.faces.resident.points.forms import HouseholdForm, JoinForm
from linli.points import actions
from linli.points.models import StarTask
from linli.points.reads.household import progress_of, stars_in_force
from linli.points.reads.offers import offers
from linli.points.reads.wallet import wallet_of


@signed_in
@never_cache
@require_safe
def stars(request: SignedIn) -> HttpResponse:
    return _page(request)


@signed_in
@never_cache
@posted("resident:stars")
def found(request: SignedIn) -> HttpResponse:
    at, form = timezone.now(), HouseholdForm(request.POST)
    status = sent(request, form, lambda told: actions.found(by=request.user, name=told["name"], at=at))
    return redirect("resident:stars") if status is None else _page(request, founding=form, status=status)


@signed_in
@never_cache
@posted("resident:stars")
def invite(request: SignedIn) -> HttpResponse:
    """Show a code for one more member, once."""
    try:
        code = actions.invite(by=request.user, at=timezone.now())
    except Exception as error:
        messages.error(request, str(explain(error).text))
        return redirect("resident:stars")
    return _page(request, code=code)


@signed_in
@never_cache
@posted("resident:stars")
def join(request: SignedIn) -> HttpResponse:
    at, form = timezone.now(), JoinForm(request.POST)
    status = sent(request, form, lambda told: actions.join(by=request.user, code=told["code"], at=at))
    return redirect("resident:stars") if status is None else _page(request, joining=form, status=status)


@signed_in
@posted("resident:stars")
def leave(request: SignedIn) -> HttpResponse:
    return _done(request, lambda at: actions.leave(by=request.user, at=at), _("You take part no more."))


@signed_in
@posted("resident:stars")
def go_on(request: SignedIn) -> HttpResponse:
    return _done(request, lambda at: actions.go_on(by=request.user, at=at), _("On for another year."))


@signed_in
def task(request: SignedIn, task_id: int) -> HttpResponse:
    """Say that it was done, or take the word back."""
    if request.method != "POST":
        return redirect("resident:stars")
    found = get_object_or_404(StarTask, pk=task_id)
    does = actions.take_word_back if request.POST.get("undo") else actions.tell_done
    return _done(request, lambda at: does(by=request.user, task=found, at=at))


def _done(request: SignedIn, do, said: str = "") -> HttpResponse:
    try:
        do(timezone.now())
    except Exception as error:
        messages.error(request, str(explain(error).text))
    else:
        if said:
            messages.success(request, said)
    return redirect("resident:stars")


def _page(
    request: SignedIn,
    *,
    code: str = "",
    founding: HouseholdForm | None = None,
    joining: JoinForm | None = None,
    status: int = 200,
) -> HttpResponse:
    now = timezone.now()
    progress = progress_of(request.user, at=now)
    wallet = wallet_of(request.user)
    benefits = offers(at=now, near=wallet.near if wallet else "", for_stars=True) if progress else []
    page = {
        "progress": progress,
        "code": code,
        "founding": founding or HouseholdForm(),
        "joining": joining or JoinForm(),
        "stars": [] if progress else stars_in_force(at=now),
        "benefits": [(row, uuid4()) for row in benefits],
        "may_take_part": not request.user.is_staff,
        "now": now,
    }
    return TemplateResponse(request, "resident/points/stars.html", page, status=status)

"""What both sides do with a claim: tell how it goes, deliver, give back, judge."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.commons.actions import claims as actions
from linli.commons.models import Claim
from linli.commons.rules.lists import Side
from linli.faces.desk.lists import needs, partner, scope
from linli.faces.desk.lists.forms import FORMS, WordsForm
from linli.faces.desk.lists.photos import told_with
from linli.faces.kit.gates import SignedIn, commons_side
from linli.faces.kit.gates import partner as by_partner

Act = Callable[[Claim, dict[str, Any], Side, datetime], object]


@commons_side
def note(request: SignedIn, claim_id: int) -> HttpResponse:
    return _do(
        request,
        claim_id,
        "note",
        lambda claim, told, side, at: actions.note(by=request.user, claim=claim, side=side, at=at, **told),
        _("Kept."),
    )


@by_partner
def deliver(request: SignedIn, claim_id: int) -> HttpResponse:
    return _do(
        request,
        claim_id,
        "deliver",
        lambda claim, told, side, at: actions.deliver(
            by=request.user, claim=claim, words=told["words"], photos=told["photos"], at=at
        ),
        _("Delivered. Now both sides say whether it was as promised."),
    )


@commons_side
def give_up(request: SignedIn, claim_id: int) -> HttpResponse:
    return _do(
        request,
        claim_id,
        "give_up",
        lambda claim, told, side, at: actions.give_up(by=request.user, claim=claim, side=side, at=at, **told),
        _("Given back. Other units can claim it."),
    )


@commons_side
def judge(request: SignedIn, claim_id: int) -> HttpResponse:
    return _do(
        request,
        claim_id,
        "judge",
        lambda claim, told, side, at: actions.judge(by=request.user, claim=claim, side=side, at=at, **told),
        _("Thank you. Both sides read it."),
    )


def _do(request: SignedIn, claim_id: int, name: str, act: Act, done: str) -> HttpResponse:
    """One form about one claim; when it cannot be taken, its page comes back with what was typed."""
    claim, at = scope.find_claim(request, claim_id), timezone.now()
    side = _side(request, claim)
    back = "desk:need" if side == Side.COMMUNITY else "desk:partner-need"
    if request.method != "POST":
        return redirect(back, claim.part.need_id)
    form = FORMS.get(name, WordsForm)(request.POST)
    photos, wrong, status = told_with(request, form, lambda told: act(claim, told, side, at), done, at=at)
    if status is None:
        return redirect(back, claim.part.need_id)
    sent_back = {"sent_claim": claim.pk, "sent_form": form, "sent_name": name}
    sent_back |= {"sent_photos": photos, "sent_wrong": wrong}
    if side == Side.COMMUNITY:
        return needs.show(request, scope.find_need(request, claim.part.need_id), sent_back=sent_back, status=status)
    return partner.show(request, claim.part.need, sent_back=sent_back, status=status)


def _side(request: SignedIn, claim: Claim) -> Side:
    """For whom the reader speaks: as the form says where both are possible."""
    of_unit = claim.unit_id in scope.own_units(request)
    of_community = scope.lies_here(request, claim.part.need)
    if of_unit and of_community:
        return Side.UNIT if request.POST.get("side") == Side.UNIT else Side.COMMUNITY
    return Side.UNIT if of_unit else Side.COMMUNITY

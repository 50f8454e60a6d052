"""A resource is booked, used, called off, judged by both sides."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.commons.actions import claims
from linli.commons.actions import resources as actions
from linli.commons.rules.lists import Side
from linli.faces.desk.lists import scope
from linli.faces.desk.lists.forms import JudgeForm, WordsForm
from linli.faces.desk.lists.resources import book_form, show
from linli.faces.kit.gates import SignedIn, commons_keeper, commons_side
from linli.faces.kit.posted import posted, sent


@commons_keeper
@posted("desk:resource")
def book(request: SignedIn, resource_id: int) -> HttpResponse:
    found, at = scope.find_resource(request, resource_id), timezone.now()
    form = book_form(request, found, request.POST)

    def act(told: dict[str, Any]) -> None:
        more = {name: told[name] for name in ("booker", "amount", "need", "words")}
        actions.book(by=request.user, resource=found, span=form.span(), at=at, **more)

    status = sent(request, form, act, _("Booked."))
    if status is None:
        return redirect("desk:resource", resource_id)
    return show(request, found, sent_back={"form": form}, status=status)


@commons_keeper
def use(request: SignedIn, booking_id: int) -> HttpResponse:
    return _do(request, booking_id, "use", _("Noted. Now both sides say how it was."))


@commons_side
def call_off(request: SignedIn, booking_id: int) -> HttpResponse:
    return _do(request, booking_id, "call_off", _("Called off. It is free again."))


@commons_side
def judge(request: SignedIn, booking_id: int) -> HttpResponse:
    return _do(request, booking_id, "judge", _("Thank you. Both sides read it."))


def _do(request: SignedIn, booking_id: int, name: str, done: str) -> HttpResponse:
    """One form about one booking; when it cannot be taken, its page comes back with what was typed."""
    booking, at = scope.find_booking(request, booking_id), timezone.now()
    if request.method != "POST":
        return redirect("desk:resource", booking.resource_id)
    owns = booking.resource.unit_id in scope.own_units(request)
    books = scope.bookers(request).filter(pk=booking.booker_id).exists()
    side = Side.UNIT if owns and (not books or request.POST.get("side") == Side.UNIT) else Side.COMMUNITY
    form = (JudgeForm if name == "judge" else WordsForm)(request.POST)

    def act(told: dict[str, Any]) -> None:
        match name:
            case "use":
                actions.use(by=request.user, booking=booking, at=at, **told)
            case "call_off":
                actions.call_off(by=request.user, booking=booking, side=side, at=at, **told)
            case _:
                claims.judge_use(by=request.user, booking=booking, side=side, at=at, **told)

    status = sent(request, form, act, done)
    if status is None:
        return redirect("desk:resource", booking.resource_id)
    sent_back = {"sent_booking": booking.pk, "sent_form": form, "sent_name": name}
    found = scope.find_resource(request, booking.resource_id)
    return show(request, found, sent_back=sent_back, status=status)

"""代办: family reports for somebody who agreed to it on their own phone; both see who helps whom, either ends it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from linli.faces.kit.gates import signed_in
from linli.people import actions, reads
from linli.people.models import Helping

AGREED = gettext_lazy(
    "Whoever enters my code may report for me and see how these matters go. Whether they are solved, only I say. "
    "I can end it at any time."
)
"""Kept as the wording of the consent."""


@signed_in
@never_cache
@require_safe
def family(request: HttpRequest) -> HttpResponse:
    return _page(request)


@signed_in
@never_cache
@require_POST
def invite(request: HttpRequest) -> HttpResponse:
    """Agree, and show the code once."""
    try:
        code = actions.invite_helper(by=request.user, wording=str(AGREED), at=timezone.now())  # type: ignore[arg-type]
    except actions.NotOneself:
        messages.error(request, _("An account of an office does not take part in this."))
        return redirect("resident:family")
    return _page(request, code=code)


@signed_in
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Enter the code that the elder's phone shows."""
    try:
        actions.begin_helping(by=request.user, code=request.POST.get("code", ""), at=timezone.now())  # type: ignore[arg-type]
    except actions.CodeGone:
        messages.error(request, _("This code is wrong, used or older than a day. Ask for a new one."))
    except actions.TooOften:
        messages.error(request, _("Too many wrong codes. Please try again in an hour, or call 12345."))
    except actions.NotOneself:
        messages.error(request, _("The code is for somebody of your family, on their own phone."))
    except actions.HelpsAlready:
        messages.warning(request, _("You report for this person already."))
    else:
        messages.success(request, _("Done. You can report for them from now on."))
    return redirect("resident:family")


@signed_in
@require_POST
def end(request: HttpRequest) -> HttpResponse:
    try:
        actions.end_helping(by=request.user, helping=int(request.POST.get("helping", "")), at=timezone.now())  # type: ignore[arg-type]
    except (actions.NothingToWithdraw, ValueError):
        messages.warning(request, _("There was nothing left to withdraw."))
    else:
        messages.success(request, _("Ended. From now on nothing can be reported or read this way."))
    return redirect("resident:family")


def helping_of(request: HttpRequest, asked: str = "") -> Helping | None:
    """The consent ``asked`` for, else the one by which the sheet is filled in for somebody else, as long as it
    lives."""
    asked = asked or request.POST.get("helps") or request.GET.get("helps", "")
    if not (asked.isdecimal() and len(asked) < 19 and request.user.is_authenticated):
        return None
    return Helping.objects.live().filter(helper=request.user, pk=int(asked)).select_related("elder").first()


def _page(request: HttpRequest, *, code: str = "") -> HttpResponse:
    page = {
        "code": code,
        "agreed": AGREED,
        "helpers": reads.helpers_of(request.user),  # type: ignore[arg-type]
        "helped": reads.helped_by(request.user),  # type: ignore[arg-type]
        "now": timezone.now(),
    }
    return TemplateResponse(request, "resident/family.html", page)

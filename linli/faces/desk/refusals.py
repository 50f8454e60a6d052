"""不予受理 by two persons: what one proposes another reads as the reporter will, and confirms or sends back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from linli.desks import actions
from linli.desks.models import Refusal
from linli.desks.reads import refusals as reads
from linli.faces.desk.matter import find, onward, show
from linli.faces.kit.gates import SignedIn, desk
from linli.faces.kit.posted import posted
from linli.faces.kit.problems import explain
from linli.matters.reads.queue import Line, line_of
from linli.orgs.authority import posts_with, prefixes
from linli.orgs.grants import Grant

SHOWN = 100


@desk
@require_safe
def refusals(request: SignedIn) -> HttpResponse:
    """Those that wait for the reader's eyes, oldest first."""
    areas = prefixes(request.user, Grant.ACCEPT)
    below = max(map(len, areas), default=0)
    waiting = reads.waiting(areas, but_of=request.user).select_related("matter__unit")
    rows: list[tuple[Refusal, Line]] = [(one, line_of(one.matter, below=below)) for one in waiting[:SHOWN]]
    context = {"rows": rows, "at": timezone.now(), "may_set": posts_with(request.user, Grant.SET_SECOND_PAIR)}
    return TemplateResponse(request, "desk/refusals.html", context)


@desk
@posted("desk:matter")
def confirm(request: SignedIn, number: str) -> HttpResponse:
    """Decline it after a second look."""
    return _decide(request, number, "confirm")


@desk
@posted("desk:matter")
def send_back(request: SignedIn, number: str) -> HttpResponse:
    """Do not confirm it: the remark goes to whoever proposed it."""
    return _decide(request, number, "send_back")


def _decide(request: SignedIn, number: str, verdict: str) -> HttpResponse:
    at = timezone.now()
    found = find(request, number)
    refusal = reads.waiting_for(found)
    if refusal is None:
        if not found.refusals.exists():
            raise Http404
        messages.warning(request, _("Somebody else has decided this, or the request has moved on."))
        return redirect("desk:matter", number)
    remark = request.POST.get("remark", "")
    try:
        if verdict == "confirm":
            actions.confirm(by=request.user, refusal=refusal, at=at)
            messages.success(request, _("Declined after a second look. The reporter can read why."))
        else:
            actions.send_back(by=request.user, refusal=refusal, remark=remark, at=at)
            messages.success(request, _("Not confirmed. The request stands as before."))
    except Exception as error:
        problem = explain(error)  # raises again what has no words
        found.refresh_from_db()
        return show(request, found, at=at, remark=remark, trouble=str(problem.text), status=problem.status)
    return onward(request, found, at=at)

"""核查 from the desk: the result is true and the matter closes, or it goes back for another round."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone

from linli.faces.desk.matter import find, form_for, onward, show
from linli.faces.desk.moves import MADE, outdated, too_late
from linli.faces.kit import drafts
from linli.faces.kit.gates import SignedIn, desk
from linli.faces.kit.posted import posted
from linli.faces.kit.problems import explain_on
from linli.matters import actions
from linli.matters.errors import Moved
from linli.matters.models import Matter
from linli.matters.reads.detail import detail


@desk
@posted("desk:matter")
def close(request: SignedIn, number: str) -> HttpResponse:
    return _judge(request, number, "close", actions.close)


@desk
@posted("desk:matter")
def send_back(request: SignedIn, number: str) -> HttpResponse:
    return _judge(request, number, "send_back", actions.send_back)


def _judge(request: SignedIn, number: str, move: str, act: Callable[..., Matter]) -> HttpResponse:
    at = timezone.now()
    found = find(request, number)
    if outdated(request, found):
        return too_late(request, number, move, at=at)
    form = form_for(move, detail(found, by=request.user, at=at), request, at=at, data=request.POST)
    if not form.is_valid():
        return show(request, found, at=at, sent={move: form}, status=422)
    asked = form.cleaned_data
    photos, wrong = drafts.of_form(request, intent=asked["intent"], at=at)
    if wrong or "drop" in request.POST:
        return show(request, found, at=at, sent={move: form}, photos=(photos, wrong), status=422 if wrong else 200)
    try:
        act(
            by=request.user,
            matter=found,
            words=asked["words"],
            photos=[draft.photo for draft in photos],
            at=at,
            version=asked["version"],
        )
    except Moved:
        return too_late(request, number, move, at=at)
    except Exception as error:
        problem = explain_on(form, error)  # raises again what has no words
        found.refresh_from_db()
        return show(request, found, at=at, sent={move: form}, photos=(photos, []), status=problem.status)
    messages.success(request, f"{found.number_shown}: {MADE[move]}")
    return onward(request, found, at=at)

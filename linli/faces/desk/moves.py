"""The moves that a desk makes on a matter: one action for each POST, then back to the page, or the page with the
trouble beside the field and everything typed still there."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from linli.desks import actions as desks
from linli.desks.models import Refusal
from linli.desks.reads.refusals import is_only_proposed
from linli.duties.models import Kind
from linli.duties.reads import catalogue
from linli.faces.desk.forms import OTHER_UNIT
from linli.faces.desk.matter import Conflict, find, form_for, list_query, onward, show
from linli.faces.desk.seen import compared
from linli.faces.kit.fields import unit_label
from linli.faces.kit.gates import SignedIn, desk
from linli.faces.kit.posted import posted, whole
from linli.faces.kit.problems import explain_on
from linli.faces.kit.words import DECLINE_REASON, DOOR_TO_KNOCK_AT
from linli.matters import actions
from linli.matters.errors import Moved
from linli.matters.models import Matter
from linli.matters.reads.detail import detail
from linli.matters.reads.timeline import Step, timeline
from linli.orgs.authority import posts_with
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation

ASKED = {
    "accept": _("Accept"),
    "decline": _("Decline"),
    "merge": _("Merge into another request"),
    "unmerge": _("Take out again"),
    "dispatch": _("Dispatch"),
    "close": _("Close"),
    "send_back": _("Send back"),
}
MADE = {
    "accept": _("Accepted. Now choose who handles it."),
    "decline": _("Declined. The reporter can read why."),
    "unmerge": _("Taken out again. It waits for your decision."),
    "merge": _("Merged. The reporters follow the other request from now on."),
    "dispatch": _("Dispatched."),
    "close": _("Checked and closed."),
    "send_back": _("Sent back for another round."),
}

PROPOSED = _("Proposed. Another person looks at it before the reporter is told.")

Act = Callable[[SignedIn, Matter, dict[str, Any], datetime], object]


@desk
@posted("desk:matter")
def accept(request: SignedIn, number: str) -> HttpResponse:
    def act(request: SignedIn, found: Matter, asked: dict[str, Any], at: datetime) -> None:
        kind = Kind.objects.get(pk=asked["kind"].pk) if asked["kind"] else None
        actions.accept(by=request.user, matter=found, at=at, kind=kind, version=asked["version"])

    return _make(request, number, "accept", act)


@desk
@posted("desk:matter")
def decline(request: SignedIn, number: str) -> HttpResponse:
    """Twice: first the preview of what the reporter will read, then the refusal itself."""
    if "send" not in request.POST:
        return _preview(request, number)

    def act(request: SignedIn, found: Matter, asked: dict[str, Any], at: datetime) -> object:
        return desks.decline(by=request.user, matter=found, at=at, **asked)

    return _make(request, number, "decline", act)


def _preview(request: SignedIn, number: str) -> HttpResponse:
    at = timezone.now()
    found = find(request, number)
    form = form_for("decline", detail(found, by=request.user, at=at), request, at=at, data=request.POST)
    if not form.is_valid() or "edit" in request.POST:
        return show(request, found, at=at, sent={"decline": form}, status=200 if form.is_valid() else 422)
    asked = form.cleaned_data
    unit = next((post.organisation for post in posts_with(request.user, Grant.ACCEPT)), Organisation())
    step = Step(
        "matters.declined",
        at,
        unit.name,
        unit_en=unit.name_en,
        words=asked["words"],
        params={"reason": asked["reason"]},
    )
    context = {
        "matter": found,
        "form": form,
        "at": at,
        "steps": [step],
        "reason": DECLINE_REASON[asked["reason"]],
        "door": DOOR_TO_KNOCK_AT[asked["reason"]],
        "listed": list_query(request),
        "seen": request.POST.get("seen", ""),
        "two_persons": is_only_proposed(request.user, found, at=at),
    }
    return TemplateResponse(request, "desk/decline.html", context)


@desk
@posted("desk:matter")
def merge(request: SignedIn, number: str) -> HttpResponse:
    def act(request: SignedIn, found: Matter, asked: dict[str, Any], at: datetime) -> None:
        actions.merge(by=request.user, matter=found, at=at, **asked)

    return _make(request, number, "merge", act)


@desk
@posted("desk:matter")
def unmerge(request: SignedIn, number: str) -> HttpResponse:
    def act(request: SignedIn, found: Matter, asked: dict[str, Any], at: datetime) -> None:
        actions.unmerge(by=request.user, matter=found, at=at, **asked)

    return _make(request, number, "unmerge", act)


@desk
@posted("desk:matter")
def dispatch(request: SignedIn, number: str) -> HttpResponse:
    def act(request: SignedIn, found: Matter, asked: dict[str, Any], at: datetime) -> None:
        lead = asked["lead"].pk if asked["lead"] else None
        assisting = [unit.pk for unit in asked["assisting"] if unit.pk != lead]
        units = Organisation.objects.in_bulk([lead or 0, *assisting])
        actions.dispatch(
            by=request.user,
            matter=found,
            lead=units[lead] if lead else None,
            assisting=[units[pk] for pk in assisting],
            task=asked["task"],
            limit=asked["limit"],
            at=at,
            version=asked["version"],
        )

    return _make(request, number, "dispatch", act)


def _make(request: SignedIn, number: str, move: str, act: Act) -> HttpResponse:
    at = timezone.now()
    found = find(request, number)
    if outdated(request, found):
        return too_late(request, number, move, at=at)
    form = form_for(move, detail(found, by=request.user, at=at), request, at=at, data=request.POST)
    if not form.is_valid():
        return show(request, found, at=at, sent={move: form}, status=422)
    try:
        made = act(request, found, form.cleaned_data, at)
    except Moved:
        return too_late(request, number, move, at=at)
    except Exception as error:
        problem = explain_on(form, error)  # raises again what has no words
        found.refresh_from_db()
        return show(request, found, at=at, sent={move: form}, status=problem.status)
    said = PROPOSED if isinstance(made, Refusal) else MADE[move]
    messages.success(request, f"{found.number_shown}: {said}")
    if move == "accept":  # who handles it is the next question about the same one
        listed = list_query(request)
        to = reverse("desk:matter", args=[number])
        return redirect(f"{to}?{urlencode({'in': listed})}" if listed else to)
    return onward(request, found, at=at)


def outdated(request: SignedIn, found: Matter) -> bool:
    """Whether the form was made for another version than the one that stands. Known before the form is judged,
    because its choices follow the matter."""
    return whole(request.POST.get("version", "")) not in (0, found.version)


def too_late(request: SignedIn, number: str, move: str, *, at: datetime) -> HttpResponse:
    """The page as it stands now, beside what was asked. Where the move is still open, the form keeps what was typed
    and carries the fresh version, so that a second look and one more press is enough."""
    fresh = find(request, number)
    shown = detail(fresh, by=request.user, at=at)
    words = request.POST.get("words", "") or request.POST.get("task", "")
    sent = {}
    if move in shown.moves:
        data = request.POST.copy()
        data["version"] = str(fresh.version)
        _keep_unit(data, {str(choice.unit.pk) for choice in shown.choices})
        sent[move] = form_for(move, shown, request, at=at, data=data)
        sent[move].errors.clear()  # nothing was typed wrong; it is judged when it is sent again
    opened, beside = compared(request.POST.get("seen", ""), shown)
    steps = timeline(fresh, public=False)
    since = [step for step in steps if opened is None or step.at >= opened] or steps[:1]
    conflict = Conflict(ASKED[move], words, beside, since[:5] if opened else since[:1])
    return show(request, fresh, at=at, sent=sent, conflict=conflict, status=409)


def _keep_unit(data: QueryDict, offered: Collection[str]) -> None:
    """A unit that was chosen and is no longer among the suggestions stands as the other unit, by its name."""
    lead = data.get("lead", "")
    unit = catalogue().units.by_pk.get(whole(lead)) if lead not in offered else None
    if unit is not None:
        data["lead"], data["other"] = OTHER_UNIT, unit_label(unit)

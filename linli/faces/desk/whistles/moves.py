"""The moves on the page of a whistle: one action for each POST, then back to the page, or the page with the trouble
beside the field and everything typed still there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linli.core.models import Attachment
from linli.faces.desk.whistles.page import find, form_for, show
from linli.faces.kit import drafts
from linli.faces.kit.gates import SignedIn, desk
from linli.faces.kit.posted import posted
from linli.faces.kit.problems import explain, explain_on
from linli.matters.errors import Moved
from linli.orgs.models import Organisation
from linli.whistles import actions
from linli.whistles.models import Summons, Whistle
from linli.whistles.reads.seen import Part, seen

MADE: dict[str, str | Promise] = {
    "note": _("Written into the joint log."),
    "call": _("Called."),
    "conclude": _("The result stands. Now rate each department."),
    "call_off": _("Called off. The departments need not come."),
    "close": _("The whistle is closed."),
    "rate": _("Rated. The department can read it."),
    "decide": _("Decided. Both sides can read it."),
}

Act = Callable[[Whistle, dict[str, Any], list[Attachment], datetime], object]


@desk
@posted("desk:whistle")
def note(request: SignedIn, whistle_id: int) -> HttpResponse:
    def act(found: Whistle, asked: dict[str, Any], photos: list[Attachment], at: datetime) -> None:
        actions.note(by=request.user, whistle=found, words=asked["words"], photos=photos, at=at, intent=asked["intent"])

    return _make(request, whistle_id, "note", act)


@desk
@posted("desk:whistle")
def call(request: SignedIn, whistle_id: int) -> HttpResponse:
    def act(found: Whistle, asked: dict[str, Any], photos: list[Attachment], at: datetime) -> None:
        units = Organisation.objects.select_related("division").filter(pk__in=asked["departments"])
        actions.call(by=request.user, whistle=found, departments=list(units), at=at)

    return _make(request, whistle_id, "call", act)


@desk
@posted("desk:whistle")
def conclude(request: SignedIn, whistle_id: int) -> HttpResponse:
    def act(found: Whistle, asked: dict[str, Any], photos: list[Attachment], at: datetime) -> None:
        actions.conclude(
            by=request.user,
            whistle=found,
            result=asked["words"],
            photos=photos,
            at=at,
            version=asked["version"],
        )

    return _make(request, whistle_id, "conclude", act)


@desk
@posted("desk:whistle")
def call_off(request: SignedIn, whistle_id: int) -> HttpResponse:
    def act(found: Whistle, asked: dict[str, Any], photos: list[Attachment], at: datetime) -> None:
        actions.call_off(by=request.user, whistle=found, words=asked["words"], at=at, version=asked["version"])

    return _make(request, whistle_id, "call_off", act)


@desk
@posted("desk:whistle")
def close(request: SignedIn, whistle_id: int) -> HttpResponse:
    def act(found: Whistle, asked: dict[str, Any], photos: list[Attachment], at: datetime) -> None:
        actions.close(by=request.user, whistle=found, at=at, version=asked["version"])

    return _make(request, whistle_id, "close", act)


@desk
def rate(request: SignedIn, whistle_id: int, summons_id: int) -> HttpResponse:
    summons = _part(request, whistle_id, summons_id)

    def act(found: Whistle, asked: dict[str, Any], photos: list[Attachment], at: datetime) -> None:
        actions.rate(by=request.user, summons=summons, at=at, **asked)

    return _make(request, whistle_id, "rate", act, summons)


@desk
def decide(request: SignedIn, whistle_id: int, summons_id: int) -> HttpResponse:
    summons = _part(request, whistle_id, summons_id)

    def act(found: Whistle, asked: dict[str, Any], photos: list[Attachment], at: datetime) -> None:
        upheld = request.POST.get("upheld") == "1"
        actions.decide(
            by=request.user, summons=summons, upheld=upheld, words=asked["words"], at=at, version=asked["version"]
        )

    return _make(request, whistle_id, "decide", act, summons)


def _part(request: SignedIn, whistle_id: int, summons_id: int) -> Summons:
    """The part of a whistle that the reader may see. Raises: Http404."""
    parts = Summons.objects.select_related("whistle__cause", "department__division")
    return get_object_or_404(parts, pk=summons_id, whistle=find(request, whistle_id))


def _make(request: SignedIn, whistle_id: int, move: str, act: Act, summons: Summons | None = None) -> HttpResponse:
    if request.method != "POST":
        return redirect("desk:whistle", whistle_id)
    at = timezone.now()
    found = find(request, whistle_id)
    part = _seen_part(request, found, summons, at)
    form = form_for(move, found, at=at, part=part, data=request.POST)
    key = f"{move}-{summons.pk}" if summons is not None else move
    if not form.is_valid():
        return show(request, found, at=at, sent={key: form}, status=422)
    intent = form.cleaned_data.get("intent")
    photos, wrong = drafts.of_form(request, intent=intent, at=at) if intent else ([], [])
    if wrong or "drop" in request.POST:
        return show(request, found, at=at, sent={key: form}, photos=(photos, wrong), status=422 if wrong else 200)
    try:
        act(found, form.cleaned_data, [draft.photo for draft in photos], at)
    except Moved as error:
        typed = form.cleaned_data.get("words", "")
        fresh = find(request, whistle_id)
        return show(request, fresh, at=at, trouble=explain(error).text, typed=typed, status=409)
    except Exception as error:
        return _refused(request, whistle_id, key, form, error, photos, at)
    messages.success(request, str(MADE[move]))
    return redirect("desk:whistle", whistle_id)


def _refused(
    request: SignedIn,
    whistle_id: int,
    key: str,
    form: Form,
    error: Exception,
    photos: list[drafts.Draft],
    at: datetime,
) -> HttpResponse:
    """The page with the trouble in its form, or above it when the form is not on the page any more."""
    problem = explain_on(form, error)  # raises again what has no words
    fresh = find(request, whistle_id)
    return show(
        request,
        fresh,
        at=at,
        sent={key: form},
        photos=(photos, []),
        trouble=problem.text if problem.status in (403, 409) else "",
        status=problem.status,
    )


def _seen_part(request: SignedIn, found: Whistle, summons: Summons | None, at: datetime) -> Part | None:
    if summons is None:
        return None
    parts = seen(found, by=request.user, at=at).parts
    part = next((part for part in parts if part.summons.pk == summons.pk), None)
    if part is None:
        raise Http404
    return part

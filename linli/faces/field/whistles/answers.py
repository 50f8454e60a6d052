"""What a called department tells from the spot: signed, in contact, there, done; that it need not come; whether the
whistle was due. One form, one button that changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linli.core.models import Attachment
from linli.faces.field.whistles.page import JudgeForm, RefuseForm, TellForm, find, show
from linli.faces.kit import drafts
from linli.faces.kit.gates import SignedIn, field
from linli.faces.kit.posted import posted
from linli.faces.kit.problems import explain, explain_on
from linli.matters.errors import Moved
from linli.orgs.models import Organisation
from linli.whistles import actions
from linli.whistles.models import Summons, Whistle
from linli.whistles.reads.scope import answered_by

Act = Callable[[Summons, dict[str, Any], list[Attachment], datetime], object]


@field
@posted("field:whistle")
def sign(request: SignedIn, whistle_id: int) -> HttpResponse:
    def act(part: Summons, asked: dict[str, Any], photos: list[Attachment], at: datetime) -> None:
        actions.sign(by=request.user, summons=part, at=at, version=asked["version"])

    return _tell(request, whistle_id, act, _("Signed for. Now make contact."))


@field
@posted("field:whistle")
def contact(request: SignedIn, whistle_id: int) -> HttpResponse:
    def act(part: Summons, asked: dict[str, Any], photos: list[Attachment], at: datetime) -> None:
        actions.contact(by=request.user, summons=part, words=asked["words"], at=at, version=asked["version"])

    return _tell(request, whistle_id, act, _("Kept. The whistler can read it."))


@field
@posted("field:whistle")
def arrive(request: SignedIn, whistle_id: int) -> HttpResponse:
    return _tell(request, whistle_id, _shown(request, actions.arrive), _("Reported in. Thank you for coming."))


@field
@posted("field:whistle")
def finish(request: SignedIn, whistle_id: int) -> HttpResponse:
    return _tell(request, whistle_id, _shown(request, actions.finish), _("Kept. Your part is done."))


@field
@posted("field:whistle")
def refuse(request: SignedIn, whistle_id: int) -> HttpResponse:
    found = find(request, whistle_id)
    part = _own_part(request, found)
    form = RefuseForm(request.POST, whistle=found, auto_id="refuse-%s")

    def act(at: datetime) -> None:
        asked = dict(form.cleaned_data)
        owner = Organisation.objects.get(pk=asked["owner"].pk) if asked["owner"] else None
        actions.refuse(by=request.user, summons=part, at=at, **(asked | {"owner": owner}))

    return _make(request, found, form, act, _("Told. The city centre decides."))


@field
@posted("field:whistle")
def judge(request: SignedIn, whistle_id: int) -> HttpResponse:
    found = find(request, whistle_id)
    part = _own_part(request, found)
    form = JudgeForm(request.POST, auto_id="judge-%s")

    def act(at: datetime) -> None:
        is_due = request.POST.get("due") == "1"
        actions.judge(by=request.user, summons=part, is_due=is_due, words=form.cleaned_data["words"], at=at)

    return _make(request, found, form, act, _("Kept. Thank you."))


@field
@posted("field:whistle")
def note(request: SignedIn, whistle_id: int) -> HttpResponse:
    """A line of the joint log, by everybody who was called and by the one who whistled."""
    found = find(request, whistle_id)

    def act(asked: dict[str, Any], photos: list[Attachment], at: datetime) -> None:
        actions.note(by=request.user, whistle=found, words=asked["words"], photos=photos, at=at, intent=asked["intent"])

    return _with_photos(request, found, act, _("Written into the joint log."))


def _own_part(request: SignedIn, found: Whistle) -> Summons:
    """The part that the reader answers for. Raises: Http404."""
    own = answered_by(request.user).select_related("whistle__cause", "department__division").order_by("pk")
    part = own.filter(whistle=found).first()
    return part if part is not None else get_object_or_404(own.none())


def _shown(request: SignedIn, action: Callable[..., Summons]) -> Act:
    """An action that takes photos beside the words."""

    def act(part: Summons, asked: dict[str, Any], photos: list[Attachment], at: datetime) -> None:
        action(by=request.user, summons=part, words=asked["words"], photos=photos, at=at, version=asked["version"])

    return act


def _tell(request: SignedIn, whistle_id: int, act: Act, done: str | Promise) -> HttpResponse:
    found = find(request, whistle_id)
    part = _own_part(request, found)
    return _with_photos(request, found, lambda asked, photos, at: act(part, asked, photos, at), done)


def _with_photos(
    request: SignedIn,
    found: Whistle,
    act: Callable[[dict[str, Any], list[Attachment], datetime], object],
    done: str | Promise,
) -> HttpResponse:
    """Read the form with words and photos, then ``_make``."""
    form = TellForm(request.POST, auto_id="tell-%s")
    intent = form.cleaned_data.get("intent") if form.is_valid() else None
    at = timezone.now()
    photos, wrong = drafts.of_form(request, intent=intent, at=at) if intent else ([], [])
    if wrong or "drop" in request.POST:
        return show(request, found, at=at, sent=form, photos=(photos, wrong), status=422 if wrong else 200)
    kept = [draft.photo for draft in photos]
    return _make(request, found, form, lambda at: act(form.cleaned_data, kept, at), done, photos)


def _make(
    request: SignedIn,
    found: Whistle,
    form: forms.Form,
    act: Callable[[datetime], object],
    done: str | Promise,
    photos: list[drafts.Draft] | None = None,
) -> HttpResponse:
    at = timezone.now()
    if not form.is_valid():
        return show(request, found, at=at, sent=form, status=422)
    try:
        act(at)
    except Moved as error:
        typed = form.cleaned_data.get("words", "")
        fresh = find(request, found.pk)
        return show(request, fresh, at=at, trouble=explain(error).text, typed=typed, status=409)
    except Exception as error:
        problem = explain_on(form, error)  # raises again what has no words
        fresh = find(request, found.pk)
        trouble = problem.text if problem.status in (403, 409) else ""
        return show(request, fresh, at=at, sent=form, photos=(photos or [], []), trouble=trouble, status=problem.status)
    messages.success(request, str(done))
    return redirect("field:whistle", found.pk)

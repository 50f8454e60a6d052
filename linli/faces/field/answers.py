"""Telling what is being done, and what was: an answer is seen as the reporter will read it before it is sent."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from linli.desks.reads.kept import Filled, answers
from linli.duties.reads import catalogue
from linli.duties.seeds import NOT_SURE
from linli.faces.field.forms import AnswerForm, NoteForm
from linli.faces.field.orders import done_to, find, show
from linli.faces.field.today import is_ahead
from linli.faces.kit import drafts
from linli.faces.kit.fields import in_language
from linli.faces.kit.gates import SignedIn, field
from linli.faces.kit.moments import moment
from linli.faces.kit.posted import posted, whole
from linli.faces.kit.problems import explain_on
from linli.matters import actions
from linli.matters.actions.answer import may_speak_to_nobody
from linli.matters.errors import Moved
from linli.matters.models import Photo, WorkOrder
from linli.matters.reads import orders as reads
from linli.matters.reads.following import has_one_reporter
from linli.matters.reads.timeline import Elements, Step, timeline
from linli.matters.rules import ORDER_MOVES, OrderStage, SpokenTo

SIGNED_FIRST = ORDER_MOVES["sign"].before
"""Whoever has no network signs for it there, and answers it there."""


@field
@posted("field:order")
def note(request: SignedIn, pk: int) -> HttpResponse:
    at = timezone.now()
    found = find(request, pk)
    form = NoteForm(request.POST, version=found.version, auto_id="note-%s")
    if not form.is_valid():
        return show(request, found, at=at, note=form, status=422)
    photos, wrong = drafts.of_form(request, intent=form.cleaned_data["intent"], at=at)
    if wrong or "drop" in request.POST:
        return show(request, found, at=at, note=form, photos=photos, wrong=wrong, status=422 if wrong else 200)
    try:
        actions.note(
            by=request.user,
            order=found,
            words=form.cleaned_data["words"],
            photos=[draft.photo for draft in photos],
            at=at,
            intent=form.cleaned_data["intent"],
            late=form.cleaned_data["late"],
        )
    except Exception as error:
        problem = explain_on(form, error)  # raises again what has no words
        fresh = find(request, pk)
        return show(request, fresh, at=at, note=form, photos=photos, trouble=problem.text, status=problem.status)
    messages.success(request, _("Kept. The reporter can read it."))
    return done_to(pk, found.version)


@field
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: SignedIn, pk: int) -> HttpResponse:
    """Three steps in one address: the form, with ``shot`` around the photo that was just taken; the preview; and with
    ``send`` the answer itself."""
    at = timezone.now()
    found = find(request, pk)
    if request.method != "POST":
        if found.stage not in ORDER_MOVES["finish"].before and not (is_ahead(request) and found.stage in SIGNED_FIRST):
            return redirect("field:order", pk)
        return _form(request, found, _asked(found, at))
    form = _asked(found, at, request.POST)
    if "send" not in request.POST and whole(form.data.get("version", "")) not in (0, found.version):
        return _too_late(request, pk, form.data.get("words", ""))
    form.full_clean()
    intent = form.cleaned_data.get("intent")
    photos, wrong = drafts.of_form(request, intent=intent, at=at) if intent else ([], [])
    if "shot" in request.POST and intent:
        return _form(request, found, _asked(found, at, intent=intent), photos=photos, wrong=wrong)
    if "reply" in request.POST:
        return _form(request, found, _with_template(form, found, request.POST["reply"], at), photos=photos, wrong=wrong)
    if wrong or not form.is_valid():
        return _form(request, found, form, photos=photos, wrong=wrong, status=422)
    if "edit" in request.POST or "drop" in request.POST:
        return _form(request, found, form, photos=photos)
    if "send" not in request.POST:
        return _preview(request, found, form, photos)
    try:
        actions.finish(
            by=request.user,
            order=found,
            answer=form.draft([draft.photo for draft in photos]),
            at=at,
            version=form.cleaned_data["version"],
            intent=intent,
        )
    except Moved:
        return _too_late(request, pk, form.cleaned_data["words"])
    except Exception as error:
        problem = explain_on(form, error)  # raises again what has no words
        return _form(request, found, form, photos=photos, status=problem.status)
    messages.success(request, _("Sent. Thank you for the work."))
    return done_to(pk, form.cleaned_data["version"] + 1)


def _asked(found: WorkOrder, at: datetime, data: Any = None, *, intent: UUID | None = None) -> AnswerForm:
    """The form; before anything was sent it begins with what is known, so that a simple task is answered by looking."""
    form = AnswerForm(data, order=found, legs_open=not reads.order(found, at=at).is_last, at=at, done=_done(found))
    if intent is not None:
        form.initial["intent"] = intent
    if found.leads and reads.reached_at(found.matter):
        form.initial["spoken_to"] = SpokenTo.REPORTER
    elif found.leads and may_speak_to_nobody(found.matter):
        form.initial["spoken_to"] = SpokenTo.NOBODY
    return form


def _done(found: WorkOrder) -> str:
    """What can be said of an order that was gone to, when it is done: that, and of what. Nothing where the unit has
    not come, nor of what is sensitive: that is never answered with words of the house."""
    kind = catalogue().kinds[found.matter.kind_id]
    if found.stage != OrderStage.IN_HAND or kind.is_sensitive:
        return ""
    if kind.code == NOT_SURE:
        return _("We came to the place and dealt with it.")
    return _("We came to the place and dealt with it: {kind}.").format(
        kind=in_language(kind.names[-1], kind.names_en[-1])
    )


def _with_template(form: AnswerForm, found: WorkOrder, chosen: str, at: datetime) -> AnswerForm:
    """The form as it was sent, not judged yet, with the words of a template behind those that stand there."""
    fresh = _asked(found, at)
    typed = form.data.get("words", "").strip()
    words = [typed] if typed else []
    words += [one.words for one in _templates(found, at) if str(one.pk) == chosen]
    fresh.initial.update({name: form.data[name] for name in fresh.fields if name in form.data})
    fresh.initial["words"] = "\n".join(words)
    return fresh


def _templates(found: WorkOrder, at: datetime) -> list[Filled]:
    return answers(found.unit, found.matter, at=at, moment=moment)


def _form(
    request: SignedIn,
    found: WorkOrder,
    form: AnswerForm,
    *,
    photos: list[drafts.Draft] | None = None,
    wrong: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    at = timezone.now()
    context = {
        "at": at,
        "order": found,
        "seen": reads.order(found, at=at),
        "before": _before(found),
        "form": form,
        "templates": _templates(found, at),
        "photos": photos or [],
        "wrong": wrong or [],
    }
    return TemplateResponse(request, "field/answer.html", context, status=status)


def _before(found: WorkOrder) -> list[UUID]:
    """The photos of the report and of the notes: what it looked like."""
    phases = (Photo.Phase.REPORTED, Photo.Phase.BEFORE)
    photos = found.matter.photos.filter(phase__in=phases).order_by("pk")
    return list(photos.values_list("attachment_id", flat=True))


def _preview(request: SignedIn, found: WorkOrder, form: AnswerForm, photos: list[drafts.Draft]) -> HttpResponse:
    """The line of steps as the reporter will see it, this answer on top; drafts are shown by their notes."""
    at = timezone.now()
    step = Step(
        "matters.answered" if found.leads else "matters.order_done",
        at,
        found.unit.name,
        unit_en=found.unit.name_en,
        words=form.cleaned_data["words"],
        elements=_elements(form),
        photos=tuple(photos),  # type: ignore[arg-type]
    )
    context = {
        "at": at,
        "order": found,
        "seen": reads.order(found, at=at),
        "form": form,
        "photos": photos,
        "steps": [step, *timeline(found.matter, public=True)],
        "is_only_theirs": has_one_reporter(found.matter),
    }
    return TemplateResponse(request, "field/preview.html", context)


def _elements(form: AnswerForm) -> Elements | None:
    said = form.cleaned_data
    if not said.get("spoken_to"):
        return None
    contacted_at = said["contacted_at"] if said["spoken_to"] != SpokenTo.NOBODY else None
    return Elements(said["spoken_to"], contacted_at, said["finished_on"])


def _too_late(request: SignedIn, pk: int, words: str) -> HttpResponse:
    """The order as it stands now, with what was written to copy from."""
    trouble = _("The order was moved meanwhile; nothing was sent. Your words are kept below.")
    return show(request, find(request, pk), at=timezone.now(), trouble=trouble, words=words, status=409)

"""Photos that come with what is told of a claim or a project, and whether everybody sees them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.commons.actions import photos as actions
from linli.commons.models import Photo
from linli.faces.desk.lists import scope
from linli.faces.desk.lists.forms import TellForm, WordsForm
from linli.faces.kit import drafts
from linli.faces.kit.gates import SignedIn, commons_keeper
from linli.faces.kit.posted import sent, tapped


def told_with(
    request: SignedIn, form: WordsForm, act: Callable[[dict[str, Any]], object], done: str, *, at: datetime
) -> tuple[list[drafts.Draft], list[str], int | None]:
    """Do what ``form`` asks with the photos that came with it. Returns those to show again in the form, what was wrong
    with others, and the status under which to show it, None when it was done."""
    if not isinstance(form, TellForm):
        return [], [], sent(request, form, act, done)
    if not form.is_valid() and "intent" in form.errors:
        return [], [], 422
    kept, wrong = drafts.of_form(request, intent=form.cleaned_data["intent"], at=at)
    if wrong or "drop" in request.POST:
        return kept, wrong, 422 if wrong else 200
    photos = [draft.photo for draft in kept]
    return kept, [], sent(request, form, lambda told: act(told | {"photos": photos}), done)


@commons_keeper
def show(request: SignedIn, key: UUID) -> HttpResponse:
    """Show a photo to everybody, or no more."""
    if request.method != "POST":
        return redirect("desk:needs")
    rows = Photo.objects.select_related("claim__part__need", "project__community").defer("project__community__outline")
    found, at = get_object_or_404(rows, attachment=key), timezone.now()
    if not any(actions.place_of(found).startswith(area) for area in scope.areas(request)):
        raise Http404
    if request.POST.get("shown") == "0":
        done = _("Only both sides see this photo now.")
        tapped(request, lambda: actions.hide(by=request.user, photo=found, at=at), done)
    else:
        done = _("Everybody sees this photo where its need or project is public.")
        tapped(request, lambda: actions.show(by=request.user, photo=found, at=at), done)
    if found.claim is not None:
        return redirect("desk:need", found.claim.part.need_id)
    return redirect("desk:project", found.project_id)

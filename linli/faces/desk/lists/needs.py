"""Needs of one's area: the list, one need with what fits it, and what a desk does with it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.commons.actions import needs as actions
from linli.commons.models import Claim, Need, NeedPart
from linli.commons.reads.fitting import fitting, promised
from linli.commons.rules.lists import Level, NeedStage
from linli.faces.desk.lists import scope
from linli.faces.desk.lists.asked import Wish, shown
from linli.faces.desk.lists.forms import JudgeForm, NeedForm, PartForms, WordsForm, known_parts, said_parts
from linli.faces.kit.fields import in_language
from linli.faces.kit.gates import SignedIn, commons_keeper
from linli.faces.kit.posted import posted, sent, tapped, whole
from linli.matters.models import Matter
from linli.orgs.authority import inside, prefixes
from linli.orgs.grants import Grant


@commons_keeper
@require_safe
def needs(request: SignedIn) -> HttpResponse:
    at = timezone.now()
    wish = Wish(request.GET, areas=scope.areas(request), on=timezone.localdate(at), stages=NeedStage)
    rows = wish.narrow(Need.objects.within(scope.areas(request)))
    context = {"at": at, "tab": "needs", **shown(request, wish, _with_all(rows))}
    return TemplateResponse(request, "desk/lists/needs.html", context)


@commons_keeper
@require_safe
def risen(request: SignedIn) -> HttpResponse:
    """What nobody claimed in time: shown to every partner unit of the town, or of the county."""
    at = timezone.now()
    wish = Wish(request.GET, areas=scope.areas(request), on=timezone.localdate(at))
    rows = wish.narrow(Need.objects.within(scope.areas(request)).running().filter(level__lt=Level.COMMUNITY))
    context = {"at": at, "tab": "risen", **shown(request, wish, _with_all(rows))}
    return TemplateResponse(request, "desk/lists/needs.html", context)


def _with_all(rows: Any) -> Any:
    return rows.select_related("kind", "community").defer("community__outline").prefetch_related("parts")


@commons_keeper
def new(request: SignedIn) -> HttpResponse:
    """Write a need down; with ``matter`` the request it comes from, whose words are read beside it and not copied."""
    at = timezone.now()
    matter = _matter(request)
    form = _form(request, matter, timezone.localdate(at))
    parts = PartForms(request.POST or None, prefix="part")
    if request.method == "POST" and not parts.is_valid():
        return _new(request, form, parts, matter, at, 422)
    made: list[Need] = []
    status = sent(
        request,
        form,
        lambda told: made.append(actions.add(by=request.user, says=form.says(said_parts(parts), matter), at=at)),
        _("Listed. Partner units see it now."),
    )
    return redirect("desk:need", made[0].pk) if status is None else _new(request, form, parts, matter, at, status)


def _matter(request: SignedIn) -> Matter | None:
    number = request.POST.get("matter") or request.GET.get("matter")
    if not number:
        return None
    rows = Matter.objects.filter(inside("place", prefixes(request.user, Grant.SEE_MATTERS))).select_related("kind")
    return get_object_or_404(rows, number=whole(number))


def _form(request: SignedIn, matter: Matter | None, on: date) -> NeedForm:
    form = NeedForm(request.POST or None, areas=scope.areas(request), on=on)
    if matter is not None:
        form.fields["title"].initial = in_language(matter.kind.name, matter.kind.name_en)
        places = form.fields["place"].places  # type: ignore[attr-defined]
        form.fields["place"].initial = next((label for label, code in places.items() if code == matter.place), "")
        del form.fields["origin"], form.fields["source"]
    return form


def _new(
    request: SignedIn, form: NeedForm, parts: Any, matter: Matter | None, at: datetime, status: int
) -> HttpResponse:
    context = {"at": at, "tab": "needs", "form": form, "parts": parts, "matter": matter}
    return TemplateResponse(request, "desk/lists/need_new.html", context, status=status)


@commons_keeper
@require_safe
def need(request: SignedIn, need_id: int) -> HttpResponse:
    return show(request, scope.find_need(request, need_id))


def show(request: SignedIn, found: Need, *, sent_back: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    """The page of a need; ``sent_back`` are forms that could not be taken, by name."""
    at = timezone.now()
    claims = Claim.objects.select_related("unit", "duty").prefetch_related("progress__unit", "photos", "verdicts__unit")
    rows = list(found.parts.prefetch_related(Prefetch("claims", claims.order_by("claimed_at", "pk"))).order_by("pk"))
    is_open = found.stage in (NeedStage.OPEN, NeedStage.TAKEN)
    context = {
        "at": at,
        "tab": "needs",
        "need": found,
        "parts": rows,
        "fitting": fitting(found, rows, at=at) if found.stage == NeedStage.OPEN else [],
        "promised": promised(found, on=timezone.localdate(at)) if found.stage == NeedStage.OPEN else [],
        "bookings": found.bookings.select_related("resource", "booker").order_by("booked_at"),
        "is_running": is_open,
        "words": WordsForm(),
        "judge": JudgeForm(),
        **(sent_back or {}),
    }
    return TemplateResponse(request, "desk/lists/need.html", context, status=status)


@commons_keeper
def change(request: SignedIn, need_id: int) -> HttpResponse:
    """Say it anew; its parts have a form of their own beside."""
    found, at = scope.find_need(request, need_id), timezone.now()
    form = NeedForm(
        request.POST or None, areas=scope.areas(request), on=timezone.localdate(at), initial=NeedForm.of(found)
    )
    del form.fields["origin"], form.fields["source"]
    status = sent(
        request,
        form,
        lambda _told: actions.change(by=request.user, need=found, says=form.says(()), at=at),
        _("Kept."),
    )
    if status is None:
        return redirect("desk:need", need_id)
    return _change(request, found, form, PartForms(prefix="part", initial=known_parts(_parts(found))), at, status)


@commons_keeper
@posted("desk:need-change")
def split(request: SignedIn, need_id: int) -> HttpResponse:
    """Say of which parts it consists: goods, skills, people, places."""
    found, at = scope.find_need(request, need_id), timezone.now()
    parts = PartForms(request.POST, prefix="part", initial=known_parts(_parts(found)))
    status = 422
    if parts.is_valid():
        told: dict[str, Any] = {"need": found, "parts": said_parts(parts), "at": at}
        done = _("Split. Units can claim each part by itself.")
        if tapped(request, lambda: actions.split(by=request.user, **told), done):
            return redirect("desk:need", need_id)
        status = 409
    form = NeedForm(areas=scope.areas(request), on=timezone.localdate(at), initial=NeedForm.of(found))
    del form.fields["origin"], form.fields["source"]
    return _change(request, found, form, parts, at, status)


def _parts(found: Need) -> list[NeedPart]:
    return list(found.parts.order_by("pk"))


def _change(request: SignedIn, found: Need, form: NeedForm, parts: Any, at: datetime, status: int) -> HttpResponse:
    if found.stage not in (NeedStage.OPEN, NeedStage.TAKEN):
        messages.info(request, _("This need was met or taken off the list already."))
        return redirect("desk:need", found.pk)
    context = {"at": at, "tab": "needs", "need": found, "form": form, "parts": parts}
    return TemplateResponse(request, "desk/lists/need_change.html", context, status=status)


@commons_keeper
@posted("desk:need")
def publish(request: SignedIn, need_id: int) -> HttpResponse:
    found, at = scope.find_need(request, need_id), timezone.now()
    tapped(request, lambda: actions.publish(by=request.user, need=found, at=at), _("Everybody can read it now."))
    return redirect("desk:need", need_id)


@commons_keeper
@posted("desk:need")
def withdraw(request: SignedIn, need_id: int) -> HttpResponse:
    """Take it off the list, with the reason."""
    found, at = scope.find_need(request, need_id), timezone.now()
    form = WordsForm(request.POST)
    status = sent(
        request,
        form,
        lambda told: actions.withdraw(by=request.user, need=found, words=told["words"], at=at),
        _("Taken off the list."),
    )
    if status is None:
        return redirect("desk:need", need_id)
    return show(request, found, sent_back={"withdraw": form}, status=status)

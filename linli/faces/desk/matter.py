"""One matter on one page, with the moves that are open to the reader now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.forms import Form
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from linli.faces.desk.forms import AcceptForm, CheckForm, DeclineForm, DispatchForm, MergeForm
from linli.faces.desk.whistles.beside import beside
from linli.faces.kit.contact import RevealForm
from linli.faces.kit.drafts import Draft
from linli.faces.kit.gates import SignedIn, desk
from linli.faces.kit.posted import posted
from linli.faces.kit.words import PURPOSE
from linli.matters import actions
from linli.matters.errors import NotTheirs
from linli.matters.models import Matter, Reporter
from linli.matters.reads.detail import Detail, Masked, detail, outlines
from linli.matters.reads.queue import next_to_do
from linli.matters.reads.timeline import timeline
from linli.matters.rules import OrderStage
from linli.orgs.authority import inside, prefixes
from linli.orgs.grants import Grant
from linli.whistles.reads.told import joined, steps_of

Photos = tuple[list[Draft], list[str]]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A move that came too late: what was asked, the words that were typed, beside the row as it is now."""

    asked: str | Promise
    words: str


def find(request: SignedIn, number: str) -> Matter:
    """The matter with this number, if it lies where the reader may see. Raises: Http404."""
    areas = prefixes(request.user, Grant.SEE_MATTERS)
    return get_object_or_404(Matter.objects.filter(inside("place", areas)), number=number)


@desk
@require_safe
def matter(request: SignedIn, number: str) -> HttpResponse:
    return show(request, find(request, number), at=timezone.now())


def show(
    request: SignedIn,
    found: Matter,
    *,
    at: datetime,
    sent: Mapping[str, Form] | None = None,
    photos: Photos | None = None,
    conflict: Conflict | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of ``found``; ``sent`` are forms that came back with what was typed, by move, ``photos`` those that came
    with a check and what was wrong with others."""
    shown = detail(found, by=request.user, at=at)
    forms = {move: (sent or {}).get(move) or form_for(move, shown, request, at=at) for move in shown.moves}
    context = {
        "at": at,
        "shown": shown,
        "matter": found,
        "timeline": joined(timeline(found, public=False), steps_of(found, public=False)),
        "beside": beside(found, by=request.user, at=at),
        "forms": forms,
        "check": next(
            (forms[move] for move in ("send_back", "close") if move in forms and forms[move].is_bound),
            forms.get("close"),
        ),
        "reporters": [(reporter, _reveal_form(reporter) if shown.may_reveal else None) for reporter in shown.reporters],
        "photos": photos[0] if photos else [],
        "wrong": photos[1] if photos else [],
        "conflict": conflict,
        "next": next_to_do(prefixes(request.user, Grant.ACCEPT), but=found),
    }
    return TemplateResponse(request, "desk/matter.html", context, status=status)


def _reveal_form(reporter: Masked) -> RevealForm | None:
    return (
        RevealForm(initial={"reporter": reporter.pk}, auto_id=f"reveal-{reporter.pk}-%s")
        if reporter.is_reachable
        else None
    )


def form_for(move: str, shown: Detail, request: SignedIn, *, at: datetime, data: Any = None) -> Form:
    """The form of a move, empty or with what was sent."""
    more: dict[str, Any] = {
        "data": data,
        "initial": {"version": shown.matter.version},
        "auto_id": f"{move.replace('_', '-')}-%s",
    }
    match move:
        case "accept":
            return AcceptForm(at=at, **more)
        case "decline":
            return DeclineForm(**more)
        case "merge":
            return MergeForm(areas=prefixes(request.user, Grant.ACCEPT), **more)
        case "dispatch":
            busy = {order.unit.pk for order in shown.orders if order.stage != OrderStage.CANCELLED}
            return DispatchForm(choices=shown.choices, place=shown.matter.place, is_led=shown.is_led, busy=busy, **more)
        case "close" | "send_back":
            more["initial"]["intent"] = uuid4()
            return CheckForm(**more)
    raise Http404


@desk
@posted("desk:matter")
@never_cache
def reveal(request: SignedIn, number: str) -> HttpResponse:
    """Show once how to reach a reporter; the look is on record before it is shown."""
    found = find(request, number)
    at = timezone.now()
    form = RevealForm(request.POST)
    if not form.is_valid():
        return show(request, found, at=at, status=422)
    reporter = get_object_or_404(Reporter.objects.select_related("matter"), pk=form.cleaned_data["reporter"])
    purpose = form.cleaned_data["purpose"]
    try:
        contact = actions.reveal(by=request.user, matter=found, reporter=reporter, purpose=purpose, at=at)
    except NotTheirs as error:
        raise Http404 from error
    context = {"matter": found, "contact": contact, "purpose": PURPOSE[purpose], "at": at}
    return TemplateResponse(request, "desk/contact.html", context)


@desk
@require_safe
def outline(request: SignedIn, number: str) -> JsonResponse:
    """The shapes for the small map, as GeoJSON: the grid, the others of its community, the point."""
    return JsonResponse(outlines(find(request, number)))

"""One matter on one page, with the moves that are open to the reader now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.forms import Form
from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from linli.desks.reads.kept import filled, others_at
from linli.desks.reads.refusals import is_only_proposed, waiting_for
from linli.desks.rules import QUERY_LIMIT
from linli.faces.desk.forms import AcceptForm, CheckForm, DeclineForm, DispatchForm, MergeForm, MoveForm
from linli.faces.desk.queue.asked import wanted
from linli.faces.desk.seen import Beside, seal
from linli.faces.desk.whistles.beside import beside
from linli.faces.kit.contact import RevealForm
from linli.faces.kit.drafts import Draft
from linli.faces.kit.gates import SignedIn, desk
from linli.faces.kit.moments import moment
from linli.faces.kit.posted import posted
from linli.faces.kit.words import DECLINE_REASON, DOOR_TO_KNOCK_AT, PURPOSE
from linli.matters import actions
from linli.matters.errors import NotTheirs
from linli.matters.models import Matter, Reporter
from linli.matters.reads.detail import Detail, Masked, detail, outlines
from linli.matters.reads.queue import Line, next_after, next_to_do
from linli.matters.reads.timeline import Step, timeline
from linli.matters.rules import DeclineReason, OrderStage
from linli.orgs.authority import inside, may, own_units, prefixes
from linli.orgs.grants import Grant
from linli.whistles.reads.told import joined, steps_of

Photos = tuple[list[Draft], list[str]]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A move that came too late: what was asked, the words that were typed, beside the row as it is now."""

    asked: str | Promise
    words: str
    beside: Sequence[Beside] = ()  # what the page showed, and what is so now
    since: Sequence[Step] = ()  # what happened meanwhile


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
    remark: str = "",
    trouble: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page of ``found``; ``sent`` are forms that came back with what was typed, by move, ``photos`` those that came
    with a check and what was wrong with others, ``remark`` and ``trouble`` those of a second look."""
    shown = detail(found, by=request.user, at=at)
    own_page = {"split"}
    forms = {move: (sent or {}).get(move) or form_for(move, shown, request, at=at) for move in shown.moves - own_page}
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
        "seen": seal(shown, at),
        "others": others_at(found, but=request.user, at=at),
        "next": next_of(request, found, at=at),
        **_list_of(request),
        **_refusal(request, found, at=at),
        "remark": remark,
        "trouble": trouble,
        **_replies(request, shown, forms, at=at),
    }
    return TemplateResponse(request, "desk/matter.html", context, status=status)


def next_of(request: SignedIn, found: Matter, *, at: datetime) -> Line | None:
    """The matter to open after ``found``: of the list that is worked through, else the first to do."""
    listed = list_query(request)
    if not listed:
        return next_to_do(prefixes(request.user, Grant.ACCEPT), own_units(request.user), but=found)
    asked = wanted(QueryDict(listed), own_units(request.user))
    return next_after(found, prefixes(request.user, Grant.SEE_MATTERS), asked.tab, at=at, asked=asked.asked)


def list_query(request: SignedIn) -> str:
    """The query string of the list that is worked through, as it came with the page or with its form."""
    return (request.POST.get("in", "") or request.GET.get("in", ""))[:QUERY_LIMIT]


def onward(request: SignedIn, found: Matter, *, at: datetime) -> HttpResponse:
    """After a move: the next matter opens by itself; without one, the same."""
    following = next_of(request, found, at=at)
    listed = list_query(request)
    to = reverse("desk:matter", args=[following.number if following is not None else found.number])
    return redirect(f"{to}?{urlencode({'in': listed})}" if listed else to)


def _list_of(request: SignedIn) -> dict[str, str]:
    listed = list_query(request)
    return {"listed": listed, "in_list": f"?{urlencode({'in': listed})}" if listed else ""}


def _refusal(request: SignedIn, found: Matter, *, at: datetime) -> dict[str, Any]:
    refusal = waiting_for(found)
    shown: dict[str, Any] = {"refusal": refusal, "two_persons": is_only_proposed(request.user, found, at=at)}
    if refusal is not None:
        is_own = refusal.proposed_by_id == request.user.pk
        shown |= {
            "may_confirm": not is_own and may(request.user, Grant.ACCEPT, at=found.place),
            "refusal_reason": DECLINE_REASON[DeclineReason(refusal.reason)],
            "refusal_door": DOOR_TO_KNOCK_AT[DeclineReason(refusal.reason)],
        }
    return shown


def _replies(request: SignedIn, shown: Detail, forms: Mapping[str, Form], *, at: datetime) -> dict[str, Any]:
    """The templates of the desk; without JavaScript the one that was asked for stands in its field already."""
    replies = filled(request.user, shown.matter, at=at, moment=moment)
    asked = next((one for one in replies if str(one.pk) == request.GET.get("reply")), None)
    if asked is not None:
        move, field = REPLY_FIELDS[asked.use]
        if move in forms:
            forms[move].initial[field] = asked.words
    return {"replies": replies, "wants_reply": asked is not None and asked.use == "decline"}


REPLY_FIELDS = {"decline": ("decline", "words"), "task": ("dispatch", "task"), "check": ("close", "words")}


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
        case "unmerge":
            return MoveForm(**more)
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

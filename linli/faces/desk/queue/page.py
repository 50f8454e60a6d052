"""The queue, by the time that is left: as a list, or on a map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from linli.desks.reads.kept import desks_of, views_of
from linli.desks.reads.refusals import waiting
from linli.faces.desk.queue.asked import TABS, Wanted, kinds_listed, units_listed, wanted
from linli.faces.desk.queue.batch import NAMES
from linli.faces.kit.fields import kind_name
from linli.faces.kit.gates import SignedIn, desk
from linli.faces.kit.moments import left
from linli.faces.kit.posted import posted
from linli.matters import actions
from linli.matters.reads import queue as reads
from linli.matters.reads.asked import MOST_FOUND, not_yet_found, within
from linli.matters.reads.queue import COUNT_UP_TO, COUNTED, BadCursor, Tab
from linli.orgs.authority import own_units, posts_with, prefixes
from linli.orgs.grants import Grant
from linli.places.reads import outlines_below

MOST_POINTS = 500
FEWEST_DIGITS = 5  # of a phone; who types fewer has not finished


@dataclass(frozen=True, slots=True)
class TabShown:
    name: str | Promise
    query: str
    is_open: bool
    count: str


@desk
@require_safe
@vary_on_headers("HX-Request")
def queue(request: SignedIn) -> HttpResponse:
    areas = prefixes(request.user, Grant.SEE_MATTERS)
    if not areas:  # a department has work orders, no queue
        return redirect("desk:orders")
    asked = wanted(request.GET, own_units(request.user))
    at = timezone.now()
    try:
        page = reads.page(areas, asked.tab, at=at, asked=asked.asked, after=asked.after)
    except BadCursor as error:
        raise BadRequest from error
    context = {
        "wanted": asked,
        "form": asked.form,
        "at": at,
        "lines": page.lines,
        "is_cut": MOST_FOUND if page.is_cut else 0,
        "unread": not_yet_found(at) if asked.asked.words and not asked.asked.number else 0,
        "tab": asked.tab,
        "tabs": _tabs(asked, areas, page, at=at),
        "chips": asked.chips,
        "parts": reads.parts(areas),
        "kinds": kinds_listed(),
        "units": units_listed(areas),
        "may_look_up": bool(posts_with(request.user, Grant.REVEAL)),
        "views": views_of(request.user),
        "desks": desks_of(request.user),
        "batch_moves": NAMES.items(),
        "refusals": waiting(prefixes(request.user, Grant.ACCEPT), but_of=request.user)[:COUNT_UP_TO].count(),
        "may_see_figures": bool(posts_with(request.user, Grant.SEE_FIGURES)),
        "next": asked.query(after=page.after) if page.after else "",
        "first": asked.query(),
        "is_first": not asked.after,
        "in_list": f"?{urlencode({'in': asked.query(show='')})}" if asked.kept else "",
        "as_list": asked.query(show=""),
        "as_map": asked.query(show="map"),
    }
    part = "desk/queue.html#queue" if request.headers.get("HX-Request") else "desk/queue.html"
    return TemplateResponse(request, part, context)


@desk
@require_safe
def points(request: SignedIn) -> JsonResponse:
    """The first ``MOST_POINTS`` matters of a queue that have a point, as GeoJSON for the map; the queue itself is the
    same without."""
    areas = prefixes(request.user, Grant.SEE_MATTERS)
    asked = wanted(request.GET, own_units(request.user))
    at = timezone.now()
    rows = reads.first(areas, asked.tab, MOST_POINTS, at=at, asked=asked.asked)
    ground = outlines_below(within(areas, asked.asked.place))
    features: list[dict[str, object]] = [
        {"type": "Feature", "geometry": outline, "properties": {"state": "area"}} for outline in ground
    ]
    for row, line in ((row, reads.line_of(row, below=0)) for row in rows if row.lon is not None):
        state = (
            left(line.due_at, at, line.received_at, line.paused_at, line.paused_due_at).state
            if line.clock_runs and line.due_at
            else "ended"
        )
        features.append(
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [row.lon, row.lat]},
                "properties": {
                    "state": state,
                    "name": f"{line.number_shown} · {kind_name(line.kind)}",
                    "words": line.words[:60],
                    "href": reverse("desk:matter", args=[line.number]),
                },
            }
        )
    return JsonResponse({"type": "FeatureCollection", "features": features})


@desk
@posted("desk:queue")
def by_phone(request: SignedIn) -> HttpResponse:
    """Lead to what one phone reported here. The number itself comes into no address and no log."""
    phone = request.POST.get("phone", "").strip()
    if sum(map(str.isdecimal, phone)) < FEWEST_DIGITS:
        messages.error(request, _("Please type the phone number: at least %d digits.") % FEWEST_DIGITS)
        return redirect("desk:queue")
    caller = actions.look_up(by=request.user, phone=phone, at=timezone.now())
    return redirect(f"{reverse('desk:queue')}?{urlencode({'caller': caller})}")


def _tabs(asked: Wanted, areas: Sequence[str], page: reads.Page, *, at: datetime) -> list[TabShown]:
    """The tabs where the desk must act carry a number, and the open one does; those that ended are not counted, and a
    search only says how many it shows."""
    if asked.asked.words or asked.asked.caller:
        counts = {asked.tab: f"{len(page.lines)}+" if page.after or asked.after else str(len(page.lines))}
    else:
        counted = {*COUNTED, asked.tab} - {Tab.ENDED}
        found = {tab: reads.count(areas, tab, at=at, asked=asked.asked) for tab in counted}
        counts = {tab: f"{COUNT_UP_TO}+" if many > COUNT_UP_TO else str(many or "") for tab, many in found.items()}
    return [
        TabShown(
            name=name,
            query=asked.query(tab=tab),
            is_open=tab is asked.tab and not asked.asked.is_for_one,
            count=counts.get(tab, ""),
        )
        for tab, name in TABS.items()
    ]

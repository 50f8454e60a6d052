"""Who may come to a page at all. Each view wears exactly one gate; a guard test fails on a view without.

A gate asks for the face, not for the row: what a person may see is in the lookup (404), what they may do is asked by
the action. Somebody who is not signed in goes to the door; somebody on the wrong face finds nothing (404).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import urlencode

from linli.orgs.authority import posts_with
from linli.orgs.grants import Grant
from linli.people.models import Person

View = Callable[..., HttpResponse]


class SignedIn(HttpRequest):
    """A request behind a gate: somebody is signed in. Only for types."""

    user: Person


FIELD_GRANTS = (Grant.HANDLE,)
DESK_GRANTS = (Grant.SEE_MATTERS,)
HEIR_GRANTS = (*DESK_GRANTS, *FIELD_GRANTS, Grant.STAND_BY, Grant.SERVE_ORDERS)  # whoever work can pass to


def public(view: View) -> View:
    """Everybody."""
    view.gate = "public"  # type: ignore[attr-defined]
    return view


def leave_for(request: HttpRequest, door: str, **more: str) -> HttpResponse:
    """Lead the whole page to ``door``, which leads back; also when htmx asked for a part of the page.

    What was sent by a form is not repeated: such a request leads back to the start of its face.
    """
    part = request.headers.get("HX-Request") == "true"
    if part:
        page = urlsplit(request.headers.get("HX-Current-URL", ""))
        asked = f"{page.path}?{page.query}" if page.query else page.path
    else:
        asked = request.get_full_path() if request.method in ("GET", "HEAD") else ""
    query = urlencode(({"next": asked} if asked else {}) | more)
    to = f"{door}?{query}" if query else door
    return HttpResponse(status=204, headers={"HX-Redirect": to}) if part else redirect(to)


def _gate(name: str, allowed: Callable[[Any], bool]) -> Callable[[View], View]:
    def wear(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return leave_for(request, "/door/")
            if not allowed(request.user):
                raise Http404
            return view(request, *args, **kwargs)

        guarded.gate = name  # type: ignore[attr-defined]
        return guarded

    return wear


def _has(*grants: Grant) -> Callable[[Any], bool]:
    return lambda person: any(posts_with(person, grant) for grant in grants)


signed_in = _gate("signed_in", lambda person: True)
staff = _gate("staff", lambda person: person.is_staff)
field = _gate("field", _has(*FIELD_GRANTS))
desk = _gate("desk", _has(*DESK_GRANTS, *FIELD_GRANTS))
heir = _gate("heir", _has(*HEIR_GRANTS))
rule_keeper = _gate("rule_keeper", _has(Grant.SET_RULES))
list_keeper = _gate("list_keeper", _has(Grant.SET_LISTS))
asker = _gate("asker", _has(Grant.ASK_ADMISSION))
burdened = _gate("burdened", _has(Grant.RECORD_BURDEN, Grant.SEE_FIGURES))
post_keeper = _gate("post_keeper", _has(Grant.MANAGE_POSTS))
body_keeper = _gate("body_keeper", _has(Grant.KEEP_BODIES, Grant.MANAGE_POSTS))
exchanger = _gate("exchanger", _has(Grant.EXCHANGE))
thanks_keeper = _gate("thanks_keeper", _has(Grant.OFFER_THANKS))
activity_keeper = _gate("activity_keeper", _has(Grant.HOLD_ACTIVITIES))
counter = _gate("counter", _has(Grant.REDEEM))
order_giver = _gate("order_giver", _has(Grant.GIVE_OUT_ORDERS))
order_server = _gate("order_server", _has(Grant.SERVE_ORDERS))
menu_desk = _gate("menu_desk", _has(Grant.GIVE_OUT_ORDERS, Grant.SERVE_ORDERS))
home_keeper = _gate("home_keeper", _has(Grant.KEEP_HOMES))
report_keeper = _gate("report_keeper", _has(Grant.KEEP_REPORT_INS))
member_keeper = _gate("member_keeper", _has(Grant.KEEP_MEMBERS))
commons_keeper = _gate("commons_keeper", _has(Grant.KEEP_COMMONS))
model_keeper = _gate("model_keeper", _has(Grant.KEEP_COMMONS, Grant.SET_RULES))  # says of it, or words it
partner = _gate("partner", _has(Grant.STAND_BY))
commons_side = _gate("commons_side", _has(Grant.KEEP_COMMONS, Grant.STAND_BY))  # the community, or the unit
auditor = _gate("auditor", _has(Grant.READ_LOG))

"""The first screen, and whom to call."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from linli.duties.reads import catalogue
from linli.duties.rules import UnitFacts
from linli.faces.kit.followed import followed
from linli.faces.kit.gates import public
from linli.faces.kit.report import choices
from linli.faces.kit.report.sheet import RECENT
from linli.faces.resident.news import fresh
from linli.matters.reads import following
from linli.matters.reads.retention import terms
from linli.matters.rules import CONTACT_KEPT
from linli.orgs.models import OrgKind
from linli.orgs.reads.homes import is_asked
from linli.places.reads import gazetteer

AT_HOME = 5  # matters on the first screen
USUAL = "calls"  # in the session: code of the place whose community is called
ANSWERABLE = (OrgKind.COMMUNITY_COMMITTEE, OrgKind.STREET_OFFICE, OrgKind.CITY_CENTRE)


@public
@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    person = request.user if request.user.is_authenticated else None
    kept = followed(request)
    now = timezone.now()
    rows = following.rows(following.reporters_of(person, kept)) if person or kept else []
    usual = _usual(request) or next((row.place_code for row in rows), "")
    page = {
        "rows": [row for row in rows if row.is_open][:AT_HOME],
        "fresh": fresh(request, rows, now),
        "knows_you": bool(person or kept),
        "asked": person is not None and is_asked(person),
        "near": next(iter(offices(usual)), None) if usual else None,
        "now": now,
    }
    return TemplateResponse(request, "resident/home.html", page)


@public
@never_cache
@require_safe
def call(request: HttpRequest) -> HttpResponse:
    """The telephones of the community, the street and the city for a place; it is one tap from home from then on."""
    recent = request.session.get(RECENT, [])
    place = request.GET.get("place") or _usual(request)
    known = gazetteer().known(place)
    if known and request.GET.get("place"):
        request.session[USUAL] = place
    page = {
        "place": place,
        "label": gazetteer().label(place) if known else "",
        "offices": offices(place) if known else [],
        "places": choices.places(recent),
    }
    return TemplateResponse(request, "resident/call.html", page)


def _usual(request: HttpRequest) -> str:
    """The place whose community this browser calls: chosen on the page of numbers, else reported last."""
    recent = request.session.get(RECENT, [])
    return str(request.session.get(USUAL) or (recent[0] if recent else ""))


def offices(place: str) -> list[UnitFacts]:
    """The community, the street and the city for ``place``, nearest first; only those with a telephone."""
    units = (catalogue().units.covering(place, kind) for kind in ANSWERABLE)
    return [unit for unit in units if unit is not None and unit.phone]


@public
@require_safe
def permissions(request: HttpRequest) -> HttpResponse:
    """What the phone is asked for, when, and what happens without it; and how long what was said is kept."""
    context = {"terms": terms(timezone.now()), "contact_days": CONTACT_KEPT.days}
    return TemplateResponse(request, "resident/permissions.html", context)

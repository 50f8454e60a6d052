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
from linli.faces.resident import choices
from linli.faces.resident.news import fresh
from linli.faces.resident.sheet import RECENT
from linli.matters.reads import following
from linli.orgs.models import OrgKind
from linli.places.reads import gazetteer

AT_HOME = 5  # matters on the first screen
ANSWERABLE = (OrgKind.COMMUNITY_COMMITTEE, OrgKind.STREET_OFFICE, OrgKind.CITY_CENTRE)


@public
@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    person = request.user if request.user.is_authenticated else None
    kept = followed(request)
    now = timezone.now()
    rows = following.rows(following.reporters_of(person, kept)) if person or kept else []
    recent = request.session.get(RECENT, [])
    page = {
        "rows": [row for row in rows if row.is_open][:AT_HOME],
        "fresh": fresh(request, rows, now),
        "knows_you": bool(person or kept),
        "near": next(iter(offices(recent[0])), None) if recent else None,
        "now": now,
    }
    return TemplateResponse(request, "resident/home.html", page)


@public
@require_safe
def call(request: HttpRequest) -> HttpResponse:
    """The telephones of the community, the street and the city for a place."""
    recent = request.session.get(RECENT, [])
    place = request.GET.get("place") or (recent[0] if recent else "")
    known = gazetteer().known(place)
    page = {
        "place": place,
        "label": gazetteer().label(place) if known else "",
        "offices": offices(place) if known else [],
        "places": choices.places(recent),
    }
    return TemplateResponse(request, "resident/call.html", page)


def offices(place: str) -> list[UnitFacts]:
    """The community, the street and the city for ``place``, nearest first; only those with a telephone."""
    units = (catalogue().units.covering(place, kind) for kind in ANSWERABLE)
    return [unit for unit in units if unit is not None and unit.phone]

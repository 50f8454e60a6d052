"""The menu: by kind, with a search."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from linli.commons.reads.orders import own
from linli.commons.rules.orders import OPEN
from linli.faces.kit.gates import public
from linli.faces.kit.menu.forms import listed
from linli.faces.resident.menu.kept import community_of, kept


@public
@never_cache
@require_safe
def menu(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    person = request.user if request.user.is_authenticated else None
    community = community_of(request)
    running = own(person, kept(request)).filter(stage__in=OPEN).count() if person or kept(request) else 0
    page = {"community": community, "running": running, "knows_you": bool(person or kept(request)), "now": now}
    return TemplateResponse(
        request, "resident/menu/menu.html", page | listed(request, timezone.localdate(now), community)
    )

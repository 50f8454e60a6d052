"""The menu at the desk: what the county offers, and what this community has switched off."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from linli.commons.actions import menu as actions
from linli.commons.models import Service
from linli.commons.reads.menu import off_in
from linli.faces.kit.gates import SignedIn, order_giver
from linli.faces.kit.menu.forms import listed
from linli.faces.kit.problems import explain
from linli.orgs.authority import posts_with
from linli.orgs.grants import Grant
from linli.places.models import Division


@order_giver
@never_cache
@require_safe
def menu(request: SignedIn) -> HttpResponse:
    community = _community(request)
    page = {"community": community, "off": off_in(community)} | listed(request, timezone.localdate())
    return TemplateResponse(request, "desk/menu/menu.html", page)


@order_giver
def switch(request: SignedIn, service_code: str) -> HttpResponse:
    """Off for now, or on again; whatever runs goes on."""
    if request.method != "POST":
        return redirect("desk:service-menu")
    now, community = timezone.now(), _community(request)
    found = get_object_or_404(Service.objects.valid(timezone.localdate(now)), code=service_code)
    try:
        if request.POST.get("on") == "1":
            actions.switch_on(by=request.user, service=found, community=community, at=now)
            messages.success(request, _("On the menu again."))
        else:
            actions.switch_off(by=request.user, service=found, community=community, at=now)
            messages.success(request, _("Switched off. Orders that run go on."))
    except Exception as error:
        messages.error(request, str(explain(error).text))
    return redirect("desk:service-menu")


def _community(request: SignedIn) -> Division:
    posts = posts_with(request.user, Grant.GIVE_OUT_ORDERS)
    if not posts:
        raise Http404
    return posts[0].organisation.division

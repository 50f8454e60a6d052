"""The way to a door: estates and buildings in one's charge, then the doors of one."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from linli.faces.kit.gates import SignedIn, home_keeper
from linli.faces.kit.posted import tapped, whole
from linli.homes.actions import households
from linli.homes.models import ChangeRequest, Household
from linli.homes.reads.buildings import buildings_of, doors_of, estates_of
from linli.homes.reads.scopes import in_charge


@home_keeper
@never_cache
@require_safe
def estates(request: SignedIn) -> HttpResponse:
    waiting = ChangeRequest.objects.open().filter(household__in=in_charge(request.user)).count()
    context = {"estates": estates_of(request.user), "waiting": waiting}
    return TemplateResponse(request, "desk/homes/estates.html", context)


@home_keeper
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def building(request: SignedIn, building_id: int) -> HttpResponse:
    """Who lives behind which door; write down that a household lives behind one."""
    row = get_object_or_404(buildings_of(request.user), pk=building_id)
    now = timezone.now()
    if request.method == "POST":
        dwelling = get_object_or_404(row.dwellings, pk=whole(request.POST.get("dwelling", "")))
        made: list[Household] = []
        if tapped(
            request,
            lambda: made.append(households.found(by=request.user, dwelling=dwelling, at=now)),
            _("Written down. Now who lives there, if they agree."),
        ):
            return redirect("desk:household", made[0].pk)
        return redirect("desk:doors", row.pk)
    doors = doors_of(row, request.user, on=timezone.localdate(now))
    return TemplateResponse(request, "desk/homes/doors.html", {"building": row, "doors": doors})

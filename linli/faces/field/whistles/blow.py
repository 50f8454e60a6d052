"""Blowing a whistle from the spot, the own grid chosen already; at a request when the address names its number."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers

from linli.faces.kit.blowing import Pages, blowing
from linli.faces.kit.gates import SignedIn, field
from linli.faces.kit.posted import whole
from linli.matters.models import Matter
from linli.orgs.authority import inside, prefixes
from linli.orgs.grants import Grant
from linli.whistles.models import Whistle


@field
@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
def at_place(request: SignedIn) -> HttpResponse:
    def done(whistle: Whistle) -> HttpResponse:
        messages.success(request, _("Blown. The departments see it now."))
        return redirect("field:whistle", whistle.pk)

    number = request.GET.get("matter", "")
    matter = None
    if number:
        areas = prefixes(request.user, Grant.BLOW_WHISTLE)
        matter = get_object_or_404(Matter.objects.filter(inside("place", areas)), number=whole(number))
    pages = Pages("field/whistles/blow.html", "field/whistles/preview.html", done)
    return blowing(request, pages, matter=matter)

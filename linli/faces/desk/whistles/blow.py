"""Blowing a whistle from a desk: at a request, or at a place."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers

from linli.faces.desk.matter import find
from linli.faces.kit.blowing import Pages, blowing
from linli.faces.kit.gates import SignedIn, desk
from linli.whistles.models import Whistle


def _pages(request: SignedIn) -> Pages:
    def done(whistle: Whistle) -> HttpResponse:
        messages.success(request, _("Blown. Every department that was called sees it now."))
        return redirect("desk:whistle", whistle.pk)

    return Pages("desk/whistles/blow.html", "desk/whistles/preview.html", done)


@desk
@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
def at_place(request: SignedIn) -> HttpResponse:
    return blowing(request, _pages(request), matter=None)


@desk
@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
def at_matter(request: SignedIn, number: str) -> HttpResponse:
    return blowing(request, _pages(request), matter=find(request, number))

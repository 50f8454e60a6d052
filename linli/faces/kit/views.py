"""What every page offers: the language and the elder version."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from linli.faces.kit.gates import public
from linli.people import actions

ELDER_COOKIE = "linli_elder"
ELDER_SIZES = ("1", "2", "3")  # big, bigger, biggest: 22, 26 and 30 px of running text
A_YEAR = 60 * 60 * 24 * 365


def ours(request: HttpRequest, asked: str) -> str:
    """``asked`` when it is the path of a page of this site, else empty."""
    here = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if here and asked.startswith("/") else ""


@public
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    return set_language(request)


@public
@require_POST
def elder(request: HttpRequest) -> HttpResponse:
    """Switch the elder version for this browser, in one of its sizes, and for the person wherever they sign in next."""
    answer = redirect(ours(request, request.POST.get("next", "")) or "/")
    size = request.POST.get("on", "")
    on = size in ELDER_SIZES
    if request.user.is_authenticated:
        actions.set_elder_mode(by=request.user, on=on, at=timezone.now())
    answer.set_cookie(
        ELDER_COOKIE, size if on else "0", max_age=A_YEAR, httponly=True, samesite="Lax", secure=request.is_secure()
    )
    return answer

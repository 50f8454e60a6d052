"""无网也能用: a phone on which somebody of the field may work without a network. Its PIN never comes here."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from linli.faces.kit import phone as kept
from linli.faces.kit.gates import SignedIn, field, public
from linli.faces.kit.owners import owner
from linli.people import reads
from linli.people.actions import phones


@field
@never_cache
@require_safe
def phone(request: SignedIn) -> HttpResponse:
    """What a phone may keep and how it is protected; choose a PIN; one's own phones."""
    return TemplateResponse(request, "field/phone.html", {"phones": reads.phones_of(request.user, kept.held(request))})


@field
@never_cache
@require_POST
def begin(request: SignedIn) -> HttpResponse:
    """Give this phone a name and a key; the script then puts the key under the PIN."""
    _, token = phones.begin_phone(
        by=request.user, held=kept.held(request), label=kept.label(request), at=timezone.now()
    )
    response = redirect("field:phone")
    kept.keep(response, token, is_secure=request.is_secure())
    return response


@field
@never_cache
@require_POST
def key(request: SignedIn) -> HttpResponse:
    """The key of the phone that asks, for its owner's session and for nobody else."""
    try:
        found = phones.give_key(by=request.user, token=kept.held(request), at=timezone.now())
    except phones.NoSuchPhone as error:
        raise Http404 from error
    said = {"key": found.key, "owner": owner(request.user), "phone": "ended" if found.ended_at else "live"}
    return JsonResponse(said)


@field
@require_POST
def end(request: SignedIn, pk: int) -> HttpResponse:
    try:
        phones.end_phone(by=request.user, phone=pk, at=timezone.now())
    except phones.NoSuchPhone as error:
        raise Http404 from error
    return redirect("field:phone")


@public
@never_cache
@require_safe
def unlock(request: HttpRequest) -> HttpResponse:
    """Where the PIN is asked for without a network: the frame of a page; whose phone it is only the phone knows."""
    return TemplateResponse(request, "field/unlock.html")

"""Residents come in by phone: the number, then the code. The same pages and words for a known and an unknown number."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from linli.channels.senders import NotSent
from linli.core import crypto
from linli.faces.door.forms import CodeForm, PhoneForm
from linli.faces.door.landing import asked_for, home_of, with_next
from linli.faces.kit.address import address_of
from linli.faces.kit.gates import SignedIn, public, signed_in
from linli.faces.kit.words import NUMBER_IS_FOR
from linli.people import actions, rules

PENDING = "door.phone"  # in the session, sealed: the number that a code was sent to
REFUSALS = (
    actions.TooOften,
    actions.WrongCode,
    actions.CodeGone,
    actions.StaffAccount,
    actions.AccountClosed,
    NotSent,
)


@public
@never_cache
def phone(request: HttpRequest) -> HttpResponse:
    """Ask for the number and send a code."""
    if request.user.is_authenticated:
        return redirect(with_next("door:in", request))
    form = PhoneForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            number = form.cleaned_data["phone"]
            try:
                actions.send_code(phone=number, address=address_of(request), at=timezone.now())
            except REFUSALS as error:
                said, status = explained(error)
                form.add_error("phone", said)
            else:
                request.session[PENDING] = crypto.ring().seal(number, PENDING)
                return redirect(with_next("door:code", request))
    context = {"form": form, "next": asked_for(request), "number_is_for": NUMBER_IS_FOR}
    return TemplateResponse(request, "door/phone.html", context, status=status)


@public
@never_cache
def code(request: HttpRequest) -> HttpResponse:
    """Take the code and sign in."""
    if request.user.is_authenticated:
        return redirect(with_next("door:in", request))
    number = pending(request)
    if number is None:
        return redirect(with_next("door:phone", request))
    form = CodeForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                person = actions.sign_in_with_code(
                    phone=number,
                    code=form.cleaned_data["code"],
                    address=address_of(request),
                    at=timezone.now(),
                    told=str(NUMBER_IS_FOR),
                )
            except REFUSALS as error:
                said, status = explained(error)
                form.add_error("code", said)
            else:
                landing = asked_for(request) or home_of(person)
                login(request, person)
                request.session.pop(PENDING, None)
                return redirect(landing)
    return _code_page(request, form, number, status)


@public
@require_POST
def again(request: HttpRequest) -> HttpResponse:
    """Send another code to the same number."""
    number = pending(request)
    if number is None:
        return redirect(with_next("door:phone", request))
    try:
        actions.send_code(phone=number, address=address_of(request), at=timezone.now())
    except REFUSALS as error:
        said, status = explained(error)
        return _code_page(request, CodeForm(), number, status, note=said)
    return redirect(with_next("door:code", request))


@signed_in
def enter(request: SignedIn) -> HttpResponse:
    """Lead to the page that was asked for, or to the face of one's post."""
    return redirect(asked_for(request) or home_of(request.user))


def pending(request: HttpRequest) -> str | None:
    sealed = request.session.get(PENDING)
    return crypto.ring().open(sealed, PENDING) if sealed else None


def explained(error: Exception) -> tuple[str, int]:
    """What to tell the person, and the HTTP status."""
    match error:
        case actions.TooOften():
            return _("Too often in a short time. Try again after %s.") % _clock(error.free_at), 429
        case actions.WrongCode(tries_left=0):
            return _("Wrong too often. This code no longer works; get a new one."), 400
        case actions.WrongCode():
            left = ngettext("%d more try", "%d more tries", error.tries_left) % error.tries_left
            return _("This is not the code: %s.") % left, 400
        case actions.CodeGone():
            return _("This code was used or is older than ten minutes. Get a new one."), 400
        case actions.StaffAccount():
            return _("This number belongs to a staff account. Please use the staff sign-in."), 403
        case actions.AccountClosed():
            return _("This account was closed. Your community's desk can help."), 403
    return _("The message could not be sent. Please try again in a minute, or call 12345."), 503


def _clock(at: datetime) -> str:
    """The first whole minute not before ``at``, as 18:05."""
    return f"{timezone.localtime(at + timedelta(minutes=1) - timedelta.resolution):%H:%M}"


def _code_page(request: HttpRequest, form: CodeForm, number: str, status: int, note: str = "") -> HttpResponse:
    context = {"form": form, "phone": rules.masked(number), "next": asked_for(request), "note": note}
    return TemplateResponse(request, "door/code.html", context, status=status)

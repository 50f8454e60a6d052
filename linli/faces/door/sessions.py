"""Sessions of staff: short, behind an own password and a second factor.

A session also dies when the password or ``Person.session_stamp`` changes (``Person.get_session_auth_hash``) and when
the account is switched off (allauth's backend gives no inactive person back).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from linli.faces.kit.gates import leave_for
from linli.people.models import Person

IDLE = timedelta(minutes=15)  # Source: GB/T 22239-2019 8.1.4.1 b), ASVS 5.0 7.3.1; figures of the project
WHOLE = timedelta(hours=8)
MOMENT = timedelta(minutes=5)
NOTED_EVERY = timedelta(minutes=1)  # so that not every request writes the session

BEGAN, SEEN, SECOND_FACTOR = "door.began", "door.seen", "door.second_factor"
ALWAYS_OPEN = ("/door/", "/kit/language/", "/kit/elder/", "/static/")


def keep_staff_sessions(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """This middleware will end staff sessions in time, and lead to what comes before work: an own password, a second
    factor."""

    def answer(request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            person = request.user
            if isinstance(person, Person) and person.is_staff:
                if over(request.session, at=timezone.now()):
                    logout(request)
                    return leave_for(request, reverse("account_login"), over="1")
                if not request.path.startswith(ALWAYS_OPEN) and (first := _first_to_do(person, request.session)):
                    return redirect(first)
        return get_response(request)

    return answer


def over(session: SessionBase, *, at: datetime) -> bool:
    """Whether the session ended by ``at``; if not, it was seen at ``at``."""
    now = at.timestamp()
    began, seen = session.get(BEGAN), session.get(SEEN)
    if began is None or seen is None:
        session[BEGAN] = session[SEEN] = now
        return False
    if now - began > WHOLE.total_seconds() or now - seen > IDLE.total_seconds():
        return True
    if now - seen > NOTED_EVERY.total_seconds():
        session[SEEN] = now
    return False


def just_began(session: SessionBase, *, at: datetime) -> bool:
    """Whether the person came in within the last five minutes."""
    began = session.get(BEGAN)
    return began is not None and at.timestamp() - began < MOMENT.total_seconds()


def lacks_second_factor(person: Person, session: SessionBase) -> bool:
    """Made-up people go without one where they may exist. A reset ends sessions, so a yes may be kept in them."""
    if (person.is_made_up and not settings.IS_PRODUCTION) or session.get(SECOND_FACTOR):
        return False
    if not is_mfa_enabled(person):
        return True
    session[SECOND_FACTOR] = True
    return False


def _first_to_do(person: Person, session: SessionBase) -> str:
    """The name of the page that comes before all work, if any."""
    if person.password_is_first:
        return "account_change_password"
    return "mfa_activate_totp" if lacks_second_factor(person, session) else ""

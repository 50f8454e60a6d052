"""What is sent: addresses that only take it, the one action it asks for, and numbers in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from linli.faces.kit.gates import View
from linli.faces.kit.problems import explain, explain_on

LONGEST_NUMBER = len(str(2**63))


def whole(text: str, otherwise: int = 0) -> int:
    """The number that ``text`` writes in plain digits, as large as a key can be; else ``otherwise``."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < LONGEST_NUMBER else otherwise


def typed(request: HttpRequest, name: str) -> str:
    """The words that were sent under ``name``, without what no key types and no database holds."""
    return request.POST.get(name, "").replace("\x00", "")


def posted(back: str, *, of_all: bool = False) -> Callable[[View], View]:
    """Whoever comes without sending (a reload, another language) is led to the page ``back`` of the same thing, or the
    one ``of_all`` such things."""

    def wear(view: View) -> View:
        @wraps(view)
        def taken(request: HttpRequest, **of: Any) -> HttpResponse:
            return view(request, **of) if request.method == "POST" else redirect(back, **({} if of_all else of))

        return taken

    return wear


def tapped(request: HttpRequest, act: Callable[[], object], done: str) -> bool:
    """Do what one tap asks and say on the next page that it is ``done``, or why it is not. Returns which."""
    try:
        act()
    except Exception as error:
        messages.error(request, str(explain(error).text))  # raises again what has no words
        return False
    messages.success(request, done)
    return True


@dataclass(frozen=True, slots=True)
class Wrong:
    """What was sent from the part ``of`` a page with the key ``pk`` and could not be done: what was ``typed`` stays
    there, and beside it is ``said`` why."""

    of: str
    pk: int
    typed: str
    said: str
    status: int


def tried(
    request: HttpRequest, act: Callable[[], object], done: str, *, of: str, pk: int, typed: str = ""
) -> Wrong | None:
    """Do what a form of one field asks and say on the next page that it is ``done``, or why it is not; what is wrong
    with what was ``typed`` is returned, to be said on the same page."""
    try:
        act()
    except Exception as error:
        problem = explain(error)  # raises again what has no words
        if problem.field:
            return Wrong(of, pk, typed, str(problem.text), problem.status)
        messages.error(request, str(problem.text))
    else:
        messages.success(request, done)
    return None


def sent(request: HttpRequest, form: BaseForm, act: Callable[[dict[str, Any]], object], done: str = "") -> int | None:
    """Do what ``form`` asks, where it was sent and can be read, and say on the next page that it is ``done``. Returns
    the status under which to show the form (again), None when it was done."""
    if request.method != "POST":
        return 200
    if not form.is_valid():
        return 422
    try:
        act(form.cleaned_data)
    except Exception as error:
        return explain_on(form, error).status  # raises again what has no words
    if done:
        messages.success(request, done)
    return None

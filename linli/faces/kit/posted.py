"""Addresses that only take what is sent, and numbers in it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from linli.faces.kit.gates import View

LONGEST_NUMBER = len(str(2**63))


def whole(text: str, otherwise: int = 0) -> int:
    """The number that ``text`` writes in plain digits, as large as a key can be; else ``otherwise``."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < LONGEST_NUMBER else otherwise


def posted(back: str) -> Callable[[View], View]:
    """Whoever comes without sending (a reload, another language) is led to the page ``back`` of the same thing."""

    def wear(view: View) -> View:
        @wraps(view)
        def sent(request: HttpRequest, **of: Any) -> HttpResponse:
            return view(request, **of) if request.method == "POST" else redirect(back, **of)

        return sent

    return wear

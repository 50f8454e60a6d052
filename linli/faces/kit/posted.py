"""Addresses that only take what is sent."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from linli.faces.kit.gates import View


def posted(back: str) -> Callable[[View], View]:
    """Whoever comes without sending (a reload, another language) is led to the page ``back`` of the same thing."""

    def wear(view: View) -> View:
        @wraps(view)
        def sent(request: HttpRequest, **of: Any) -> HttpResponse:
            return view(request, **of) if request.method == "POST" else redirect(back, **of)

        return sent

    return wear

"""The gate of the API: one wrapper for what has to be right before an operation, and for what goes wrong around it.

It asks for no sign-in: operations ask for a token themselves, where they need one.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from linli.faces.api import problems

FILES = ("/photos", "/voices")  # what takes files instead of JSON

View = Callable[..., HttpResponse]


def program(view: View) -> View:
    """For programs: JSON in, JSON out, every refusal a problem (RFC 9457)."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and request.content_type not in media_types(request.path):
            return problems.answer(415, "media-type")
        response = view(request, *args, **kwargs)
        if response.status_code == 405:
            return problems.answer(405, "method", headers={"Allow": ", ".join(sorted(response["Allow"].split(", ")))})
        return response

    guarded.gate = "program"  # type: ignore[attr-defined]
    guarded.csrf_exempt = True  # type: ignore[attr-defined]  # no cookie counts here, so none can be abused
    return guarded


def media_types(path: str) -> tuple[str, ...]:
    return ("multipart/form-data",) if path.endswith(FILES) else ("application/json",)

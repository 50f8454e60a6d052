"""The short way of programs: past everything that only pages need."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import cast

from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch, get_resolver
from django.utils import translation

PREFIX = "/api/v1/"
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",  # an answer loads nothing
    "X-Frame-Options": "DENY",
    "Vary": "Accept-Language",
}

Way = Callable[[HttpRequest], HttpResponse]


def straight(get_response: Way) -> Way:
    """This middleware will lead programs straight to their operation.

    Sessions, cookies, forms, messages and static files mean nothing to them, and would cost a third of taking in a
    report. What does mean something is done here: the host is checked, the language chosen, the headers of safety set
    (also on an error of ours). The page that describes the API goes the way of pages: its gate is not ``program``.
    """
    resolve = lru_cache(maxsize=256)(get_resolver("linli.faces.api.urls").resolve)

    def operate(request: HttpRequest) -> HttpResponse:
        request.get_host()  # raises DisallowedHost
        match = cast(ResolverMatch, request.resolver_match)
        return match.func(request, *match.args, **match.kwargs)

    operation = cast(Way, convert_exception_to_response(operate))

    def answer(request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PREFIX):
            return get_response(request)
        request.resolver_match = match = resolve(request.path_info[len(PREFIX) - 1 :])
        if match.func.gate != "program":  # type: ignore[attr-defined]
            return get_response(request)
        language = translation.get_language_from_request(request)
        translation.activate(language)
        response = operation(request)
        for name, value in HEADERS.items():
            response.headers[name] = value
        response.headers["Content-Language"] = language
        response.headers["Content-Length"] = str(len(response.content))
        return response

    return answer

"""Where a page may take things from: the Content-Security-Policy header, the same on every answer
that is not stricter by itself."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

HEADER = "Content-Security-Policy"


def keep_to_own_origin(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """This middleware will tell browsers the policy of ``CONTENT_SECURITY_POLICY``: no inline code, no other origin."""
    policy = "; ".join(f"{name} {' '.join(sources)}" for name, sources in settings.CONTENT_SECURITY_POLICY.items())

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault(HEADER, policy)  # a view may be stricter
        return response

    return answer

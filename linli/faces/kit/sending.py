"""Forms that are sent without leaving their page (``kit/sending.js``)."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseRedirectBase

Way = Callable[[HttpRequest], HttpResponse]


def told_where_next(get_response: Way) -> Way:
    """This middleware will tell such a form where to go next.

    A redirect would be followed unseen by the script, and what the next page says once would be said to nobody.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if "Linli-Sending" in request.headers and isinstance(response, HttpResponseRedirectBase):
            response.status_code = 204
            response.headers["Linli-Next"] = response.url
            del response.headers["Location"]
        return response

    return answer

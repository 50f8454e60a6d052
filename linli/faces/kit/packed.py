"""Pages travel compressed: the form of a report is a fifth of its size on the way to a phone. Static files are packed
when they are collected; photos, sounds and exports are left alone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

PACKED = ("text/html", "application/json", "application/manifest+json", "text/javascript")


class Packed(GZipMiddleware):
    """This middleware will compress what a browser reads. A few bytes of chance in each answer keep its length from
    telling what stands in it (BREACH); the tokens of forms are masked anew in each as well.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not isinstance(response, HttpResponse) or not response.headers.get("Content-Type", "").startswith(PACKED):
            return response
        return super().process_response(request, response)

"""Pages for what went wrong, in the reader's language, each with what to do next."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "kit/error.html", {"status": 400}, status=400)


def denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "kit/error.html", {"status": 403}, status=403)


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "kit/error.html", {"status": 404}, status=404)


def broken(request: HttpRequest) -> HttpResponse:
    return render(request, "kit/error.html", {"status": 500}, status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "kit/error.html", {"status": 403, "stale_form": True}, status=403)

"""Where pages of allauth lead that are not ours to offer."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse


def too_often(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A limit was reached."""
    return TemplateResponse(request, "door/too_often.html", status=429).render()


def stays_on(request: HttpRequest) -> HttpResponse:
    """A second factor cannot be put off by oneself, only reset by the security administrator."""
    return redirect("mfa_index")

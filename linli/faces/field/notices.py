"""通知方式 of somebody who handles: push on the phone when an order comes or its time runs out."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from linli.faces.kit import notices
from linli.faces.kit.gates import SignedIn, field


@field
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: SignedIn) -> HttpResponse:
    if request.method == "POST":
        notices.take(request, request.user, at=timezone.now())
        return redirect("field:notices")
    page = {"notices": notices.shown(request.user, action=reverse("field:notices")), "frame": "field/base.html"}
    return TemplateResponse(request, "kit/notices_page.html", page)

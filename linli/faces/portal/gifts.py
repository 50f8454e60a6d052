"""Donations: what was given to each published fund, and what it was used for."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from linli.commons.models import Fund
from linli.commons.reads.gifts import account, summed
from linli.faces.kit import paging
from linli.faces.kit.gates import public


@public
@require_safe
def funds(request: HttpRequest) -> HttpResponse:
    context = {"part": "lists"} | paging.asked(request, summed(Fund.objects.published()), "added_at", newest_first=True)
    return TemplateResponse(request, "portal/funds.html", context)


@public
@require_safe
def fund(request: HttpRequest, fund_id: int) -> HttpResponse:
    found = get_object_or_404(summed(Fund.objects.published()), pk=fund_id)
    context = {"part": "lists", "now": timezone.now(), "fund": found, "account": account(found)}
    return TemplateResponse(request, "portal/fund.html", context)

"""What has not begun is taken back by one tap, on every page on which rows are set for a day to come."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.faces.kit.gates import SignedIn, View
from linli.faces.kit.posted import tapped


def taken_back(
    gate: Callable[[View], View],
    rows: Callable[[SignedIn], QuerySet[Any]],
    act: Callable[..., object],
    back: Callable[[Any], HttpResponse],
) -> View:
    """The view that strikes out one of ``rows``, those that the reader may see, by ``act``, which is told ``by``,
    ``row`` and ``at``; then, and for whoever comes without sending, it leads ``back`` from that row."""

    @gate
    def take_back(request: SignedIn, to_come: int) -> HttpResponse:
        row, at = get_object_or_404(rows(request), pk=to_come), timezone.now()
        if request.method == "POST":
            tapped(request, lambda: act(by=request.user, row=row, at=at), _("Taken back. What held before holds on."))
        return back(row)

    return take_back


def led_to(name: str) -> Callable[[Any], HttpResponse]:
    """Back to the one page of all rows."""
    return lambda row: redirect(name)

"""我负责的住户: the homes that somebody is asked to look after; they say yes, or give them back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from linli.faces.kit.bodies import AREA
from linli.faces.kit.gates import SignedIn, signed_in
from linli.faces.kit.posted import posted, tapped, whole
from linli.homes.reads.neighbours import homes_kept_by
from linli.orgs import actions
from linli.orgs.errors import AreaOver
from linli.orgs.models import ResponsibilityArea
from linli.orgs.reads.homes import homes_of

Answer = Callable[[ResponsibilityArea, datetime], None]


@signed_in
@never_cache
@require_safe
def homes(request: SignedIn) -> HttpResponse:
    rows = [(row, AREA[row.kind]) for row in homes_of(request.user)]
    now = timezone.now()
    page = {
        "neighbours": homes_kept_by(request.user, on=timezone.localdate(now)),
        "asked": [pair for pair in rows if pair[0].agreed_at is None],
        "kept": [pair for pair in rows if pair[0].agreed_at is not None],
        "now": now,
    }
    return TemplateResponse(request, "resident/homes.html", page)


@signed_in
@posted("resident:homes", of_all=True)
def agree(request: SignedIn) -> HttpResponse:
    """Say yes to homes one is asked for."""
    return _answer(
        request,
        lambda area, at: actions.agree_to_area(by=request.user, area=area, at=at),
        _("Thank you. Your name stands with these homes now; you can give them back at any time."),
    )


@signed_in
@posted("resident:homes", of_all=True)
def give_back(request: SignedIn) -> HttpResponse:
    """Say no, or not any more; without a reason."""
    return _answer(
        request,
        lambda area, at: actions.give_back_area(by=request.user, area=area, at=at),
        _("Given back. Your name does not stand with these homes."),
    )


def _answer(request: SignedIn, act: Answer, done: str) -> HttpResponse:
    """Answer for the homes that the button names, where they are the reader's own."""

    def answered() -> None:
        own = ResponsibilityArea.objects.filter(post__person=request.user).select_related("post")
        area = own.filter(pk=whole(request.POST.get("homes", ""))).first()
        if area is None:
            raise AreaOver
        act(area, timezone.now())

    tapped(request, answered, done)
    return redirect("resident:homes")

"""One whistle on one page: who was called and came, the joint log, the result, and what the reader may do now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from linli.faces.desk.whistles.forms import CallForm, MoveForm, RateForm, TellForm, WhyForm
from linli.faces.kit.drafts import Draft
from linli.faces.kit.gates import SignedIn, desk
from linli.orgs.authority import may
from linli.orgs.grants import Grant
from linli.whistles.models import Whistle
from linli.whistles.reads.scope import seen_by
from linli.whistles.reads.seen import Part, Seen, seen


def find(request: SignedIn, pk: int) -> Whistle:
    """The whistle, if the reader may see it. Raises: Http404."""
    return get_object_or_404(seen_by(request.user).select_related("cause", "unit", "matter"), pk=pk)


@desk
@require_safe
def whistle(request: SignedIn, whistle_id: int) -> HttpResponse:
    return show(request, find(request, whistle_id), at=timezone.now())


def show(
    request: SignedIn,
    found: Whistle,
    *,
    at: datetime,
    sent: Mapping[str, Form] | None = None,
    photos: tuple[list[Draft], list[str]] = ([], []),
    trouble: str | Promise = "",
    typed: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page of ``found``. ``sent`` are forms that came back, by move (``rate-7`` for the part 7); ``trouble`` says
    what could not be done, ``typed`` the words that were written for it."""
    page = seen(found, by=request.user, at=at)
    forms = {move: (sent or {}).get(move) or form_for(move, found, at=at) for move in sorted(page.moves)}
    context = {
        "at": at,
        "whistle": found,
        "seen": page,
        "sees_matter": found.matter is not None and may(request.user, Grant.SEE_MATTERS, at=found.matter.place),
        "forms": forms,
        "to_rate": _of_parts(page, "rate", sent or {}, at),
        "to_decide": _of_parts(page, "decide", sent or {}, at),
        "photos": photos[0],
        "wrong": photos[1],
        "trouble": trouble,
        "typed": typed,
    }
    return TemplateResponse(request, "desk/whistles/whistle.html", context, status=status)


def form_for(move: str, found: Whistle, *, at: datetime, part: Part | None = None, data: Any = None) -> Form:
    """The form of a move, empty or with what was sent."""
    more: dict[str, Any] = {"data": data, "auto_id": f"{move}-{part.summons.pk if part else ''}%s"}
    if move == "rate":
        return RateForm(initial={"in_time": part.came_in_time if part else False}, **more)
    more["initial"] = {"version": part.summons.version if part else found.version}
    match move:
        case "note":
            return TellForm(label=_("What was done or seen"), **more)
        case "conclude":
            return TellForm(label=_("Result of the joint action"), **more)
        case "call":
            return CallForm(whistle=found, on=timezone.localdate(at), **more)
        case "call_off" | "decide":
            return WhyForm(**more)
    return MoveForm(**more)


def _of_parts(page: Seen, move: str, sent: Mapping[str, Form], at: datetime) -> list[tuple[Part, Form]]:
    return [
        (part, sent.get(f"{move}-{part.summons.pk}") or form_for(move, page.whistle, at=at, part=part))
        for part in page.parts
        if move in part.moves
    ]

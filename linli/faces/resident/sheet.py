"""The report sheet as it is shown: what it guesses, what it offers, what is open nearby already."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language

from linli.duties.reads import KindEnded, catalogue
from linli.duties.rules import KindFacts, RowFacts
from linli.faces.kit import drafts
from linli.faces.kit.problems import explain
from linli.faces.resident import choices
from linli.faces.resident.choices import Spot
from linli.faces.resident.family import helping_of
from linli.faces.resident.forms import HOW, RepliesForm, ReportForm
from linli.matters import actions
from linli.matters.errors import OutsideCounty
from linli.matters.models import Channel
from linli.matters.reads.nearby import Near, nearby
from linli.matters.rules import PHOTOS_LIMIT, WORDS_LIMIT
from linli.people.reads import called
from linli.places.reads import gazetteer
from linli.places.rules import CODE_DIGITS, Level, level

RECENT = "places"  # in the session: codes of the places reported last
RECENT_KEPT = 3
FRAGMENTS = {
    "about": "resident/report.html#about",
    "where": "resident/where.html",
    "elsewhere": "resident/where.html",
}


def page(
    request: HttpRequest,
    form: ReportForm,
    *,
    kind: str = "",
    photos: list[drafts.Draft] | None = None,
    wrong: list[str] | None = None,
    replies: RepliesForm | None = None,
    fragment: str = "",
    status: int = 200,
) -> HttpResponse:
    """The sheet with what was filled in so far, or the ``fragment`` of it that a step asked for."""
    facts, row = kind_of(form.chosen or kind)
    is_guess = facts is None and bool(form.data.get("words", ""))
    if is_guess and form.guess is not None:
        facts, row = kind_of(form.guess.code)
    if facts is not None and row is not None and row.emergency_line and form.is_bound and "intent" in form.cleaned_data:
        actions.sent_to_line(
            form=form.cleaned_data["intent"],
            kind=facts.code,
            line=row.emergency_line,
            place=digits_of(form),
            channel=Channel.WEB,
            at=timezone.now(),
        )
    if replies is None and row is not None and row.questions:
        replies = RepliesForm(row=row)
    recent = request.session.get(RECENT, [])
    words = str(form.data.get("words", ""))[:WORDS_LIMIT]
    context = {
        "form": form,
        "chosen": facts.code if facts and not is_guess else "",
        "is_guess": is_guess,
        "kind": facts,
        "row": row,
        "replies": replies,
        "pictured": choices.pictured(form.on, recent[0][: Level.COMMUNITY] if recent else ""),
        "unsure": choices.unsure(form.on),
        "near": near(form) if form.is_bound else [],
        "guesses": [kind for kind, _ in catalogue().guess(words, form.on)],
        "kinds": choices.kinds(form.on),
        "photos": photos or [],
        "wrong": wrong or [],
        "photos_left": PHOTOS_LIMIT - len(photos or []),
        "photos_limit": PHOTOS_LIMIT,
        "words_limit": WORDS_LIMIT,
        "english": is_english(),
        "helping": (helping := helping_of(request)),
        "helped_name": called(helping.elder) if helping else "",
        **_where(form, recent),
    }
    template = "resident/report.html"
    if fragment in FRAGMENTS and request.headers.get("HX-Request"):
        template = FRAGMENTS[fragment]
        context["swapped"] = True
    return TemplateResponse(request, template, context, status=status)


def _where(form: ReportForm, recent: list[str]) -> dict[str, Any]:
    """The place that the sheet stands at with what lies inside it, or what to choose one from."""
    book = gazetteer()
    point = form.point if form.is_bound else None
    found = book.locate(*point) if point else None
    place = str(form.data.get("place", "") or form.initial.get("place", ""))
    spot = None
    if found is not None:
        spot = Spot(found.grid.code, book.label(found.grid.code), form.found_by) if found.grid else None
    elif place and book.known(place) and not form.errors.get("place"):
        spot = Spot(place, book.label(place), form.found_by)
    chosen = spot is not None and spot.how == "named" and level(spot.code) == Level.COMMUNITY
    community = spot.code[:CODE_DIGITS] if spot is not None and chosen else ""
    return {
        "spot": spot,
        "how": HOW.get(spot.how, "") if spot else "",
        "point": point,
        "outside": explain(OutsideCounty(found)).text if found is not None and found.grid is None else "",
        "estates": choices.estates(community) if community else [],
        "grids": choices.grids(community) if community else [],
        "last": choices.last(recent),
        "places": [] if spot else choices.places(),
    }


def near(form: ReportForm) -> list[Near]:
    """What is open already of the kind at the place of the sheet; of what nobody could name, nothing is the same."""
    kind = kind_of(form.chosen)[0] or form.guess
    place = digits_of(form)
    if kind is None or kind.names[-1] == choices.UNSURE or not place:
        return []
    return nearby(kind, place, form.point)


def digits_of(form: ReportForm) -> str:
    """The digits of the grid of the point, else of the place that is chosen so far; empty where neither is known."""
    place, _ = choices.narrowed(str(form.data.get("place", "")), str(form.data.get("within", "")))
    return gazetteer().around(place, form.point)


def replies_of(form: ReportForm, data: Any) -> RepliesForm | None:
    """The questions of the chosen kind, when it has any."""
    _, row = kind_of(form.chosen)
    return RepliesForm(data, row=row) if row is not None and row.questions else None


def kind_of(code: str) -> tuple[KindFacts | None, RowFacts | None]:
    """The kind called ``code`` with its row of today; None where there is none."""
    book = catalogue()
    kind = book.by_code.get(code)
    try:
        return kind, book.row(kind.pk, timezone.localdate()) if kind else None
    except KindEnded:
        return kind, None


def is_english() -> bool:
    return (get_language() or "").startswith("en")

"""The report sheet as it is filled in and shown: what it guesses, what it offers, what is open nearby already."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from linli.core.models import Attachment
from linli.duties.reads import KindEnded, catalogue
from linli.duties.rules import KindFacts, RowFacts
from linli.faces.kit import drafts
from linli.faces.kit.address import address_of
from linli.faces.kit.ground import drawn, pointed
from linli.faces.kit.problems import explain
from linli.faces.kit.report import choices
from linli.faces.kit.report.choices import Spot
from linli.faces.kit.report.forms import HOW, RepliesForm, SheetForm
from linli.matters import actions
from linli.matters.errors import OutsideCounty
from linli.matters.models import Channel
from linli.matters.reads.nearby import Near, nearby
from linli.matters.rules import PHOTOS_LIMIT, WORDS_LIMIT
from linli.places.reads import gazetteer
from linli.places.reads.estates import around, inside, sought
from linli.places.rules import CODE_DIGITS, Level

F = TypeVar("F", bound=SheetForm)

RECENT = "places"  # in the session: codes of the places reported last
SPOTS = "spots"  # the same as narrow as they were chosen: codes, or what leads to an entrance
RECENT_KEPT = 3
FRAGMENTS = {
    "about": "kit/report/about.html",
    "where": "kit/report/where.html",
    "elsewhere": "kit/report/where.html",
    "sought": "kit/report/found.html",
}


@dataclass(slots=True)
class Sheet(Generic[F]):
    """A report as it is filled in so far. ``step`` asks for a part of the page, or for the page once more."""

    form: F
    photos: list[drafts.Draft] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)  # with photos
    unheard: str = ""  # what was wrong with the recording
    replies: RepliesForm | None = None
    kind: str = ""  # that the page begins with
    step: str = ""
    again: bool = False  # nothing is sent: the page is shown once more

    @property
    def has_intent(self) -> bool:
        return "intent" in self.form.cleaned_data

    def is_whole(self) -> bool:
        """Whether it can be sent; what is missing is said in the form."""
        if self.unheard:
            self.form.add_error("voice", self.unheard)
        if self.replies is not None and not self.replies.is_valid() and self.form.is_valid():
            self.form.add_error(None, _("Please answer the questions about it as well."))
        return not self.wrong and self.form.is_valid()

    def forgive(self) -> None:
        """Say nothing of what is still missing: it is on the way."""
        self.form.errors.clear()
        if self.replies is not None:
            self.replies.errors.clear()

    @property
    def attached(self) -> dict[str, Any]:
        """Photos, voice note and replies, as ``actions.receive`` takes them."""
        return {
            "photos": [draft.photo for draft in self.photos],
            "voice": self.voice,
            "replies": self.replies.replies if self.replies else {},
        }

    @property
    def voice(self) -> Attachment | None:
        return self.form.voice_kept.photo if self.form.voice_kept else None


def filled(request: HttpRequest, form_type: type[F], *, at: datetime) -> Sheet[F]:
    """What was sent of a sheet: its form, with new photos and a new recording kept by now."""
    data = request.POST.copy()
    step = data.get("step", "")
    if data.get("datum"):  # a pin on a map that is drawn in another one
        data["lon"], data["lat"] = pointed(*(str(data.get(name, "")) for name in ("lon", "lat", "datum")))
    tapped = data.get("pick") or data.get("at")  # a place to choose, or one of the last
    if tapped or step == "elsewhere":
        data["beside"] = _stood(form_type(data, on=timezone.localdate(at)))
        data["lon"] = data["lat"] = data["within"] = data["sought"] = ""
        data["place"] = tapped or ""
        data["how"] = "last" if "at" in data else ""
        step = step or "where"
    form = form_type(data, on=timezone.localdate(at))
    form.full_clean()
    sheet = Sheet(form, step=step, again=bool(step) or "drop" in data or "unsay" in data)
    if not sheet.has_intent:
        return sheet
    intent = form.cleaned_data["intent"]
    sheet.photos, sheet.wrong = drafts.of_form(request, intent=intent, at=at)
    form.voice_kept, sheet.unheard = drafts.spoken(
        "" if "unsay" in data else data.get("voice", ""),
        request.FILES.get("sound"),
        intent=intent,
        by=request.user.pk,
        address=address_of(request),
        at=at,
    )
    _kind, row = kind_of(form.chosen)
    sheet.replies = RepliesForm(data, row=row) if row is not None and row.questions else None
    return sheet


def page(
    request: HttpRequest,
    template: str,
    sheet: Sheet[Any],
    *,
    sheet_url: str,
    channel: Channel,
    status: int = 200,
    **more: object,
) -> HttpResponse:
    """The page ``template`` with the sheet in it, or the part of the sheet that a step asked for; ``more`` is what the
    face adds."""
    form = sheet.form
    facts, row = kind_of(form.chosen or sheet.kind)
    is_guess = facts is None and bool(form.data.get("words", ""))
    if is_guess and form.guess is not None:
        facts, row = kind_of(form.guess.code)
    if facts is not None and row is not None and row.emergency_line and form.is_bound and sheet.has_intent:
        actions.sent_to_line(
            form=form.cleaned_data["intent"],
            kind=facts.code,
            line=row.emergency_line,
            place=digits_of(form),
            channel=channel,
            at=timezone.now(),
        )
    replies = sheet.replies
    if replies is None and row is not None and row.questions:
        replies = RepliesForm(row=row)
    here = form.named.place if form.named else next(iter(request.session.get(RECENT, [])), "")
    words = str(form.data.get("words", ""))[:WORDS_LIMIT]
    context = {
        "form": form,
        "sheet_url": sheet_url,
        "chosen": facts.code if facts and not is_guess else "",
        "is_guess": is_guess,
        "kind": facts,
        "row": row,
        "replies": replies,
        "pictured": choices.pictured(form.on, here[: Level.COMMUNITY]),
        "unsure": choices.unsure(form.on),
        "near": near(form) if form.is_bound else [],
        "guesses": [kind for kind, _word in catalogue().guess(words, form.on)],
        "kinds": choices.kinds(form.on),
        "photos": sheet.photos,
        "wrong": sheet.wrong,
        "photos_left": PHOTOS_LIMIT - len(sheet.photos),
        "photos_limit": PHOTOS_LIMIT,
        "words_limit": WORDS_LIMIT,
        "english": is_english(),
        **_where(request, form),
        **more,
    }
    if sheet.step in FRAGMENTS and request.headers.get("HX-Request"):
        template = FRAGMENTS[sheet.step]
        context["swapped"] = True
    return TemplateResponse(request, template, context, status=status)


def _stood(form: SheetForm) -> str:
    """The digits of the place that a sheet stood at before another one is chosen."""
    form.full_clean()
    return digits_of(form) or str(form.data.get("beside", ""))


def _where(request: HttpRequest, form: SheetForm) -> dict[str, Any]:
    """The place that the sheet stands at with what lies inside it, or what to choose one from."""
    book = gazetteer()
    point = form.point if form.is_bound else None
    found = book.locate(*point) if point else None
    spot, astray = None, form.astray
    if found is None:
        spot = None if form.errors.get("place") else form.named
    elif found.grid is not None:
        spot = Spot(found.grid.code, found.grid.code, book.label(found.grid.code), form.found_by)
    else:
        astray = explain(OutsideCounty(found)).text
    recent = choices.last(spots(request))
    beside = spot.place if spot else str(form.data.get("beside", "")) or (recent[0].place if recent else "")
    of_community = len(beside) >= CODE_DIGITS and not beside.endswith("000")
    words = str(form.data.get("sought", ""))
    by_name = spot is not None and spot.how == "named" and spot.address is None
    start = point or (book.middle_of(beside) if of_community else None)
    return {
        "spot": spot,
        "start": drawn(start) if start else None,
        "how": HOW.get(spot.how, "") if spot else "",
        "within": book.label(spot.place) if spot and spot.address else "",
        "point": point,
        "astray": astray,
        "beside": beside,
        "inside": inside(spot.address) if spot and spot.address else [],
        "estates": around(beside, choices.ESTATES) if of_community and not (spot and spot.address) else [],
        "sought": words,
        "found": sought(words, choices.FOUND, beside=beside),
        "grids": choices.grids(spot.place) if spot and by_name and len(spot.place) == CODE_DIGITS else [],
        "last": recent,
        "places": [] if spot else choices.places(),
    }


def spots(request: HttpRequest) -> list[str]:
    """The places that this browser reported last, the last one first."""
    found: list[str] = request.session.get(SPOTS) or request.session.get(RECENT, [])
    return found


def remember(request: HttpRequest, place: str, form: SheetForm) -> None:
    """Offer the place of ``form``, which is the one called ``place``, first the next time."""
    used = form.named.reference if form.point is None and form.named else place
    for key, one, before in ((SPOTS, used, spots(request)), (RECENT, place, request.session.get(RECENT, []))):
        request.session[key] = [one, *(other for other in before if other != one)][:RECENT_KEPT]


def near(form: SheetForm) -> list[Near]:
    """What is open already of the kind at the place of the sheet; of what nobody could name, nothing is the same."""
    kind = kind_of(form.chosen)[0] or form.guess
    place = digits_of(form)
    if kind is None or kind.names[-1] == choices.UNSURE or not place:
        return []
    return nearby(kind, place, form.point)


def digits_of(form: SheetForm) -> str:
    """The digits of the grid of the point, else of the place that is chosen so far; empty where neither is known."""
    return gazetteer().around(form.named.place if form.named else "", form.point)


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

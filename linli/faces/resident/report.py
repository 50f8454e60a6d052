"""随手拍: one page to say what is wrong and where, and the receipt for it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from linli.duties.reads import KindEnded, catalogue
from linli.duties.rules import KindFacts, RowFacts
from linli.faces.kit import drafts
from linli.faces.kit.address import address_of
from linli.faces.kit.followed import follow, followed
from linli.faces.kit.gates import public
from linli.faces.kit.problems import explain, explain_on
from linli.faces.resident import choices
from linli.faces.resident.forms import RepliesForm, ReportForm
from linli.matters import actions
from linli.matters.errors import OutsideCounty
from linli.matters.follow import clean
from linli.matters.models import Channel, Matter, Reporter
from linli.matters.reads.nearby import Near, nearby
from linli.matters.rules import PHOTOS_LIMIT, WORDS_LIMIT
from linli.people import limits
from linli.places.reads import gazetteer

RECENT = "places"  # in the session: codes of the places reported last
RECENT_KEPT = 3
FRAGMENTS = {"about": "resident/report.html#about", "where": "resident/report.html#where", "near": "resident/near.html"}
TOO_MANY = gettext_lazy("Too many reports came from your network. Please sign in, wait, or call 12345.")


@public
@never_cache
@vary_on_headers("HX-Request")
def report(request: HttpRequest) -> HttpResponse:
    """The form, its steps on the way (``step``) and its sending. What was typed and shot comes back with an error."""
    now = timezone.now()
    if request.method != "POST":
        kind = request.GET.get("kind", "")
        return _page(request, ReportForm(initial={"intent": uuid4(), "kind": kind}), kind=kind)
    data = request.POST.copy()
    step = data.get("step", "")
    if step == "elsewhere":
        data["lon"] = data["lat"] = ""
    form = ReportForm(data)
    form.full_clean()
    if "intent" not in form.cleaned_data:
        return _page(request, ReportForm(initial={"intent": uuid4()}), status=400)
    tokens = [token for token in data.getlist("photo") if token != data.get("drop")]
    photos, wrong = drafts.gather(
        tokens,
        request.FILES.getlist("photos"),
        intent=form.cleaned_data["intent"],
        by=request.user.pk,
        address=address_of(request),
        at=now,
    )
    replies = _replies(form, data)
    if data.get("join"):
        return _join(request, form, str(data["join"]), photos, replies, now)
    if step or "drop" in data:
        form.errors.clear()
        if replies is not None:
            replies.errors.clear()
        return _page(request, form, photos=photos, wrong=wrong, replies=replies, fragment=step)
    if replies is not None and not replies.is_valid() and form.is_valid():
        form.add_error(None, _("Please answer the questions about it as well."))
    if wrong or not form.is_valid():
        return _page(request, form, photos=photos, wrong=wrong, replies=replies, status=400)
    return _send(request, form, replies, photos, now)


def _send(
    request: HttpRequest, form: ReportForm, replies: RepliesForm | None, photos: list[drafts.Draft], now: datetime
) -> HttpResponse:
    person = request.user if request.user.is_authenticated else None
    said = form.cleaned_data
    known = Reporter.objects.filter(intent=said["intent"]).exists()
    if person is None and not known and not limits.allow(_key(request), settings.LINLI_REPORTS_PER_HOUR, 3600, at=now):
        form.add_error(None, TOO_MANY)
        return _page(request, form, photos=photos, replies=replies, status=429)
    name, phone = (person.name, person.phone) if person else (said["name"], said["phone"])
    try:
        receipt = actions.receive(
            by=person,
            at=now,
            intent=said["intent"],
            kind=said["kind"],
            channel=Channel.WEB,
            place=said["place"],
            point=form.point,
            address=said["address"],
            words=said["words"],
            replies=replies.replies if replies else {},
            photos=[draft.photo for draft in photos],
            contact=actions.Contact(name=name, phone=phone),
            is_public=said["is_public"],
        )
    except Exception as error:
        problem = explain_on(form, error)
        return _page(request, form, photos=photos, replies=replies, status=problem.status)
    reporter = Reporter.objects.select_related("matter").get(intent=said["intent"])
    follow(request, reporter)
    recent = [code for code in request.session.get(RECENT, []) if code != reporter.matter.place]
    request.session[RECENT] = [reporter.matter.place, *recent][:RECENT_KEPT]
    return redirect("resident:receipt", receipt.number)


def _join(
    request: HttpRequest,
    form: ReportForm,
    number: str,
    photos: list[drafts.Draft],
    replies: RepliesForm | None,
    now: datetime,
) -> HttpResponse:
    """我也遇到: only what the sheet itself offers for its kind and place can be joined."""
    person = request.user if request.user.is_authenticated else None
    offered = {near.number for near in _near(form)}
    matter = Matter.objects.filter(number=clean(number)).first() if clean(number) in offered else None
    form.errors.clear()
    if matter is None:
        form.add_error(None, _("It is no longer open. Please send your own report."))
        return _page(request, form, photos=photos, replies=replies, status=409)
    if person is None and not limits.allow(_key(request), settings.LINLI_REPORTS_PER_HOUR, 3600, at=now):
        form.add_error(None, TOO_MANY)
        return _page(request, form, photos=photos, replies=replies, status=429)
    said = form.cleaned_data
    contact = (
        actions.Contact(person.name, person.phone)
        if person
        else actions.Contact(said.get("name", ""), said.get("phone", ""))
    )
    try:
        actions.join(by=person, matter=matter, at=now, intent=said["intent"], contact=contact)
    except Exception as error:
        problem = explain(error)
        form.add_error(None, str(problem.text))
        return _page(request, form, photos=photos, replies=replies, status=problem.status)
    known = Reporter.objects.filter(intent=said["intent"]).select_related("matter").first()
    reporter = known or matter.reporters.get(person=person)
    follow(request, reporter)
    return redirect("resident:receipt", reporter.matter.number_shown)


def _near(form: ReportForm) -> list[Near]:
    """What is open already of the kind at the place of the sheet."""
    kind, _ = _kind(form.chosen)
    place = _place(form)
    return nearby(kind, place, form.point) if kind is not None and place else []


def _place(form: ReportForm) -> str:
    """The digits of the grid of the point, else of the place that is chosen so far; empty where neither is known."""
    return gazetteer().around(str(form.data.get("place", "")), form.point)


def _key(request: HttpRequest) -> str:
    return f"report:{address_of(request)}"


def _replies(form: ReportForm, data: Any) -> RepliesForm | None:
    """The questions of the chosen kind, when it has any."""
    _, row = _kind(form.chosen)
    return RepliesForm(data, row=row) if row is not None and row.questions else None


def _kind(code: str) -> tuple[KindFacts | None, RowFacts | None]:
    book = catalogue()
    kind = book.by_code.get(code)
    try:
        return kind, book.row(kind.pk, timezone.localdate()) if kind else None
    except KindEnded:
        return kind, None


def _english() -> bool:
    return (get_language() or "").startswith("en")


def _page(
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
    today = timezone.localdate()
    facts, row = _kind(form.chosen or kind)
    if facts is not None and row is not None and row.emergency_line and form.is_bound and "intent" in form.cleaned_data:
        actions.sent_to_line(
            form=form.cleaned_data["intent"],
            kind=facts.code,
            line=row.emergency_line,
            place=_place(form),
            channel=Channel.WEB,
            at=timezone.now(),
        )
    if replies is None and row is not None and row.questions:
        replies = RepliesForm(row=row)
    point = form.point if form.is_bound else None
    found = gazetteer().locate(*point) if point else None
    words = str(form.data.get("words", ""))[:WORDS_LIMIT] if form.is_bound else ""
    context = {
        "form": form,
        "chosen": facts.code if facts else "",
        "kind": facts,
        "row": row,
        "replies": replies,
        "pictured": choices.pictured(today),
        "unsure": choices.unsure(today),
        "near": _near(form) if form.is_bound else [],
        "guesses": [kind for kind, _ in catalogue().guess(words, today)],
        "kinds": choices.kinds(today),
        "places": choices.places(request.session.get(RECENT, [])),
        "located": gazetteer().label(found.grid.code) if found and found.grid else "",
        "outside": explain(OutsideCounty(found)).text if found and found.grid is None else "",
        "photos": photos or [],
        "wrong": wrong or [],
        "photos_left": PHOTOS_LIMIT - len(photos or []),
        "photos_limit": PHOTOS_LIMIT,
        "words_limit": WORDS_LIMIT,
        "english": _english(),
    }
    template = "resident/report.html"
    if fragment in FRAGMENTS and request.headers.get("HX-Request"):
        template = FRAGMENTS[fragment]
        context["swapped"] = True
    return TemplateResponse(request, template, context, status=status)


@public
@never_cache
@require_safe
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """What was promised, and the code to follow it; only in the browser that reported it or gave the code."""
    reporter = get_object_or_404(
        Reporter.objects.select_related("matter"), matter__number=clean(number), pk__in=followed(request)
    )
    matter = reporter.matter
    kind = catalogue().kinds[matter.kind_id]
    page = {
        "matter": matter,
        "receipt": actions.receipt_of(matter, reporter.intent),
        "kind": kind,
        "joined": reporter.joined,
        "row": catalogue().row_of(matter.row_id),
        "place": gazetteer().label(matter.place),
        "is_sensitive": kind.is_sensitive,
        "english": _english(),
        "now": timezone.now(),
    }
    return TemplateResponse(request, "resident/receipt.html", page)

"""随手拍: one page to say what is wrong and where, and the receipt for it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from linli.duties.reads import catalogue
from linli.faces.kit import drafts
from linli.faces.kit.address import address_of
from linli.faces.kit.followed import follow, followed
from linli.faces.kit.gates import public
from linli.faces.kit.owners import sender
from linli.faces.kit.problems import explain, explain_on
from linli.faces.resident import choices, family
from linli.faces.resident.forms import RepliesForm, ReportForm
from linli.faces.resident.sheet import RECENT, RECENT_KEPT, is_english, near, page, replies_of
from linli.matters import actions
from linli.matters.follow import clean
from linli.matters.models import Channel, Matter, Reporter
from linli.people import limits
from linli.people.reads import called
from linli.places.reads import gazetteer

TOO_MANY = gettext_lazy("Too many reports came from your network. Please sign in, wait, or call 12345.")


@public
@never_cache
@vary_on_headers("HX-Request")
def report(request: HttpRequest) -> HttpResponse:
    """The form, its steps on the way (``step``) and its sending. What was typed and shot comes back with an error."""
    now = timezone.now()
    today = timezone.localdate(now)
    if request.method != "POST":
        kind = request.GET.get("kind", "")
        return page(request, ReportForm(initial={"kind": kind, **_begun(request)}, on=today), kind=kind)
    data = request.POST.copy()
    step = data.get("step", "")
    if "at" in data or step == "elsewhere":  # one of the last places, or none of those guessed
        data["lon"] = data["lat"] = data["within"] = ""
        data["place"] = data.get("at", "")
        data["how"] = "last" if "at" in data else ""
        step = step or "where"
    form = ReportForm(data, on=today)
    form.full_clean()
    if "intent" not in form.cleaned_data:
        return page(request, ReportForm(initial=_begun(request), on=today), status=400)
    tokens = [token for token in data.getlist("photo") if token != data.get("drop")]
    photos, wrong = drafts.gather(
        tokens,
        request.FILES.getlist("photos"),
        intent=form.cleaned_data["intent"],
        by=request.user.pk,
        address=address_of(request),
        at=now,
    )
    voice, unheard = drafts.spoken(
        "" if "unsay" in data else data.get("voice", ""),
        request.FILES.get("sound"),
        intent=form.cleaned_data["intent"],
        by=request.user.pk,
        address=address_of(request),
        at=now,
    )
    form.voice_kept = voice
    replies = replies_of(form, data)
    if data.get("join"):
        return _join(request, form, str(data["join"]), photos, replies, now)
    if step or "drop" in data or "unsay" in data:
        form.errors.clear()
        if replies is not None:
            replies.errors.clear()
        return page(request, form, photos=photos, wrong=wrong, replies=replies, fragment=step)
    if unheard:
        form.add_error("voice", unheard)
    if replies is not None and not replies.is_valid() and form.is_valid():
        form.add_error(None, _("Please answer the questions about it as well."))
    if wrong or not form.is_valid():
        return page(request, form, photos=photos, wrong=wrong, replies=replies, status=400)
    return _send(request, form, replies, photos, now)


def _begun(request: HttpRequest) -> dict[str, Any]:
    """How a sheet begins: its intent, and where this browser reported last."""
    last = choices.last(request.session.get(RECENT, []))
    return {"intent": uuid4(), **({"place": last[0][0], "how": "last"} if last else {})}


def _send(
    request: HttpRequest, form: ReportForm, replies: RepliesForm | None, photos: list[drafts.Draft], now: datetime
) -> HttpResponse:
    person = sender(request)
    said = form.cleaned_data
    known = Reporter.objects.filter(intent=said["intent"]).exists()
    if person is None and not known and not limits.allow(_key(request), settings.LINLI_REPORTS_PER_HOUR, 3600, at=now):
        form.add_error(None, TOO_MANY)
        return page(request, form, photos=photos, replies=replies, status=429)
    helping = family.helping_of(request)
    if request.POST.get("helps") and helping is None:
        form.add_error(None, _("You may no longer report for this person. Send it as your own, or ask them again."))
        return page(request, form, photos=photos, replies=replies, status=403)
    elder = helping.elder if helping else None
    name, phone = ((elder or person).name, (elder or person).phone) if person else (said["name"], said["phone"])
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
            voice=form.voice_kept.photo if form.voice_kept else None,
            contact=actions.Contact(name=name, phone=phone),
            is_public=said["is_public"],
            elder=elder,
        )
    except Exception as error:
        problem = explain_on(form, error)
        return page(request, form, photos=photos, replies=replies, status=problem.status)
    reporter = Reporter.objects.select_related("matter").get(intent=said["intent"])
    if elder is not None:  # a key to it would outlive the consent
        messages.success(request, _("Sent. You and {name} both see how it goes.").format(name=called(elder)))
        return redirect("resident:follow", receipt.number)
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
    person = sender(request)
    offered = {one.number for one in near(form)}
    matter = Matter.objects.filter(number=clean(number)).first() if clean(number) in offered else None
    form.errors.clear()
    if matter is None:
        form.add_error(None, _("It is no longer open. Please send your own report."))
        return page(request, form, photos=photos, replies=replies, status=409)
    if person is None and not limits.allow(_key(request), settings.LINLI_REPORTS_PER_HOUR, 3600, at=now):
        form.add_error(None, TOO_MANY)
        return page(request, form, photos=photos, replies=replies, status=429)
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
        return page(request, form, photos=photos, replies=replies, status=problem.status)
    known = Reporter.objects.filter(intent=said["intent"]).select_related("matter").first()
    reporter = known or matter.reporters.get(person=person)
    follow(request, reporter)
    return redirect("resident:receipt", reporter.matter.number_shown)


def _key(request: HttpRequest) -> str:
    return f"report:{address_of(request)}"


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
    told = {
        "matter": matter,
        "receipt": actions.receipt_of(matter, reporter.intent),
        "kind": kind,
        "joined": reporter.joined,
        "row": catalogue().row_of(matter.row_id),
        "place": gazetteer().label(matter.place),
        "is_sensitive": kind.is_sensitive,
        "english": is_english(),
        "now": timezone.now(),
    }
    return TemplateResponse(request, "resident/receipt.html", told)

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
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from linli.duties.reads import catalogue
from linli.faces.kit.address import address_of
from linli.faces.kit.followed import follow, followed
from linli.faces.kit.gates import public
from linli.faces.kit.owners import sender
from linli.faces.kit.problems import explain, explain_on
from linli.faces.kit.report import choices
from linli.faces.kit.report.sheet import Sheet, filled, is_english, near, page, remember, spots
from linli.faces.resident import family, notices
from linli.faces.resident.forms import ReportForm
from linli.matters import actions
from linli.matters.follow import clean
from linli.matters.models import Channel, Matter, Reporter
from linli.people import limits
from linli.people.models import Helping, Person
from linli.people.reads import HelpingRow, called, helped_by
from linli.places.reads import gazetteer

NO_MORE = gettext_lazy("You may no longer report for this person. Send it as your own, or ask them again.")
TOO_MANY = gettext_lazy("Too many reports came from your network. Please sign in, wait, or call 12345.")


@public
@never_cache
@vary_on_headers("HX-Request")
def report(request: HttpRequest) -> HttpResponse:
    """The form, its steps on the way (``step``) and its sending. What was typed and shot comes back with an error."""
    now = timezone.now()
    if request.method != "POST":
        kind = request.GET.get("kind", "")
        return _page(request, Sheet(_begun(request, now, kind=kind), kind=kind))
    sheet = filled(request, ReportForm, at=now)
    if not sheet.has_intent:
        return _page(request, Sheet(_begun(request, now)), status=400)
    if request.POST.get("join"):
        return _join(request, sheet, str(request.POST["join"]), now)
    if sheet.again:
        sheet.forgive()
        return _page(request, sheet)
    return _send(request, sheet, now) if sheet.is_whole() else _page(request, sheet, status=400)


def _begun(request: HttpRequest, now: datetime, **more: Any) -> ReportForm:
    """How a sheet begins: its intent, and where this browser reported last."""
    last = choices.last(spots(request))
    guess = {"place": last[0].reference, "how": "last"} if last else {}
    return ReportForm(initial={"intent": uuid4(), **guess, **more}, on=timezone.localdate(now))


def _page(request: HttpRequest, sheet: Sheet[ReportForm], *, status: int = 200) -> HttpResponse:
    helping = family.helping_of(request)
    return page(
        request,
        "resident/report.html",
        sheet,
        sheet_url=reverse("resident:report"),
        channel=Channel.WEB,
        status=status,
        leaves=True,
        may_join=True,
        helping=helping,
        helped_name=called(helping.elder) if helping else "",
        joins_for=_helped(request, helping),
    )


def _helped(request: HttpRequest, helping: Helping | None) -> list[HelpingRow]:
    """For whom somebody can join what is open: the one whom the sheet is for, else all of the family."""
    if not isinstance(request.user, Person):
        return []
    return [row for row in helped_by(request.user) if helping is None or row.pk == helping.pk]


def _send(request: HttpRequest, sheet: Sheet[ReportForm], now: datetime) -> HttpResponse:
    person, form = sender(request), sheet.form
    said = form.cleaned_data
    known = Reporter.objects.filter(intent=said["intent"]).exists()
    if person is None and not known and not limits.allow(_key(request), settings.LINLI_REPORTS_PER_HOUR, 3600, at=now):
        form.add_error(None, TOO_MANY)
        return _page(request, sheet, status=429)
    helping = family.helping_of(request)
    if request.POST.get("helps") and helping is None:
        form.add_error(None, NO_MORE)
        return _page(request, sheet, status=403)
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
            contact=actions.Contact(name=name, phone=phone),
            is_public=said["is_public"],
            elder=elder,
            **sheet.attached,
        )
    except Exception as error:
        problem = explain_on(form, error)
        return _page(request, sheet, status=problem.status)
    reporter = Reporter.objects.select_related("matter").get(intent=said["intent"])
    if elder is not None:  # a key to it would outlive the consent
        messages.success(request, _("Sent. You and {name} both see how it goes.").format(name=called(elder)))
        return redirect("resident:follow", receipt.number)
    follow(request, reporter)
    remember(request, reporter.matter.place, form)
    return redirect("resident:receipt", receipt.number)


def _join(request: HttpRequest, sheet: Sheet[ReportForm], asked: str, now: datetime) -> HttpResponse:
    """我也遇到: only what the sheet itself offers for its kind and place can be joined. ``asked`` is its number, with
    ``:`` and a consent behind it when it is joined for somebody of the family."""
    person, form = sender(request), sheet.form
    number, _colon, helps = asked.partition(":")
    offered = {one.number for one in near(form)}
    matter = Matter.objects.filter(number=clean(number)).first() if clean(number) in offered else None
    form.errors.clear()
    if matter is None:
        form.add_error(None, _("It is no longer open. Please send your own report."))
        return _page(request, sheet, status=409)
    if person is None and not limits.allow(_key(request), settings.LINLI_REPORTS_PER_HOUR, 3600, at=now):
        form.add_error(None, TOO_MANY)
        return _page(request, sheet, status=429)
    helping = family.helping_of(request, helps)
    if helping is None and (helps or request.POST.get("helps")):
        form.add_error(None, NO_MORE)
        return _page(request, sheet, status=403)
    said, elder = form.cleaned_data, helping.elder if helping else None
    who = elder or person
    contact = (
        actions.Contact(who.name, who.phone) if who else actions.Contact(said.get("name", ""), said.get("phone", ""))
    )
    try:
        actions.join(by=person, matter=matter, at=now, intent=said["intent"], contact=contact, elder=elder)
    except Exception as error:
        problem = explain(error)
        form.add_error(None, str(problem.text))
        return _page(request, sheet, status=problem.status)
    known = Reporter.objects.filter(intent=said["intent"]).select_related("matter").first()
    reporter = known or matter.standing().reporters.get(person=who)
    if elder is not None and reporter.entered_by != person:
        messages.info(request, _("{name} follows it already, with their own account.").format(name=called(elder)))
        return redirect("resident:home")
    if elder is not None:  # a key to it would outlive the consent
        messages.success(request, _("Joined. You and {name} both see how it goes.").format(name=called(elder)))
        return redirect("resident:follow", reporter.matter.number_shown)
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
        Reporter.objects.select_related("matter__kind", "person"),
        matter__number=clean(number),
        pk__in=followed(request),
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
        "notices": notices.offered(request, reporter),
        "now": timezone.now(),
    }
    return TemplateResponse(request, "resident/receipt.html", told)

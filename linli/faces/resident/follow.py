"""Following one matter: by number and code without an account, or one's own; judging the result; taking it back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from linli.faces.kit.address import address_of
from linli.faces.kit.followed import follow, followed
from linli.faces.kit.gates import public
from linli.faces.kit.posted import posted
from linli.faces.kit.problems import explain
from linli.faces.kit.words import (
    DECLINE_REASON,
    DOOR_TO_KNOCK_AT,
    LINE_OF_THAT_DOOR,
    SATISFACTION,
    UNSOLVED_REASON,
)
from linli.faces.resident import mine, news, share
from linli.faces.resident.forms import FollowForm, RateForm, UrgeForm
from linli.matters import actions
from linli.matters import follow as codes
from linli.matters.models import Reporter
from linli.matters.reads import following
from linli.matters.rules import SHORT_WORDS_LIMIT
from linli.people import limits
from linli.people.reads import looks_about
from linli.whistles.reads.told import joined, steps_of

WRONG_TRIES = (20, 3600)  # wrong codes from one address within an hour


@public
@never_cache
def find(request: HttpRequest) -> HttpResponse:
    """Ask for number and code. A wrong number and a wrong code get the same answer."""
    now = timezone.now()
    if request.method != "POST" and (known := _known(request, request.GET.get("number", ""))):
        return redirect("resident:follow", known.matter.number_shown)  # a notice leads here
    form = FollowForm(request.POST or None, initial={"number": request.GET.get("number", "")})
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            key = f"follow:{address_of(request)}"
            if limits.free_at(key, *WRONG_TRIES, at=now):
                form.add_error(None, _("Too many wrong codes. Please try again in an hour, or call 12345."))
                status = 429
            elif reporter := codes.find(form.cleaned_data["number"], form.cleaned_data["code"]):
                follow(request, reporter)
                return redirect("resident:follow", reporter.matter.number_shown)
            else:
                limits.use(key, WRONG_TRIES[1], at=now)
                form.add_error("code", _("Number and code do not belong together. Look at your receipt again."))
    return TemplateResponse(request, "resident/find.html", {"form": form}, status=status)


@public
@never_cache
def follow_one(request: HttpRequest, number: str) -> HttpResponse:
    """The line of steps of one matter; the phone remembers that it was shown."""
    now, reporter = timezone.now(), _own(request, number, speaks=False)
    answer = _shown(request, reporter, now)
    news.remember(request, answer, [reporter.pk], at=now)
    return answer


@public
@never_cache
def rate(request: HttpRequest, number: str) -> HttpResponse:
    """解决了 with how satisfied, 没解决 with why: the second of two taps."""
    now = timezone.now()
    reporter = _own(request, number)
    if request.method != "POST":
        seen = following.followed(reporter, at=now)
        if not seen.can_rate:
            return redirect("resident:follow", number)
        page = {
            "seen": seen,
            "is_sensitive": seen.kind.is_sensitive,
            "number": number,
            "solved": request.GET.get("solved") == "1",
            "marks": SATISFACTION.items(),
            "reasons": UNSOLVED_REASON.items(),
            "form": RateForm(),
        }
        return TemplateResponse(request, "resident/rate.html", page)
    form = RateForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Please choose one of the answers."))
        return _shown(request, reporter, now, typed=request.POST.get("words", ""), status=400)
    try:
        actions.rate(reporter=reporter, at=now, **form.cleaned_data)
    except Exception as error:
        return _refused(request, reporter, error, now, typed=form.cleaned_data["words"])
    if form.cleaned_data["solved"]:
        messages.success(request, _("Thank you. Your word closes the matter."))
    else:
        messages.success(request, _("We take it up again. The unit was told, and a new time is promised below."))
    return redirect("resident:follow", number)


@public
@never_cache
@require_safe
def looks(request: HttpRequest, number: str) -> HttpResponse:
    """谁看过我的信息 of this matter, also for those without an account."""
    reporter = _own(request, number)
    own, standing = reporter.matter, reporter.matter.standing()
    numbers = {own.number_shown, standing.number_shown}
    found = looks_about(numbers, person_id=reporter.person_id, phone_index=reporter.phone_index)
    return mine.looks_page(request, found, is_sensitive=standing.kind.is_sensitive)


@public
@posted("resident:follow")
@never_cache
def urge(request: HttpRequest, number: str) -> HttpResponse:
    """催办: ask the unit to hurry."""
    now = timezone.now()
    reporter = _own(request, number)
    form = UrgeForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Please keep it under {limit} characters.").format(limit=SHORT_WORDS_LIMIT))
        return _shown(request, reporter, now, typed=request.POST.get("words", ""), status=400)
    try:
        actions.urge(reporter=reporter, at=now, **form.cleaned_data)
    except Exception as error:
        return _refused(request, reporter, error, now, typed=form.cleaned_data["words"])
    messages.success(request, _("Urged. The unit and the desk see it on this matter."))
    return redirect("resident:follow", number)


@public
@never_cache
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """Take it back, after being asked once."""
    now = timezone.now()
    reporter = _own(request, number)
    seen = following.followed(reporter, at=now)
    if request.method != "POST":
        page = {"seen": seen, "is_sensitive": seen.kind.is_sensitive, "number": number, "now": now}
        return TemplateResponse(request, "resident/withdraw.html", page)
    try:
        actions.withdraw(reporter=reporter, at=now)
    except Exception as error:
        return _refused(request, reporter, error, now)
    messages.success(request, _("Withdrawn. Nobody will work on it any more."))
    return redirect("resident:follow", number)


def _own(request: HttpRequest, number: str, *, speaks: bool = True) -> Reporter:
    """The reporter of ``number`` that this browser or account may speak for; 404 for everybody else. Who only entered
    it for somebody of the family reads it, but does not ``speak`` for them."""
    reporter = _known(request, number)
    if reporter is None or (speaks and _only_helps(request, reporter)):
        raise Http404
    return reporter


def _known(request: HttpRequest, number: str) -> Reporter | None:
    person = request.user if request.user.is_authenticated else None
    theirs = following.reporters_of(person, followed(request)).select_related("matter__merged_into", "person")
    return theirs.filter(matter__number=codes.clean(number)).order_by("pk").first()


def _only_helps(request: HttpRequest, reporter: Reporter) -> bool:
    own = reporter.pk in followed(request) or reporter.person_id == request.user.pk
    return not own and reporter.entered_by_id == request.user.pk


def _refused(
    request: HttpRequest, reporter: Reporter, error: Exception, now: datetime, *, typed: str = ""
) -> HttpResponse:
    """Say what went wrong above the matter as it stands now, with the words that were ``typed`` for it."""
    problem = explain(error)
    messages.error(request, str(problem.text))
    reporter.refresh_from_db()
    return _shown(request, reporter, now, typed=typed, status=problem.status)


def _shown(
    request: HttpRequest, reporter: Reporter, now: datetime, *, typed: str = "", status: int = 200
) -> HttpResponse:
    seen = following.followed(reporter, at=now)
    helps = _only_helps(request, reporter)
    if helps:  # what is the elder's own word stays theirs
        seen = replace(seen, can_rate=False, can_withdraw=False, urge_from=None, parts=())
    page = {
        "seen": seen,
        "helps": helps,
        "steps": joined(seen.steps, steps_of(reporter.matter.standing(), public=True)),
        "number": reporter.matter.number_shown,
        "is_sensitive": seen.kind.is_sensitive,
        "share_to": share.link(request, seen, reporter.matter.number_shown),
        "reason": DECLINE_REASON.get(seen.declined_for, ""),  # type: ignore[call-overload]
        "advice": DOOR_TO_KNOCK_AT.get(seen.declined_for, ""),  # type: ignore[call-overload]
        "line": LINE_OF_THAT_DOOR.get(seen.declined_for, ""),  # type: ignore[call-overload]
        "now": now,
        "typed": typed,
    }
    return TemplateResponse(request, "resident/follow.html", page, status=status)

"""我的报到: report in, what I did, what both sides wrote and my answer, withdraw."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from linli.faces.kit.gates import SignedIn, signed_in
from linli.faces.kit.posted import Wrong, posted, sent, tapped, tried, typed, whole
from linli.faces.kit.report.sheet import RECENT
from linli.faces.resident.reporting.forms import DeedForm, ReportForm, wording
from linli.matters.models import Reporter
from linli.places.reads import gazetteer
from linli.places.rules import Level
from linli.volunteering.actions import comments, days, reporting, tasks
from linli.volunteering.errors.reporting import BadDay, NoSuchKind
from linli.volunteering.models import Comment, Deed, ReportIn, StayDay, Task
from linli.volunteering.reads.my_reports import kinds_open, mine


@signed_in
@never_cache
@require_safe
def reports(request: SignedIn) -> HttpResponse:
    return _page(request)


def _page(request: SignedIn, wrong: Wrong | None = None) -> HttpResponse:
    now = timezone.now()
    rows = mine(request.user, at=now)
    page = {
        "rows": rows,
        "kinds": [] if request.user.is_staff else kinds_open(request.user, at=now),
        "may_report": not request.user.is_staff,
        "on": timezone.localdate(now),
        "now": now,
        "wrong": wrong,
    }
    return TemplateResponse(request, "resident/reporting/mine.html", page, status=wrong.status if wrong else 200)


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedIn, kind: str) -> HttpResponse:
    """One form: where, which organisation, who, agreed. It waits for the community."""
    now = timezone.now()
    try:
        rule = reporting.rule_of(kind, at=now)
    except NoSuchKind as error:
        raise Http404 from error
    if request.user.is_staff:
        return redirect("resident:report-in")
    known = {"name": request.user.name, "community": usual_place(request)}
    form = ReportForm(request.POST or None, rule=rule, on=timezone.localdate(now), initial=known)
    status = sent(
        request,
        form,
        lambda _told: reporting.report_in(
            by=request.user, kind=kind, community=form.community(), says=form.says(), wording=wording(rule), at=now
        ),
        _("Said. The community confirms it; you see it here."),
    )
    if status is None:
        return redirect("resident:report-in")
    return TemplateResponse(request, "resident/reporting/new.html", {"form": form, "rule": rule}, status=status)


def usual_place(request: SignedIn) -> str:
    """The community that this browser or this person reported something from last, as it is picked from the list; else
    empty."""
    last = Reporter.objects.filter(person=request.user).order_by("-pk").values_list("matter__place", flat=True)
    place = next(iter(request.session.get(RECENT, [])), "") or last.first() or ""
    code = place[: Level.COMMUNITY]
    return gazetteer().label(code) if len(code) == Level.COMMUNITY and gazetteer().known(code) else ""


@signed_in
@posted("resident:report-in", of_all=True)
def withdraw(request: SignedIn, report_in_id: int) -> HttpResponse:
    """Withdraw, after the box was ticked: everything that hangs on it is erased."""
    row = _own(request, report_in_id)
    if request.POST.get("sure") != "1":
        messages.error(request, _("Tick the box first: what is erased cannot be brought back."))
        return redirect("resident:report-in")
    at = timezone.now()
    tapped(
        request,
        lambda: reporting.withdraw(by=request.user, report_in=row, at=at),
        _("Withdrawn. Everything that was kept with it is erased."),
    )
    return redirect("resident:report-in")


@signed_in
@never_cache
def deed(request: SignedIn, report_in_id: int) -> HttpResponse:
    """Say what else was done; with ``task`` in the form, that a posted task was done, in one tap."""
    row, now = _own(request, report_in_id), timezone.now()
    on = timezone.localdate(now)
    if request.POST.get("task"):
        task = get_object_or_404(Task, pk=whole(request.POST["task"]), community=row.community_id)
        tapped(
            request,
            lambda: tasks.tell_done(by=request.user, report_in=row, task=task, done_on=min(on, task.until), at=now),
            _("Said. The community confirms it."),
        )
        return redirect("resident:report-in")
    form = DeedForm(request.POST or None, on=on)
    status = sent(
        request,
        form,
        lambda told: tasks.tell_done(by=request.user, report_in=row, at=now, **told),
        _("Said. The community confirms it."),
    )
    if status is None:
        return redirect("resident:report-in")
    return TemplateResponse(request, "resident/reporting/deed.html", {"form": form, "row": row}, status=status)


@signed_in
@posted("resident:report-in", of_all=True)
def deed_back(request: SignedIn, deed_id: int) -> HttpResponse:
    row, at = get_object_or_404(Deed, pk=deed_id, report_in__person=request.user), timezone.now()
    tapped(request, lambda: tasks.take_back(by=request.user, deed=row, at=at), _("Taken back."))
    return redirect("resident:report-in")


@signed_in
@never_cache
@posted("resident:report-in", of_all=True)
def answer(request: SignedIn, comment_id: int) -> HttpResponse:
    row, at = get_object_or_404(Comment, pk=comment_id, report_in__person=request.user), timezone.now()
    words = typed(request, "words")
    wrong = tried(
        request,
        lambda: comments.answer(by=request.user, comment=row, words=words, at=at),
        _("Answered. Only the side that wrote it reads this."),
        of="comment",
        pk=row.pk,
        typed=words,
    )
    return redirect("resident:report-in") if wrong is None else _page(request, wrong)


@signed_in
@posted("resident:report-in", of_all=True)
def hear(request: SignedIn, report_in_id: int) -> HttpResponse:
    """Hear of each new task from now on, or with ``wants`` 0 no more."""
    row, at, wants = _own(request, report_in_id), timezone.now(), request.POST.get("wants") == "1"
    done = (
        _("You hear of new tasks by the way chosen under “How I am told”.") if wants else _("You hear of no new tasks.")
    )
    tapped(request, lambda: reporting.hear_tasks(by=request.user, report_in=row, wants=wants, at=at), done)
    return redirect("resident:report-in")


@signed_in
@never_cache
@posted("resident:report-in", of_all=True)
def day(request: SignedIn, report_in_id: int) -> HttpResponse:
    """Say a day, or with ``back`` take one back."""
    row, at = _own(request, report_in_id), timezone.now()
    if request.POST.get("back"):
        told = get_object_or_404(StayDay, pk=whole(request.POST["back"]), report_in=row)
        tapped(request, lambda: days.take_day_back(by=request.user, day=told, at=at), _("Taken back."))
        return redirect("resident:report-in")
    text = typed(request, "on")
    wrong = tried(
        request,
        lambda: days.tell_day(by=request.user, report_in=row, on=_read_day(text), at=at),
        _("Kept."),
        of="day",
        pk=row.pk,
        typed=text,
    )
    return redirect("resident:report-in") if wrong is None else _page(request, wrong)


def _read_day(text: str) -> date:
    """Raises: BadDay."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadDay from error


def _own(request: SignedIn, pk: int) -> ReportIn:
    return get_object_or_404(ReportIn.objects.select_related("community"), pk=pk, person=request.user)

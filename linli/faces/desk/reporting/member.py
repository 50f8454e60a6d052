"""One who reported in, as the community sees them: tasks, its own comments, confirm or decline."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from linli.faces.desk.reporting.forms import CommentForm
from linli.faces.desk.reporting.lists import my_communities
from linli.faces.kit.gates import SignedIn, report_keeper
from linli.faces.kit.posted import Wrong, posted, sent, tapped, tried, typed
from linli.volunteering.actions import comments, reporting
from linli.volunteering.errors.reporting import NotReportedIn
from linli.volunteering.models import ReportIn
from linli.volunteering.reads import reported
from linli.volunteering.rules.reporting import Side, Stage

DEEDS_SHOWN = 50


@report_keeper
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def member(request: SignedIn, report_in_id: int) -> HttpResponse:
    """Read, and write the comment that is due."""
    row, now = _here(request, report_in_id), timezone.now()
    form = CommentForm(request.POST or None)
    status = sent(
        request,
        form,
        lambda _told: comments.comment(by=request.user, report_in=row, side=Side.COMMUNITY, says=form.says(), at=now),
        _("Written. The member reads it and may answer."),
    )
    if status is None:
        return redirect("desk:report-in", row.pk)
    context = {"tab": "members"} | told(row, Side.COMMUNITY, form, now)
    return TemplateResponse(request, "desk/reporting/member.html", context, status=status)


def told(row: ReportIn, side: Side, form: CommentForm, now: Any, *, name: str = "") -> dict[str, Any]:
    """What a page about one member says to one side; ``name`` only after it was asked for on record."""
    deeds = row.deeds.exclude(stage=Stage.DECLINED).select_related("kind", "task").order_by("-done_on", "-pk")
    return {
        "member": reported.shown([row], at=now, with_days=side is Side.HOME)[0],
        "name": name,
        "deeds": deeds[:DEEDS_SHOWN] if side is Side.COMMUNITY else deeds.filter(stage=Stage.CONFIRMED)[:DEEDS_SHOWN],
        "comments": reported.comment_of(row, side),
        "due": reported.period_due(row, side, at=now),
        "form": form,
        "now": now,
    }


@report_keeper
@posted("desk:report-in")
def decide(request: SignedIn, report_in_id: int) -> HttpResponse:
    """Confirm, or decline with a reason."""
    row, at, reason = _here(request, report_in_id), timezone.now(), typed(request, "reason")
    if request.POST.get("do") == "confirm":
        done = tapped(request, lambda: reporting.confirm(by=request.user, report_in=row, at=at), _("Confirmed."))
        return redirect("desk:report-ins") if done else redirect("desk:report-in", row.pk)

    def decline() -> None:
        reporting.decline(by=request.user, report_in=row, reason=reason, at=at)

    wrong = tried(request, decline, _("Declined. The person reads why."), of="member", pk=row.pk, typed=reason)
    return redirect("desk:report-ins") if wrong is None else wrong_in(request, row, wrong)


def wrong_in(request: SignedIn, row: ReportIn, wrong: Wrong) -> HttpResponse:
    """The page of a member again, with what was wrong where it was typed."""
    context = {"tab": "members", "wrong": wrong} | told(row, Side.COMMUNITY, CommentForm(), timezone.now())
    return TemplateResponse(request, "desk/reporting/member.html", context, status=wrong.status)


@report_keeper
@never_cache
@posted("desk:report-in")
def reveal(request: SignedIn, report_in_id: int) -> HttpResponse:
    """Show the whole name once; the person sees who asked for it."""
    row, now = _here(request, report_in_id), timezone.now()
    name = whole_name(request, row, now)
    context = {"tab": "members"} | told(row, Side.COMMUNITY, CommentForm(), now, name=name)
    return TemplateResponse(request, "desk/reporting/member.html", context)


def whole_name(request: SignedIn, row: ReportIn, at: datetime) -> str:
    """The whole name, on record. Raises: Http404, when it was withdrawn meanwhile."""
    try:
        return reporting.reveal(by=request.user, report_in=row, at=at)
    except NotReportedIn as error:
        raise Http404 from error


def _here(request: SignedIn, pk: int) -> ReportIn:
    return get_object_or_404(reported.of_communities(my_communities(request)), pk=pk)

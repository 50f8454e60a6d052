"""The home organisation's side: tasks done by its members, comments, and its own report-in."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from linli.faces.desk.reporting.forms import AskedForm, CommentForm, UnitForm
from linli.faces.desk.reporting.lists import listed
from linli.faces.desk.reporting.member import told, whole_name
from linli.faces.kit.gates import SignedIn, member_keeper
from linli.faces.kit.posted import posted, sent, tapped
from linli.orgs.authority import units_of
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation
from linli.volunteering.actions import comments, reporting
from linli.volunteering.actions import units as actions
from linli.volunteering.models import ReportIn, UnitReport
from linli.volunteering.reads import reported
from linli.volunteering.rules.reporting import Side

UNITS_SHOWN = 50


def my_units(request: SignedIn) -> list[int]:
    return units_of(request.user, Grant.KEEP_MEMBERS)


@member_keeper
@never_cache
@require_safe
def members(request: SignedIn) -> HttpResponse:
    """Members who reported in where they live; with ``due``, those on whom a comment is due."""
    now = timezone.now()
    rows = reported.of_homes(my_units(request), at=now)
    only_due = request.GET.get("due") == "1"
    if only_due:
        rows = reported.due(rows, Side.HOME, at=now)
    form = AskedForm(request.GET, on=timezone.localdate(now))
    context = listed(request, rows, form, now, with_days=True)
    if only_due:
        context["query"] = "&".join(filter(None, (context["query"], "due=1")))
    return TemplateResponse(request, "desk/reporting/home.html", context | {"tab": "due" if only_due else "home"})


@member_keeper
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def member(request: SignedIn, report_in_id: int) -> HttpResponse:
    """Tasks done, and the comment that is due."""
    row, now = _ours(request, report_in_id), timezone.now()
    form = CommentForm(request.POST or None)
    status = sent(
        request,
        form,
        lambda _told: comments.comment(by=request.user, report_in=row, side=Side.HOME, says=form.says(), at=now),
        _("Written. The member reads it and may answer."),
    )
    if status is None:
        return redirect("desk:member", row.pk)
    context = {"tab": "home"} | told(row, Side.HOME, form, now)
    return TemplateResponse(request, "desk/reporting/home_member.html", context, status=status)


@member_keeper
@never_cache
@posted("desk:member")
def reveal(request: SignedIn, report_in_id: int) -> HttpResponse:
    """Show the whole name once; the person sees who asked for it."""
    row, now = _ours(request, report_in_id), timezone.now()
    name = whole_name(request, row, now)
    context = {"tab": "home"} | told(row, Side.HOME, CommentForm(), now, name=name)
    return TemplateResponse(request, "desk/reporting/home_member.html", context)


@member_keeper
@posted("desk:member")
def disown(request: SignedIn, report_in_id: int) -> HttpResponse:
    row, at = _ours(request, report_in_id), timezone.now()
    said = _("Said. Your unit sees this person no more.")
    tapped(request, lambda: reporting.disown(by=request.user, report_in=row, at=at), said)
    return redirect("desk:members")


@member_keeper
@require_http_methods(["GET", "HEAD", "POST"])
def unit(request: SignedIn) -> HttpResponse:
    """Where the own unit has reported in; report it in to one more community."""
    now = timezone.now()
    units = Organisation.objects.filter(pk__in=my_units(request)).order_by("pk")
    form = UnitForm(request.POST or None, units=units)
    status = sent(
        request,
        form,
        lambda said: actions.report_unit(
            by=request.user, unit=said["unit"], community=form.place(), words=said["words"], at=now
        ),
        _("Said. The community confirms it."),
    )
    if status is None:
        return redirect("desk:unit-report-in")
    rows = UnitReport.objects.filter(unit__in=units, ended_at=None).select_related("unit", "community")
    context = {"form": form, "rows": rows.order_by("-said_at", "-pk")[:UNITS_SHOWN], "tab": "unit", "now": now}
    return TemplateResponse(request, "desk/reporting/unit.html", context, status=status)


@member_keeper
@posted("desk:unit-report-in", of_all=True)
def end(request: SignedIn, unit_report_id: int) -> HttpResponse:
    ours = UnitReport.objects.filter(unit__in=my_units(request)).select_related("unit", "community")
    row, at = get_object_or_404(ours, pk=unit_report_id), timezone.now()
    tapped(request, lambda: actions.end_unit(by=request.user, report=row, at=at), _("Ended."))
    return redirect("desk:unit-report-in")


def _ours(request: SignedIn, pk: int) -> ReportIn:
    return get_object_or_404(reported.of_homes(my_units(request), at=timezone.now()), pk=pk)

"""通知方式: how a resident wants to be told; of an account for everything, without one for one matter."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from linli.faces.kit import notices
from linli.faces.kit.followed import followed
from linli.faces.kit.gates import SignedIn, public, signed_in
from linli.matters.follow import clean
from linli.matters.models import Reporter
from linli.notices.actions import Who

METHODS = ["GET", "HEAD", "POST"]


@signed_in
@never_cache
@require_http_methods(METHODS)
def own(request: SignedIn) -> HttpResponse:
    """For everything of the account."""
    return _page(request, request.user, reverse("resident:notices"))


@public
@never_cache
@require_http_methods(METHODS)
def of_one(request: HttpRequest, number: str) -> HttpResponse:
    """For one matter, without an account; only in the browser that has its key."""
    kept = Reporter.objects.filter(pk__in=followed(request), person=None, forgotten_at=None)
    reporter = kept.filter(matter__number=clean(number)).select_related("matter").first()
    if reporter is None:
        raise Http404
    return _page(request, reporter, reverse("resident:notices-of", args=[number]))


def offered(request: HttpRequest, reporter: Reporter) -> dict[str, object] | None:
    """What the receipt of ``reporter`` shows of it; None in the hands of somebody else. Of a private matter nothing is
    offered: others may hold the phone."""
    if reporter.matter.kind.is_sensitive:
        return None
    if reporter.person is None and reporter.forgotten_at is None:
        return notices.shown(reporter, action=reverse("resident:notices-of", args=[reporter.matter.number_shown]))
    if reporter.person is not None and reporter.person == request.user:
        return notices.shown(reporter.person, action=reverse("resident:notices"))
    return None


def _page(request: HttpRequest, who: Who, here: str) -> HttpResponse:
    if request.method == "POST":
        notices.take(request, who, at=timezone.now())
        receipt = clean(request.POST.get("receipt", ""))
        return redirect("resident:receipt", receipt) if receipt else redirect(here)
    is_sensitive = isinstance(who, Reporter) and who.matter.kind.is_sensitive
    page = {"notices": notices.shown(who, action=here), "is_sensitive": is_sensitive, "frame": "resident/base.html"}
    return TemplateResponse(request, "kit/notices_page.html", page)

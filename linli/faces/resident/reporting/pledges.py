"""我的承诺: made, kept, withdrawn; on the public list only if one wants, under a name only if one gives one."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from linli.faces.kit.gates import SignedIn, signed_in
from linli.faces.kit.posted import Wrong, posted, sent, tapped, tried, typed
from linli.faces.resident.reporting.forms import PledgeForm
from linli.faces.resident.reporting.pages import usual_place
from linli.volunteering.actions import pledges as actions
from linli.volunteering.models import Pledge

SHOWN = 50


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def pledges(request: SignedIn) -> HttpResponse:
    now = timezone.now()
    form = PledgeForm(request.POST or None, initial={"community": usual_place(request)})
    status = sent(
        request,
        form,
        lambda told: actions.pledge(
            by=request.user, community=form.place(), words=told["words"], by_on=told["by_on"], at=now
        ),
        _("Kept here. Only you see it, unless you want it public."),
    )
    return redirect("resident:pledges") if status is None else _page(request, form, now, status)


def _page(request: SignedIn, form: PledgeForm, now: datetime, status: int, wrong: Wrong | None = None) -> HttpResponse:
    rows = Pledge.objects.filter(person=request.user).select_related("community").order_by("-made_at", "-pk")
    page = {
        "form": form,
        "rows": rows[:SHOWN],
        "may_pledge": not request.user.is_staff,
        "on": timezone.localdate(now),
        "now": now,
        "wrong": wrong,
    }
    return TemplateResponse(request, "resident/reporting/pledges.html", page, status=status)


@signed_in
@never_cache
@posted("resident:pledges", of_all=True)
def pledge(request: SignedIn, pledge_id: int) -> HttpResponse:
    """``do``: keep it, withdraw it, put it on the public list or take it off."""
    row = get_object_or_404(Pledge.objects.select_related("community"), pk=pledge_id, person=request.user)
    by, at, name = request.user, timezone.now(), typed(request, "name")
    match request.POST.get("do"):
        case "keep":
            tapped(request, lambda: actions.keep(by=by, pledge=row, at=at), _("Kept. Thank you!"))
        case "withdraw":
            tapped(request, lambda: actions.withdraw_pledge(by=by, pledge=row, at=at), _("Withdrawn and erased."))
        case "publish":
            said = _("The community looks at the words, then it stands on the public list.")
            act = partial(actions.publish, by=by, pledge=row, name=name, at=at)
            wrong = tried(request, act, said, of="pledge", pk=row.pk, typed=name)
            if wrong is not None:
                form = PledgeForm(initial={"community": usual_place(request)})
                return _page(request, form, at, wrong.status, wrong)
        case "unpublish":
            tapped(request, lambda: actions.unpublish(by=by, pledge=row, at=at), _("It is public no more."))
    return redirect("resident:pledges")

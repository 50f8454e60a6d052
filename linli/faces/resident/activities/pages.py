"""Activities near me and one of them; a place is taken, or given up, by one tap."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from linli.faces.kit import activity_lists
from linli.faces.kit.gates import SignedIn, public, signed_in
from linli.faces.kit.posted import tapped
from linli.faces.kit.problems import explain
from linli.faces.kit.ways import ways
from linli.volunteering.actions import signups
from linli.volunteering.errors.activities import SignedUp
from linli.volunteering.models import Activity, Shift
from linli.volunteering.reads import nearby
from linli.volunteering.rules.activities import OPEN, ActivityStage, SignUpState

SISTERS_SHOWN = 8
TAKEN = {
    SignUpState.GOING: gettext_lazy("You have a place. It stands under “My activities and hours”."),
    SignUpState.WAITING: gettext_lazy("All places are taken; you are on the waiting list and move up by yourself."),
}


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def activities(request: HttpRequest) -> HttpResponse:
    """POST asks the same with a position or an estate, which no address and no log should hold."""
    person = request.user if request.user.is_authenticated else None
    page = activity_lists.listed(request, timezone.now(), person)
    return TemplateResponse(request, "resident/activities/list.html", page)


@public
@never_cache
@require_safe
def activity(request: HttpRequest, activity_id: int) -> HttpResponse:
    now = timezone.now()
    rows = Activity.objects.exclude(stage=ActivityStage.DRAFT).select_related(
        "community", "organiser", "facility", "team", "template"
    )
    found = get_object_or_404(rows, pk=activity_id)
    person = request.user if request.user.is_authenticated else None
    page = {
        "activity": found,
        "is_open": found.stage in OPEN,
        "shifts": nearby.shifts_of(found, person),
        "sisters": nearby.sisters(found, at=now)[:SISTERS_SHOWN] if found.series else [],
        "ways": ways(found.point, found.spot or found.title) if found.point else [],
        "now": now,
    }
    return TemplateResponse(request, "resident/activities/activity.html", page)


@signed_in
def sign_up(request: SignedIn, shift_id: int) -> HttpResponse:
    """Say whether it was a place, or one in the waiting list."""
    shift = _shift(shift_id)
    if request.method == "POST":
        try:
            row = signups.sign_up(by=request.user, shift=shift, at=timezone.now())
        except SignedUp:
            pass  # pressed twice: the page says where they stand
        except Exception as error:
            messages.error(request, str(explain(error).text))
        else:
            messages.success(request, TAKEN[SignUpState(row.state)])
    return redirect("resident:activity", shift.role.activity_id)


@signed_in
def cancel(request: SignedIn, shift_id: int) -> HttpResponse:
    shift = _shift(shift_id)
    if request.method == "POST":
        at = timezone.now()
        done = _("Given up. Whoever waits longest gets the place.")
        tapped(request, lambda: signups.cancel(by=request.user, shift=shift, at=at), done)
    return redirect("resident:activity", shift.role.activity_id)


def _shift(pk: int) -> Shift:
    found = Shift.objects.select_related("role__activity").filter(pk=pk).first()
    if found is None or found.role.activity.stage == ActivityStage.DRAFT:
        raise Http404
    return found

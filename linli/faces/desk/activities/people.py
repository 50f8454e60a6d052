"""Who comes and who was there: numbers, attendance at a glance, telephone on record. No list of people by hours."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from linli.faces.desk.activities.pages import find, page
from linli.faces.kit.gates import SignedIn, activity_keeper
from linli.faces.kit.posted import posted, tapped, tried, typed, whole
from linli.faces.kit.problems import explain
from linli.volunteering.actions import attendance, signups
from linli.volunteering.models import Activity, Attendance, Shift, SignUp, SignUpQuerySet


@activity_keeper
@posted("desk:activity")
def want(request: SignedIn, activity_id: int) -> HttpResponse:
    """Set how many a shift wants."""
    found, at = find(request, activity_id), timezone.now()
    shift = get_object_or_404(Shift, pk=whole(request.POST.get("shift", "")), role__activity=found)
    wanted = whole(request.POST.get("wanted", ""))
    done = _("Kept. Whoever waited has moved up.")
    tapped(request, lambda: signups.want(by=request.user, shift=shift, wanted=wanted, at=at), done)
    return redirect("desk:activity", activity_id)


@activity_keeper
@posted("desk:activity")
def confirm(request: SignedIn, activity_id: int) -> HttpResponse:
    """Say that those who were ticked were there, the whole shift; or one of them for so many minutes."""
    found, at = find(request, activity_id), timezone.now()
    minutes = whole(request.POST.get("minutes", ""), -1) if request.POST.get("minutes") else None
    keys = [whole(key) for key in request.POST.getlist("signup")]
    rows = list(_signups(found).filter(pk__in=keys).order_by("pk"))
    count = 0
    for row in rows:
        try:
            attendance.confirm(by=request.user, signup=row, minutes=minutes, at=at)
            count += 1
        except Exception as error:
            messages.error(request, str(explain(error).text))
            break
    if count:
        messages.success(request, _("Confirmed: %d") % count)
    return redirect("desk:activity", activity_id)


@activity_keeper
@posted("desk:activity")
def strike(request: SignedIn, activity_id: int) -> HttpResponse:
    found, at = find(request, activity_id), timezone.now()
    rows = Attendance.objects.select_related("signup__shift__role__activity__community")
    key = whole(request.POST.get("signup", ""))
    row = get_object_or_404(rows, signup=key, signup__shift__role__activity=found)
    reason, done = typed(request, "reason"), _("Struck. The volunteer reads why.")
    act = partial(attendance.strike, by=request.user, attendance=row, reason=reason, at=at)
    wrong = tried(request, act, done, of="attendance", pk=row.signup_id, typed=reason)
    if wrong is None:
        return redirect("desk:activity", activity_id)
    return page(request, found, wrong=wrong, status=wrong.status)


@activity_keeper
@never_cache
@posted("desk:activity")
def reveal(request: SignedIn, activity_id: int) -> HttpResponse:
    """Name and telephone of one who signed up, shown once; the look is on record."""
    found = find(request, activity_id)
    row = get_object_or_404(_signups(found), pk=whole(request.POST.get("signup", "")))
    try:
        name, phone = signups.reveal(by=request.user, signup=row, at=timezone.now())
    except Exception as error:
        messages.error(request, str(explain(error).text))
        return redirect("desk:activity", activity_id)
    return page(request, found, revealed={"pk": row.pk, "name": name, "phone": phone})


def _signups(activity: Activity) -> SignUpQuerySet:
    rows = SignUp.objects.live().filter(shift__role__activity=activity)
    return rows.select_related("shift__role__activity__community", "shift__role__activity__organiser")

"""What the clock does with activities: holds those whose time is over, reminds, forgets."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from linli.core import log
from linli.volunteering.actions import activities, signups
from linli.volunteering.models import Activity, Attendance, Certificate, OwnSkill, Shift, SignUp, TeamMember
from linli.volunteering.rules.activities import OPEN, REMIND_BEFORE, SIGN_UPS_KEPT

AT_ONCE = 500


def hold_over(*, at: datetime) -> int:
    """Note that activities whose time is over took place. Returns how many."""
    rows = Activity.objects.over(at).select_related("community").order_by("ends_at", "pk")[:AT_ONCE]
    return sum(activities.hold(activity=row, at=at) for row in list(rows))


def remind(*, at: datetime) -> int:
    """Remind of each shift once, within a day before it; whoever makes notices reads the log. Returns how many."""
    due = Shift.objects.filter(
        reminded_at=None, begins_at__gt=at, begins_at__lte=at + REMIND_BEFORE, role__activity__stage__in=OPEN
    )
    told = 0
    for shift in due.select_related("role__activity__community").order_by("begins_at", "pk")[:AT_ONCE]:
        with transaction.atomic():
            if Shift.objects.filter(pk=shift.pk, reminded_at=None).update(reminded_at=at):
                place = shift.role.activity.community.prefix
                log.write("volunteering.reminded", shift, by=None, at=at, place=place)
                told += 1
    return told


def forget(*, at: datetime) -> None:
    """End what people with closed accounts had before them and erase what they said of themselves; erase sign-ups that
    proved nothing and are over long ago."""
    gone = SignUp.objects.live().filter(person__is_active=False, shift__begins_at__gt=at)
    for row in gone.select_related("shift__role__activity__community").order_by("pk")[:AT_ONCE]:
        with transaction.atomic():
            signups.take_out(row, at=at)
    OwnSkill.objects.filter(person__is_active=False).delete()
    TeamMember.objects.filter(person__is_active=False).delete()
    Certificate.objects.filter(person__is_active=False).withdraw(at)
    old = SignUp.objects.filter(shift__ends_at__lt=at - SIGN_UPS_KEPT)
    attended = Attendance.objects.filter(signup=OuterRef("pk"))
    unproved = old.filter(~Exists(attended)).values_list("pk", flat=True)[:AT_ONCE]
    SignUp.objects.filter(pk__in=list(unproved)).delete()

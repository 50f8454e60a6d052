"""What the clock does with report-ins: their owners hear that one ends; what is over is erased."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from linli.core import log
from linli.volunteering.actions.reporting import withdraw
from linli.volunteering.models import Comment, Deed, Pledge, ReportIn, StayDay
from linli.volunteering.rules.reporting import (
    COMMENTS_KEPT_MONTHS,
    DAYS_KEPT_MONTHS,
    DECLINED_KEPT_DAYS,
    DEEDS_KEPT_MONTHS,
    PLEDGES_KEPT_MONTHS,
    Stage,
    months_after,
)

AT_ONCE = 1_000


def tell_of_ends(*, at: datetime) -> int:
    """Note of each report-in that ends soon, once, that it does; whoever makes notices reads the log. Returns how
    many."""
    ending, told = ReportIn.objects.ending(timezone.localdate(at)), 0
    for row in ending.select_related("community").order_by("expires_on", "pk")[:AT_ONCE]:
        with transaction.atomic():
            if ReportIn.objects.filter(pk=row.pk, end_told_at=None).update(end_told_at=at):
                day = row.expires_on.isoformat() if row.expires_on else ""
                log.write("volunteering.report_ending", row, by=None, at=at, place=row.community.prefix, day=day)
                told += 1
    return told


def forget_reporting(*, at: datetime) -> int:
    """Erase report-ins whose time is over, that were declined a month ago, or whose owner closed the account; and
    tasks done, comments, days and pledges older than they are kept. Returns how many report-ins went."""
    on = timezone.localdate(at)
    declined = Q(stage=Stage.DECLINED, decided_at__lt=at - timedelta(days=DECLINED_KEPT_DAYS))
    over = ReportIn.objects.filter(Q(expires_on__lte=on) | declined | Q(person__is_active=False)).order_by("pk")
    rows = list(over[:AT_ONCE])
    for row in rows:
        withdraw(by=None, report_in=row, at=at)
    Deed.objects.filter(done_on__lt=months_after(on, -DEEDS_KEPT_MONTHS)).delete()
    StayDay.objects.filter(on__lt=months_after(on, -DAYS_KEPT_MONTHS)).delete()
    Comment.objects.filter(begins_on__lt=months_after(on, -COMMENTS_KEPT_MONTHS)).delete()
    old = Q(by_on__lt=months_after(on, -PLEDGES_KEPT_MONTHS))
    Pledge.objects.filter(old | Q(person__is_active=False)).delete()
    return len(rows)

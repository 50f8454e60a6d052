"""Stationed officers say on which days they were there. No check-in, no position, nobody confirms it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from linli.core import log
from linli.people.models import Person
from linli.volunteering.actions.reporting import hold, rule_of
from linli.volunteering.errors.reporting import BadDay, NoSuchKind, NotReportedIn, SaidBefore
from linli.volunteering.models import ReportIn, StayDay
from linli.volunteering.rules.reporting import OLDEST_DEED_DAYS


@transaction.atomic
def tell_day(*, by: Person, report_in: ReportIn, on: date, at: datetime) -> StayDay:
    """Say that one was there on a day. Raises: NotReportedIn, NoSuchKind, BadDay, SaidBefore."""
    today = timezone.localdate(at)
    row = ReportIn.objects.confirmed(today).filter(pk=hold(report_in).pk, person=by).first()
    if row is None:
        raise NotReportedIn
    if rule_of(row.kind, at=at).days_a_month is None:
        raise NoSuchKind
    if not today - timedelta(days=OLDEST_DEED_DAYS) <= on <= today:
        raise BadDay
    try:
        with transaction.atomic():
            day = StayDay.objects.create(report_in=row, on=on)
    except IntegrityError as error:
        raise SaidBefore from error
    log.write("volunteering.day_told", row, by=None, at=at)
    return day


@transaction.atomic
def take_day_back(*, by: Person, day: StayDay, at: datetime) -> None:
    """Take a day back. Raises: NotReportedIn."""
    log.write("volunteering.day_taken_back", day.report_in, by=None, at=at)
    gone, _ = StayDay.objects.filter(pk=day.pk, report_in__person=by).delete()
    if not gone:
        raise NotReportedIn

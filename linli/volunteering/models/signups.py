"""Who signed up (报名) for which shift, who was there (到场), and certificates of hours (服务时长证明).

Purpose of the rows that name a person: hold the activity and prove the hours to the volunteer. A sign-up without
attendance is erased after a year; attendance is kept for the volunteer's certificates while the account lives.
Source: 志愿服务条例 (国务院令第685号), 志愿服务记录与证明出具办法(试行) (民政部令第67号).
"""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q

from linli.core.crypto import EncryptedField
from linli.orgs.models import Organisation
from linli.people.models import Person
from linli.volunteering.models.activities import Shift
from linli.volunteering.rules.activities import LIVE, SignUpState

STATES = [(state.value, state.value) for state in SignUpState]


class SignUpQuerySet(models.QuerySet["SignUp"]):
    def live(self) -> Self:
        return self.filter(state__in=LIVE)

    def going(self) -> Self:
        return self.filter(state=SignUpState.GOING)

    def waiting(self) -> Self:
        """In the order of asking."""
        return self.filter(state=SignUpState.WAITING).order_by("pk")


class SignUp(models.Model):
    """One person and one shift. The waiting list is in the order of keys, which are given under the shift's lock."""

    shift = models.ForeignKey(Shift, models.PROTECT, related_name="signups")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=STATES)
    asked_at = models.DateTimeField()
    moved_up_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = SignUpQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["shift", "person"], condition=Q(state__in=LIVE), name="volunteering_signed_up_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=LIVE, ended_at=None) | Q(state=SignUpState.CANCELLED, ended_at__isnull=False),
                name="volunteering_sign_up_ends",
            ),
        ]
        indexes = [
            models.Index(fields=["shift", "state", "id"], name="volunteering_queue"),
            models.Index(fields=["person", "state"], name="volunteering_own"),
        ]


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def counting(self) -> Self:
        """Confirmed and not struck."""
        return self.filter(confirmed_at__isnull=False, struck_at=None)

    def told(self) -> Self:
        """Said by the participant and not looked at yet."""
        return self.filter(confirmed_at=None, struck_at=None)


class Attendance(models.Model):
    """Somebody was there for ``minutes``: said by themselves or by the organiser, who confirms it or strikes it."""

    signup = models.OneToOneField(SignUp, models.PROTECT, related_name="attendance")
    minutes = models.PositiveSmallIntegerField()
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=200, blank=True)  # why it was struck, shown to the volunteer

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(minutes__gte=1, minutes__lte=1440), name="volunteering_minutes"),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="volunteering_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(struck_at=None, struck_by=None, reason="")
                | Q(struck_at__isnull=False, struck_by__isnull=False) & ~Q(reason=""),
                name="volunteering_struck",
            ),
        ]


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def standing(self) -> Self:
        return self.filter(withdrawn_at=None)

    def counting(self, attendance: int) -> Self:
        """Those that stand and count this attendance."""
        return self.standing().filter(lines__attendance=attendance)

    def withdraw(self, at: datetime) -> int:
        return self.standing().update(withdrawn_at=at, name_shown="")


class Certificate(models.Model):
    """The volunteer's own proof of hours, given by a community. Anybody who has the code checks it; withdrawn when one
    of its hours is struck."""

    code = models.CharField(max_length=12, unique=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField()  # the last day
    minutes = models.PositiveIntegerField()
    times = models.PositiveIntegerField()
    name_shown = EncryptedField(blank=True)  # purpose: shown to who has the code; erased when withdrawn
    issued_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="volunteering_certificate_span"),
            models.CheckConstraint(condition=Q(minutes__gte=1, times__gte=1), name="volunteering_certificate_hours"),
        ]
        indexes = [models.Index(fields=["person", "-issued_at"], name="volunteering_certificates")]


class CertificateLine(models.Model):
    """One attendance that a certificate counts."""

    certificate = models.ForeignKey(Certificate, models.CASCADE, related_name="lines")
    attendance = models.ForeignKey(Attendance, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["certificate", "attendance"], name="volunteering_counted_once")]

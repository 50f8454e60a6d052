"""The tasks of those who reported in, what each did, and what both sides say of it once a period."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from linli.core.crypto import EncryptedField
from linli.core.dated import Dated, DatedQuerySet, dated_constraint
from linli.orgs.models import Organisation
from linli.people.models import Person
from linli.places.models import Division
from linli.volunteering.models.reporting import DECIDED, STAGES, ReportIn
from linli.volunteering.rules.reporting import Side, Stage


class TaskKind(Dated):
    """One of the kinds of task, dated. Source: seed 003, the six tasks of 双报到."""

    code = models.CharField(max_length=20)
    name = models.CharField(max_length=30)
    name_en = models.CharField(max_length=60, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    source = models.CharField(max_length=120, blank=True)

    objects = DatedQuerySet["TaskKind"].as_manager()

    class Meta:
        constraints = [
            dated_constraint("volunteering_kind_dates"),
            models.UniqueConstraint(fields=["code", "valid_from"], name="volunteering_kind_once_a_day"),
            models.UniqueConstraint(fields=["code"], condition=Q(valid_to=None), name="volunteering_one_open_kind"),
        ]


class TaskQuerySet(models.QuerySet["Task"]):
    def open(self, on: date) -> Self:
        return self.filter(closed_at=None, until__gte=on)


class Task(models.Model):
    """What a community asks those who reported in to do, until a day (inclusive). Names nobody in need."""

    community = models.ForeignKey(Division, models.PROTECT, related_name="+")
    kind = models.ForeignKey(TaskKind, models.PROTECT, related_name="+")
    title = models.CharField(max_length=60)
    words = models.CharField(max_length=200, blank=True)
    until = models.DateField()
    posted_at = models.DateTimeField()
    posted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    objects = TaskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None) | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="volunteering_task_closed",
            )
        ]
        indexes = [models.Index(fields=["community", "until"], name="volunteering_tasks_of")]


class DeedQuerySet(models.QuerySet["Deed"]):
    def waiting(self) -> Self:
        return self.filter(stage=Stage.WAITING)

    def done(self) -> Self:
        return self.filter(stage=Stage.CONFIRMED)


class Deed(models.Model):
    """Somebody says that they did a task that was posted, or what else they did; the community confirms it.

    ``community`` is that of the report-in, so that a desk finds what waits by one index.
    """

    report_in = models.ForeignKey(ReportIn, models.CASCADE, related_name="deeds")
    community = models.ForeignKey(Division, models.PROTECT, related_name="+")
    kind = models.ForeignKey(TaskKind, models.PROTECT, related_name="+")
    task = models.ForeignKey(Task, models.PROTECT, null=True, blank=True, related_name="deeds")
    words = EncryptedField(default="", blank=True)  # purpose: what to confirm; 36 months, or until withdrawn
    done_on = models.DateField()
    stage = models.CharField(max_length=10, choices=STAGES, default=Stage.WAITING)
    said_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=200, blank=True)

    objects = DeedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report_in", "task"],
                condition=Q(task__isnull=False, stage__in=(Stage.WAITING, Stage.CONFIRMED)),
                name="volunteering_task_once",
            ),
            models.UniqueConstraint(
                fields=["report_in", "kind", "done_on"],
                condition=Q(task=None, stage__in=(Stage.WAITING, Stage.CONFIRMED)),
                name="volunteering_said_once",
            ),
            models.CheckConstraint(condition=DECIDED, name="volunteering_deed_decided"),
        ]
        indexes = [
            models.Index(fields=["community", "said_at"], condition=Q(stage="waiting"), name="volunteering_deeds_wait"),
            models.Index(fields=["done_on"], name="volunteering_deed_ends"),
        ]


class Comment(models.Model):
    """What one side says of a period that is over: three facts and a few words. Seen by the member, who may answer, and
    by the side that wrote it; never counted, never compared. Source: seed 002, 双考评."""

    report_in = models.ForeignKey(ReportIn, models.CASCADE, related_name="comments", db_index=False)
    begins_on = models.DateField()
    side = models.CharField(max_length=10, choices=[(side.value, side.value) for side in Side])
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    took_part = models.BooleanField()
    kept_word = models.BooleanField()
    in_touch = models.BooleanField()
    words = EncryptedField()  # purpose: the member reads it; 24 months, or until withdrawn
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    answer = EncryptedField(default="", blank=True)  # purpose: the side reads it; as the comment
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report_in", "begins_on", "side"], name="volunteering_comment_once")
        ]
        indexes = [models.Index(fields=["written_at"], name="volunteering_comment_ends")]

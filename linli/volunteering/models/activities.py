"""Activities (活动), their roles (岗位) and shifts (班次)."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q

from linli.orgs.authority import inside
from linli.orgs.models import Organisation
from linli.people.models import Person
from linli.places.models import Division, Facility
from linli.volunteering.models.teams import Team
from linli.volunteering.models.templates import Skill, Template
from linli.volunteering.rules.activities import OPEN, ActivityStage

STAGES = [(stage.value, stage.value) for stage in ActivityStage]


class ActivityQuerySet(models.QuerySet["Activity"]):
    def ahead(self, at: datetime, until: datetime) -> Self:
        """Published, not over at ``at``, beginning before ``until``."""
        return self.filter(stage__in=OPEN, ends_at__gt=at, begins_at__lt=until)

    def over(self, at: datetime) -> Self:
        return self.filter(stage=ActivityStage.PUBLISHED, ends_at__lte=at)

    def within(self, areas: list[str]) -> Self:
        """In communities whose code begins with one of ``areas``."""
        return self.filter(inside("community__code", areas))


class Activity(models.Model):
    """Something that people do together for others. ``begins_at`` and ``ends_at`` are those of its shifts taken
    together; ``lon``, ``lat`` (CGCS2000) those of its facility, or of a spot that was named. ``series`` ties what a
    weekly repeat made; ``pupils`` is a number and all that is kept of children. One that was only entered when it was
    over has no roles and no shifts."""

    title = models.CharField(max_length=60)
    words = models.CharField(max_length=500, blank=True)
    template = models.ForeignKey(Template, models.PROTECT, null=True, blank=True, related_name="+")
    community = models.ForeignKey(Division, models.PROTECT, related_name="+")
    organiser = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    leader = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")  # of the organiser
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="activities")
    facility = models.ForeignKey(Facility, models.PROTECT, null=True, blank=True, related_name="+")
    spot = models.CharField(max_length=80, blank=True)
    lon = models.FloatField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    pupils = models.PositiveSmallIntegerField(null=True, blank=True)
    came = models.PositiveIntegerField(null=True, blank=True)  # how many took part in all, as the organiser says
    series = models.UUIDField(null=True, blank=True)
    stage = models.CharField(max_length=10, choices=STAGES, default=ActivityStage.DRAFT)
    version = models.PositiveIntegerField(default=0)
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    made_at = models.DateTimeField()
    called_off_at = models.DateTimeField(null=True, blank=True)
    called_off_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=200, blank=True)  # why it was called off, told to all who signed up

    objects = ActivityQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("begins_at")), name="volunteering_activity_ends"),
            models.CheckConstraint(
                condition=Q(lon=None, lat=None) | Q(lon__isnull=False, lat__isnull=False),
                name="volunteering_activity_point",
            ),
            models.CheckConstraint(
                condition=Q(called_off_at=None, called_off_by=None, reason="") & ~Q(stage=ActivityStage.CALLED_OFF)
                | Q(called_off_at__isnull=False, called_off_by__isnull=False, stage=ActivityStage.CALLED_OFF)
                & ~Q(reason=""),
                name="volunteering_called_off",
            ),
        ]
        indexes = [
            models.Index(fields=["stage", "begins_at", "id"], name="volunteering_when"),
            models.Index(fields=["community", "begins_at", "id"], name="volunteering_where"),
            models.Index(fields=["series"], condition=Q(series__isnull=False), name="volunteering_series"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def point(self) -> tuple[float, float] | None:
        return (self.lon, self.lat) if self.lon is not None and self.lat is not None else None


class Role(models.Model):
    """What somebody does at an activity; the ``skill`` is wished for, never demanded."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="roles")
    name = models.CharField(max_length=30)
    name_en = models.CharField(max_length=60, blank=True)
    skill = models.ForeignKey(Skill, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "name"], name="volunteering_role_name")]


class Shift(models.Model):
    """A role from a time to a time, and how many are wanted for it."""

    role = models.ForeignKey(Role, models.CASCADE, related_name="shifts")
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    wanted = models.PositiveSmallIntegerField()
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("begins_at")), name="volunteering_shift_ends"),
            models.CheckConstraint(condition=Q(wanted__gte=1), name="volunteering_shift_wants"),
            models.UniqueConstraint(fields=["role", "begins_at"], name="volunteering_shift_once"),
        ]
        indexes = [models.Index(fields=["begins_at"], condition=Q(reminded_at=None), name="volunteering_unreminded")]

from __future__ import annotations

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import Q

from linli.core.crypto import EncryptedField
from linli.core.dated import Dated, DatedQuerySet, dated_constraint
from linli.people.models import Person


class Star(Dated):
    """One of the stars that a household can set out for, dated. Source: seed 002, 创十星评十户."""

    code = models.CharField(max_length=20)
    name = models.CharField(max_length=30)
    name_en = models.CharField(max_length=60, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    source = models.CharField(max_length=120, blank=True)

    objects = DatedQuerySet["Star"].as_manager()

    class Meta:
        constraints = [
            dated_constraint("points_star_dates"),
            models.UniqueConstraint(fields=["code", "valid_from"], name="points_star_once_a_day"),
            models.UniqueConstraint(fields=["code"], condition=Q(valid_to=None), name="points_one_open_star"),
        ]


class StarTask(models.Model):
    """A listed service or task of a star, done ``times`` times. With a ``verb`` of the log it counts by itself; without
    one the household says it itself."""

    star = models.ForeignKey(Star, models.CASCADE, related_name="tasks")
    code = models.CharField(max_length=30)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=120, blank=True)
    verb = models.CharField(max_length=64, blank=True)
    times = models.PositiveSmallIntegerField(default=1)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["star", "code"], name="points_task_once"),
            models.CheckConstraint(condition=Q(times__gte=1), name="points_task_times"),
        ]


class HouseholdQuerySet(models.QuerySet["Household"]):
    def live(self, on: date) -> Self:
        return self.filter(expires_on__gt=on)


class Household(models.Model):
    """A household that takes part by its own wish, under a name it chose; erased whole when it ends.

    It has nothing to do with the households of ``homes``, which are written down for visits, and never will: nobody
    outside reads it, and merchants see codes only.
    """

    name = EncryptedField(default="", blank=True)  # purpose: its own page; kept while it takes part
    founded_at = models.DateTimeField()
    expires_on = models.DateField()  # unless a member says to go on

    objects = HouseholdQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["expires_on"], name="points_household_ends")]


class Membership(models.Model):
    """A person who takes part with a household; gone when they leave."""

    household = models.ForeignKey(Household, models.CASCADE, related_name="memberships")
    person = models.OneToOneField(Person, models.PROTECT, related_name="+")
    joined_at = models.DateTimeField()


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self, at: datetime) -> Self:
        return self.filter(expires_at__gt=at)


class Invitation(models.Model):
    """A code that lets one person join a household: who enters it agrees. Only its digest is kept; used once, gone."""

    household = models.OneToOneField(Household, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()

    objects = InvitationQuerySet.as_manager()


class Done(models.Model):
    """A task that a household did. ``entry_id`` is the entry of the log that told of it; who of them did it is not
    kept. Counts for a year, then erased."""

    household = models.ForeignKey(Household, models.CASCADE, related_name="done")
    task = models.ForeignKey(StarTask, models.PROTECT, related_name="+")
    entry_id = models.BigIntegerField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["task", "entry_id"], condition=Q(entry_id__isnull=False), name="points_done_once"
            )
        ]

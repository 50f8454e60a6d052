from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import Q

from linli.core.dated import Dated, DatedQuerySet, dated_constraint
from linli.whistles.rules import ChaseStep, Limits, WorkingDays, chase_steps


class Cause(Dated):
    """Why departments may be called, with the limits they must keep and who hears when they do not; dated.

    A row of a street (``area`` is its nine digits) goes before the county's row (``area`` empty) of the same code.
    ``chasing`` is the JSON of ``rules.chase_steps``; ``duties`` are the kinds of departments usually called.
    """

    code = models.CharField(max_length=30)
    area = models.CharField(max_length=9, blank=True)
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=80, blank=True)
    means = models.CharField(max_length=200, blank=True)
    means_en = models.CharField(max_length=300, blank=True)
    ranks = models.JSONField()  # who may whistle for it: grid, community, street
    sign_minutes = models.PositiveIntegerField()
    contact_minutes = models.PositiveIntegerField()
    arrive_minutes = models.PositiveIntegerField(null=True, blank=True)
    arrive_working_days = models.PositiveSmallIntegerField(null=True, blank=True)
    chasing = models.JSONField(default=list, blank=True)
    duties = models.JSONField(default=list, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    source = models.CharField(max_length=120, blank=True)

    objects = DatedQuerySet["Cause"].as_manager()

    class Meta:
        constraints = [
            dated_constraint("whistles_cause_dates"),
            models.UniqueConstraint(fields=["code", "area", "valid_from"], name="whistles_cause_once_a_day"),
            models.UniqueConstraint(
                fields=["code", "area"], condition=Q(valid_to=None), name="whistles_one_open_cause"
            ),
            models.CheckConstraint(
                condition=Q(arrive_minutes=None, arrive_working_days__gte=1)
                | Q(arrive_minutes__gte=1, arrive_working_days=None),
                name="whistles_cause_one_arrival",
            ),
            models.CheckConstraint(
                condition=Q(sign_minutes__gte=1, contact_minutes__gte=models.F("sign_minutes")),
                name="whistles_cause_limits",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def limits(self) -> Limits:
        arrive = (
            timedelta(minutes=self.arrive_minutes)
            if self.arrive_minutes is not None
            else WorkingDays(self.arrive_working_days or 0)
        )
        return Limits(timedelta(minutes=self.sign_minutes), timedelta(minutes=self.contact_minutes), arrive)

    @property
    def steps(self) -> list[ChaseStep]:
        return chase_steps(self.chasing)

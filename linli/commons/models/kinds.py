"""What needs and resources are about, and how long a need waits on each level, as dated data."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from linli.commons.rules.lists import Level
from linli.core.dated import Dated, DatedQuerySet, dated_constraint


class NeedKind(Dated):
    """What a need, a resource or a project is about: meals for elders, a place to meet, legal advice."""

    code = models.CharField(max_length=30, unique=True)
    name = models.CharField(max_length=30)
    name_en = models.CharField(max_length=60, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    source = models.CharField(max_length=60, blank=True)

    objects = DatedQuerySet["NeedKind"].as_manager()

    class Meta:
        constraints = [dated_constraint("commons_kind_dates")]

    def __str__(self) -> str:
        return self.name


class RiseTerm(Dated):
    """How many days a need that nobody claims wholly stays on a level before it rises to the next one."""

    level = models.PositiveSmallIntegerField(choices=[(level.value, level.name.lower()) for level in Level])
    days = models.PositiveSmallIntegerField()

    objects = DatedQuerySet["RiseTerm"].as_manager()

    class Meta:
        constraints = [
            dated_constraint("commons_rise_dates"),
            models.CheckConstraint(condition=Q(days__gte=1), name="commons_rise_days"),
            models.UniqueConstraint(fields=["level"], condition=Q(valid_to=None), name="commons_one_open_rise"),
        ]

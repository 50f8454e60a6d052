"""Projects (项目清单): what a community makes of needs that belong together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

from django.db import models
from django.db.models import F, Q

from linli.commons.models.kinds import NeedKind
from linli.commons.rules.lists import LONGEST_TITLE, LONGEST_WORDS, ProjectStage
from linli.orgs.authority import inside
from linli.orgs.models import Organisation
from linli.places.models import Division


class ProjectQuerySet(models.QuerySet["Project"]):
    def within(self, areas: Iterable[str]) -> Self:
        return self.filter(inside("community__code", areas))

    def unfinished(self) -> Self:
        return self.filter(stage__in=(ProjectStage.PLANNED, ProjectStage.RUNNING))

    def published(self) -> Self:
        return self.filter(published_at__isnull=False)


class Project(models.Model):
    """A project of one community, led by one unit. ``result`` is what came of it, or why it stopped."""

    community = models.ForeignKey(Division, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+")  # leads it
    kind = models.ForeignKey(NeedKind, models.PROTECT, related_name="+")
    title = models.CharField(max_length=LONGEST_TITLE)
    words = models.CharField(max_length=LONGEST_WORDS, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    stage = models.CharField(
        max_length=10, choices=[(one.value, one.value) for one in ProjectStage], default=ProjectStage.PLANNED
    )
    result = models.CharField(max_length=LONGEST_WORDS, blank=True)
    added_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="commons_project_dates")]
        indexes = [models.Index(fields=["-added_at", "-id"], name="commons_project_newest")]

    def __str__(self) -> str:
        return self.title

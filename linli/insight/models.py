"""Tables of insight: how rates are weighed, and the monthly circular as it was issued."""

from __future__ import annotations

import hashlib
from typing import Any, Self

import orjson
from django.db import models
from django.db.models import Q

from linli.core.dated import Dated, DatedQuerySet, dated_constraint
from linli.orgs.models import Ground
from linli.people.models import Person


class Weights(models.Model):
    """How the three rates make one value, and from how many cases on a unit is ranked; from a day to a day.

    No official weights are known: the seed has equal ones and says that they are an example.
    """

    response = models.PositiveSmallIntegerField()
    resolution = models.PositiveSmallIntegerField()
    satisfaction = models.PositiveSmallIntegerField()
    minimum = models.PositiveSmallIntegerField()  # below the line of each of the three rates
    source = models.CharField(max_length=120, blank=True)
    valid_from = models.DateField(unique=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            dated_constraint("insight_weights_dates"),
            models.CheckConstraint(
                condition=Q(response__gte=1) | Q(resolution__gte=1) | Q(satisfaction__gte=1),
                name="insight_weights_some",
            ),
            models.CheckConstraint(condition=Q(minimum__gte=1), name="insight_weights_minimum"),
        ]


class Lack(models.TextChoices):
    """空白点: what can be missing on a piece of ground."""

    BODY = "body"
    HEAD = "head"
    WORKER = "worker"
    ADVISER = "adviser"


class CoverageRule(Dated):
    """What is asked of a kind of ground, from a day to a day; from a size on, where it has one (storeys of a building,
    people of a firm). Without a row in force nothing is asked, and nothing is a gap."""

    ground = models.CharField(max_length=10, choices=Ground)
    lack = models.CharField(max_length=10, choices=Lack)
    least = models.PositiveIntegerField(default=0)
    source = models.CharField(max_length=120, blank=True)

    objects = DatedQuerySet["CoverageRule"].as_manager()

    class Meta:
        constraints = [
            dated_constraint("insight_coverage_dates"),
            models.UniqueConstraint(fields=["ground", "lack", "valid_from"], name="insight_coverage_once_a_day"),
            models.UniqueConstraint(
                fields=["ground", "lack"], condition=Q(valid_to=None), name="insight_one_open_coverage"
            ),
        ]


class CircularQuerySet(models.QuerySet["Circular"]):
    def issued(self) -> Self:
        return self.filter(issued_at__isnull=False)

    def published(self) -> Self:
        return self.filter(published_at__isnull=False)


class Circular(models.Model):
    """通报: the figures of a month as they stood at the cut-off. A draft until it is issued; never changed after that:
    a correction is a new version that says what changed."""

    month = models.CharField(max_length=7)  # 2026-10
    version = models.PositiveSmallIntegerField(default=1)
    figures = models.JSONField()  # as ``reads.snapshot`` makes them
    digest = models.CharField(max_length=64)
    cut_off_at = models.DateTimeField()
    changes = models.CharField(max_length=300, blank=True)  # of a correction: what and why
    prepared_at = models.DateTimeField()
    prepared_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")  # None: the clock
    issued_at = models.DateTimeField(null=True)
    issued_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    objects = CircularQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["month", "version"], name="insight_circular_version"),
            models.UniqueConstraint(fields=["month"], condition=Q(issued_at=None), name="insight_circular_one_draft"),
            models.CheckConstraint(
                condition=Q(issued_at=None, issued_by=None) | Q(issued_at__isnull=False, issued_by__isnull=False),
                name="insight_circular_issued",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None, published_by=None)
                | Q(published_at__isnull=False, published_by__isnull=False, issued_at__isnull=False),
                name="insight_circular_published",
            ),
            models.CheckConstraint(condition=Q(version=1) | ~Q(changes=""), name="insight_circular_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.month} ({self.version})"

    @property
    def is_whole(self) -> bool:
        """Whether the figures are those that the digest was made of."""
        return self.digest == digest(self.figures)


class Count(models.Model):
    """How far the clock has counted a month for its first draft: place by place, so that nothing else waits for it.
    Goes when the draft is made."""

    month = models.CharField(max_length=7, unique=True)
    cut_off_at = models.DateTimeField()
    reached = models.CharField(max_length=15, blank=True)  # the code from which on places are still to be counted
    counted = models.JSONField(default=dict)  # by part and key: the raw counts and the net ones


def digest(figures: dict[str, Any]) -> str:
    """SHA-256 of the figures in one fixed form, in hex."""
    return hashlib.sha256(orjson.dumps(figures, option=orjson.OPT_SORT_KEYS)).hexdigest()

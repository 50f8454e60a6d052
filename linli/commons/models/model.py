"""The model of building together (三联三共三双三保) as a checklist: its points as dated data, and what a community says
of each. No points are counted and nothing is ranked."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from linli.commons.rules.lists import LONGEST_TITLE, LONGEST_WORDS, PointStage
from linli.core.dated import Dated, DatedQuerySet, dated_constraint
from linli.orgs.models import Organisation
from linli.places.models import Division


class ModelPoint(Dated):
    """One point of the model, under the ``part`` it belongs to (三联), from a day to a day."""

    code = models.CharField(max_length=30)
    part = models.CharField(max_length=20)
    part_en = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=LONGEST_TITLE)
    name_en = models.CharField(max_length=100, blank=True)
    words = models.CharField(max_length=200, blank=True)  # when it stands
    words_en = models.CharField(max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    source = models.CharField(max_length=60, blank=True)

    objects = DatedQuerySet["ModelPoint"].as_manager()

    class Meta:
        constraints = [
            dated_constraint("commons_point_dates"),
            models.UniqueConstraint(fields=["code"], condition=Q(valid_to=None), name="commons_point_once"),
        ]

    def __str__(self) -> str:
        return self.name


class PointWord(models.Model):
    """What a community says of a point of the model, the last time it did; known by code, so that it outlives another
    wording of the point."""

    community = models.ForeignKey(Division, models.PROTECT, related_name="+")
    code = models.CharField(max_length=30)
    stage = models.CharField(max_length=10, choices=[(one.value, one.value) for one in PointStage])
    words = models.CharField(max_length=LONGEST_WORDS)
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+")  # whose word it is
    at = models.DateTimeField()
    is_public = models.BooleanField(default=False)  # shown to everybody, because the community said so

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "code"], name="commons_one_word_a_point"),
        ]

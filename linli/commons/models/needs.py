"""Needs (需求清单), their parts, and what partner units claim of them (认领)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from linli.commons.models.kinds import NeedKind
from linli.commons.models.projects import Project
from linli.commons.rules.lists import (
    LONGEST_MEASURE,
    LONGEST_SOURCE,
    LONGEST_TITLE,
    LONGEST_WORDS,
    RUNNING,
    ClaimStage,
    Level,
    NeedStage,
    Origin,
    Sort,
)
from linli.matters.models import Matter
from linli.orgs.authority import inside
from linli.orgs.models import Organisation
from linli.people.models import Person
from linli.places.models import Division

SORTS = [(sort.value, sort.value) for sort in Sort]


class NeedQuerySet(models.QuerySet["Need"]):
    def within(self, areas: Iterable[str]) -> Self:
        return self.filter(inside("place", areas))

    def shown_to(self, areas: Iterable[str]) -> Self:
        """Those in ``areas``, and those that rose so far that they are shown to who stands there."""
        areas = list(areas)
        asked = inside("place", areas)
        for level in (Level.TOWN, Level.COUNTY):
            asked |= Q(level__lte=level) & inside("place", {area[:level] for area in areas if len(area) >= level})
        return self.filter(asked)

    def running(self) -> Self:
        return self.filter(stage__in=RUNNING)

    def open(self) -> Self:
        return self.filter(stage=NeedStage.OPEN)

    def published(self) -> Self:
        return self.filter(published_at__isnull=False)

    def to_rise(self, at: datetime) -> Self:
        return self.open().filter(rise_at__lte=at)


class Need(models.Model):
    """What a community needs. ``place`` is its code or that of one of its grids; the point is where it is needed.

    Title and words are written by a desk and name nobody. ``rise_at`` is when it is shown one level further up if
    something of it is still to be claimed; ``stage`` moves with the claims, in their transactions.
    """

    uid = models.UUIDField(default=uuid4, unique=True)  # by which a file knows it again
    community = models.ForeignKey(Division, models.PROTECT, related_name="+")
    place = models.CharField(max_length=15)
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+")  # keeps the list
    contact = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")  # listed it
    kind = models.ForeignKey(NeedKind, models.PROTECT, related_name="+")
    title = models.CharField(max_length=LONGEST_TITLE)
    words = models.CharField(max_length=LONGEST_WORDS, blank=True)
    lon = models.FloatField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    wanted_by = models.DateField(null=True, blank=True)

    origin = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Origin])
    source = models.CharField(max_length=LONGEST_SOURCE, blank=True)  # which visit, meeting or file
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, blank=True, related_name="+")
    project = models.ForeignKey(Project, models.PROTECT, null=True, blank=True, related_name="needs")

    stage = models.CharField(
        max_length=10, choices=[(one.value, one.value) for one in NeedStage], default=NeedStage.OPEN
    )
    level = models.PositiveSmallIntegerField(
        choices=[(level.value, level.name.lower()) for level in Level], default=Level.COMMUNITY
    )
    rise_at = models.DateTimeField(null=True, blank=True)
    added_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_words = models.CharField(max_length=LONGEST_WORDS, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = NeedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(lon=None, lat=None) | Q(lon__isnull=False, lat__isnull=False), name="commons_need_point"
            ),
            models.CheckConstraint(
                condition=Q(stage__in=RUNNING, ended_at=None) | (~Q(stage__in=RUNNING) & Q(ended_at__isnull=False)),
                name="commons_need_ended",
            ),
            models.CheckConstraint(
                condition=~Q(origin=Origin.MATTER) | Q(matter__isnull=False), name="commons_need_matter"
            ),
            models.UniqueConstraint(
                fields=["matter"],
                condition=Q(matter__isnull=False, stage__in=RUNNING),
                name="commons_matter_listed_once",
            ),
        ]
        indexes = [
            models.Index(fields=["place", "-added_at", "-id"], name="commons_need_place"),
            models.Index(fields=["-added_at", "-id"], name="commons_need_newest"),
            models.Index(fields=["place"], condition=Q(stage=NeedStage.OPEN), name="commons_need_open"),
            models.Index(fields=["rise_at"], condition=Q(stage=NeedStage.OPEN), name="commons_need_rises"),
            models.Index(
                fields=["-added_at", "-id"], condition=Q(published_at__isnull=False), name="commons_need_public"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class NeedPart(models.Model):
    """One part of a need: so many hands, goods, places, hours of a skill, or yuan. ``taken`` is claimed of it, and no
    more than there is: two claims of the last of it cannot both stand."""

    need = models.ForeignKey(Need, models.PROTECT, related_name="parts")
    sort = models.CharField(max_length=10, choices=SORTS)
    what = models.CharField(max_length=LONGEST_TITLE)
    amount = models.PositiveIntegerField()
    measure = models.CharField(max_length=LONGEST_MEASURE, blank=True)  # 人, 件, 场, 元
    taken = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=1), name="commons_part_amount"),
            models.CheckConstraint(condition=Q(taken__lte=F("amount")), name="commons_part_taken"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.left}{self.measure}"

    @property
    def left(self) -> int:
        return self.amount - self.taken


class ClaimQuerySet(models.QuerySet["Claim"]):
    def promised(self) -> Self:
        return self.filter(stage=ClaimStage.PROMISED)

    def delivered(self) -> Self:
        return self.filter(stage=ClaimStage.DELIVERED)

    def standing(self) -> Self:
        """Promised or delivered."""
        return self.exclude(stage=ClaimStage.GIVEN_UP)


class Claim(models.Model):
    """A unit takes a part of a need, or some of it. ``duty`` is the line of its yearly list that it counts for."""

    part = models.ForeignKey(NeedPart, models.PROTECT, related_name="claims")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    amount = models.PositiveIntegerField()
    contact = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")  # of the unit
    words = models.CharField(max_length=LONGEST_WORDS, blank=True)
    promised_on = models.DateField()  # by when it is delivered
    duty = models.ForeignKey("commons.PartnerDuty", models.PROTECT, null=True, blank=True, related_name="claims")
    stage = models.CharField(
        max_length=10, choices=[(one.value, one.value) for one in ClaimStage], default=ClaimStage.PROMISED
    )
    claimed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)  # delivered or given up
    ended_words = models.CharField(max_length=LONGEST_WORDS, blank=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=1), name="commons_claim_amount"),
            models.CheckConstraint(
                condition=Q(stage=ClaimStage.PROMISED, ended_at=None)
                | (~Q(stage=ClaimStage.PROMISED) & Q(ended_at__isnull=False)),
                name="commons_claim_ended",
            ),
            models.UniqueConstraint(
                fields=["part", "unit"], condition=Q(stage=ClaimStage.PROMISED), name="commons_claimed_once"
            ),
        ]
        indexes = [models.Index(fields=["unit", "-claimed_at", "-id"], name="commons_claim_unit")]


class Progress(models.Model):
    """One line about how a claim goes, by the unit or by the community, or a project."""

    claim = models.ForeignKey(Claim, models.PROTECT, null=True, blank=True, related_name="progress")
    project = models.ForeignKey(Project, models.PROTECT, null=True, blank=True, related_name="progress")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+")  # whose word it is
    words = models.CharField(max_length=LONGEST_WORDS)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(claim=None, project__isnull=False) | Q(claim__isnull=False, project=None),
                name="commons_progress_of_one",
            ),
        ]

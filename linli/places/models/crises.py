"""平战结合: what a centre can muster when it is needed, and while it is needed (domain J3)."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q

from linli.core.dated import Dated, DatedQuerySet
from linli.places.models.facilities import Facility
from linli.places.models.land import Division


class AssetSort(models.TextChoices):
    PEOPLE = "people"
    GOODS = "goods"
    MEALS = "meals"
    BEDS = "beds"


class MusterAsset(Dated):
    """Something that a facility can muster: so many of it, and which post is called for it. Another amount is a new
    row. ``is_given_out`` tells everybody during a crisis that it is given out there."""

    facility = models.ForeignKey(Facility, models.CASCADE, related_name="assets")
    sort = models.CharField(max_length=6, choices=AssetSort)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=120, blank=True)
    amount = models.PositiveIntegerField()
    unit = models.CharField(max_length=10)  # 人, 箱, 份, 张
    contact = models.CharField(max_length=60)  # a post, never a person: 应急值守岗
    phone = models.CharField(max_length=30, blank=True)  # of that post
    is_given_out = models.BooleanField(default=False)

    objects = DatedQuerySet["MusterAsset"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["facility", "name"], condition=Q(valid_to=None), name="places_asset_once"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="places_asset_dates"
            ),  # ended on its first day: it never counted
            models.CheckConstraint(condition=Q(amount__gte=1), name="places_asset_amount"),
        ]


class CrisisQuerySet(models.QuerySet["Crisis"]):
    def running(self, at: datetime) -> Self:
        return self.filter(begun_at__lte=at, ended_at=None)


class Crisis(models.Model):
    """A town, community or county is in a crisis, from when to when; its centres work in their other role."""

    division = models.ForeignKey(Division, models.PROTECT, related_name="crises")
    name = models.CharField(max_length=60)  # what everybody reads: 台风“示例”防御
    words = models.CharField(max_length=300, blank=True)  # what everybody should do or know
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = CrisisQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["division"], condition=Q(ended_at=None), name="places_one_crisis"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("begun_at")), name="places_crisis_times"
            ),
        ]

    def __str__(self) -> str:
        return self.name

"""What a partner unit promises a community for a year (共建责任清单), and what both say of it at the end."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from linli.commons.models.kinds import NeedKind
from linli.commons.rules.lists import LONGEST_TITLE, LONGEST_WORDS, Side
from linli.orgs.models import Organisation
from linli.places.models import Division


class PartnerListQuerySet(models.QuerySet["PartnerList"]):
    def published(self) -> Self:
        return self.filter(published_at__isnull=False)

    def running(self, year: int) -> Self:
        """Of a year or a later one, by a unit that was not dissolved."""
        return self.filter(year__gte=year, ended_at=None)


class PartnerList(models.Model):
    """The list of one unit for one community and year; everybody reads it once the community publishes it."""

    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    community = models.ForeignKey(Division, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)  # the unit was dissolved within the year

    objects = PartnerListQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "community", "year"], name="commons_one_list_a_year"),
        ]
        indexes = [
            models.Index(fields=["community", "year"], name="commons_list_year"),
            models.Index(
                fields=["-published_at", "-id"], condition=Q(published_at__isnull=False), name="commons_list_public"
            ),
        ]


class PartnerDuty(models.Model):
    """One line: what is promised and how many times; what is done is counted from claims that were delivered."""

    list = models.ForeignKey(PartnerList, models.PROTECT, related_name="duties")
    kind = models.ForeignKey(NeedKind, models.PROTECT, related_name="+")
    title = models.CharField(max_length=LONGEST_TITLE)
    times = models.PositiveSmallIntegerField()
    promised_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(times__gte=1), name="commons_duty_times")]

    def __str__(self) -> str:
        return self.title


class PartnerComment(models.Model):
    """What one side says at the end of the year about the work together; of units, of no person."""

    list = models.ForeignKey(PartnerList, models.PROTECT, related_name="comments")
    side = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Side])
    words = models.CharField(max_length=LONGEST_WORDS)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["list", "side"], name="commons_list_comment_once"),
        ]

"""快递员住宿、分拣点: beds and sorting bays that a street allots from a day to a day (domain J5)."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from linli.core.crypto import EncryptedField
from linli.places.models.facilities import Facility


class AllotmentSort(models.TextChoices):
    BED = "bed"
    BAY = "bay"  # room to sort parcels in


class Allotment(models.Model):
    """How many beds or bays a facility has and how to ask for one. ``number`` 0: it has none any more. ``turns``
    counts only to let one change pass at a time."""

    facility = models.OneToOneField(Facility, models.CASCADE, related_name="allotment")
    sort = models.CharField(max_length=3, choices=AllotmentSort)
    number = models.PositiveSmallIntegerField()
    how = models.CharField(max_length=300)
    turns = models.PositiveIntegerField(default=0)


class AllocationQuerySet(models.QuerySet["Allocation"]):
    def between(self, since: date, until: date) -> Self:
        """Those that take a place on some day from ``since`` to before ``until``."""
        return self.filter(since__lt=until, until__gt=since)

    def over(self, on: date) -> Self:
        """Those that ended and still name somebody."""
        return self.filter(until__lte=on, erased_at=None)


class Allocation(models.Model):
    """One bed or bay for one person or firm, from a day to before another."""

    allotment = models.ForeignKey(Allotment, models.PROTECT, related_name="allocations")
    name = EncryptedField(default="", blank=True)  # purpose: who may sleep there; erased when the stay is over
    firm = models.CharField(max_length=60, blank=True)  # for whom they deliver
    since = models.DateField()
    until = models.DateField()
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = AllocationQuerySet.as_manager()

    class Meta:
        constraints = [
            # ended before its first day: nobody came
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="places_allocation_days"),
        ]
        indexes = [
            models.Index(fields=["until"], condition=Q(erased_at=None), name="places_allocation_over"),
            models.Index(fields=["allotment", "until"], name="places_allocation_days_taken"),
        ]

"""Facilities (设施): rooms and things that serve people, when they are open, and who said that a door was shut.

Kinds and what a facility offers are data, so that a county names its own 阵地 without a release.
"""

from __future__ import annotations

from datetime import date
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Q

from linli.core.dated import Dated, DatedQuerySet, dated_constraint
from linli.places import hours, rules
from linli.places.models.land import Division

ALWAYS = date(2000, 1, 1)  # before any house: kinds and offerings that come with one


class FacilityKind(Dated):
    """What a facility is: 党群服务中心, 暖蜂驿站, 24小时图书馆. One that ended stays for those that have it."""

    code = models.CharField(max_length=30, primary_key=True)
    name = models.CharField(max_length=30)
    name_en = models.CharField(max_length=60)
    order = models.PositiveSmallIntegerField(default=0)
    has_levels = models.BooleanField(default=False)  # 市—区—街—社
    in_circle = models.BooleanField(default=True)  # whether everybody should have one within a walk
    source = models.CharField(max_length=120, blank=True)
    valid_from = models.DateField(default=ALWAYS)

    objects = DatedQuerySet["FacilityKind"].as_manager()

    class Meta:
        ordering = ["order", "code"]
        constraints = [dated_constraint("places_facility_kind_dates")]

    def __str__(self) -> str:
        return self.name


class OfferingSort(models.TextChoices):
    SCENE = "scene"  # what one does there: 文明实践, 家门口就业, 四点半课堂
    AMENITY = "amenity"  # what is there: drinking water, cool air, charging


class Offering(Dated):
    """Something that a facility has for people. One that ended stays with those that have it."""

    code = models.CharField(max_length=30, primary_key=True)
    sort = models.CharField(max_length=10, choices=OfferingSort)
    name = models.CharField(max_length=30)
    name_en = models.CharField(max_length=60)
    order = models.PositiveSmallIntegerField(default=0)
    valid_from = models.DateField(default=ALWAYS)

    objects = DatedQuerySet["Offering"].as_manager()

    class Meta:
        ordering = ["order", "code"]
        constraints = [dated_constraint("places_offering_dates")]

    def __str__(self) -> str:
        return self.name


class Wheelchair(models.TextChoices):
    YES = "yes"
    PARTLY = "partly"  # with help, or not everywhere inside
    NO = "no"
    UNKNOWN = ""


class FacilityQuerySet(DatedQuerySet["Facility"]):
    def within(self, prefix: str) -> Self:
        """Facilities kept by a community whose code begins with ``prefix``."""
        if not prefix:
            return self
        return self.filter(community__code__gte=prefix, community__code__lt=rules.after(prefix))


class Facility(Dated):
    """A thing or a room that serves people; kept by the community in which it stands."""

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)  # what other systems know it by
    kind = models.ForeignKey(FacilityKind, models.PROTECT, db_column="kind", related_name="facilities")
    level = models.PositiveSmallIntegerField(null=True, blank=True)  # of a service centre: ``rules.Level``
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=120, blank=True)
    community = models.ForeignKey(Division, models.PROTECT, related_name="facilities")
    address = models.CharField(max_length=120, blank=True)
    lon = models.FloatField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    phone = models.CharField(max_length=30, blank=True)  # of the house, never of a person
    wheelchair = models.CharField(max_length=10, choices=Wheelchair, blank=True, default=Wheelchair.UNKNOWN)
    offers = models.ManyToManyField(Offering, blank=True, related_name="facilities")
    holidays = models.CharField(
        max_length=10,
        choices=[(one.value, one.name.lower()) for one in hours.Holidays],
        default=hours.Holidays.CLOSED.value,
    )
    verified_at = models.DateTimeField(null=True)
    verified_by = models.CharField(max_length=60, blank=True)  # the unit that looked, no person

    objects = FacilityQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "kind", "name"], condition=Q(valid_to=None), name="places_facility_name"
            ),
            dated_constraint("places_facility_dates"),
            models.CheckConstraint(
                condition=Q(lon=None, lat=None) | Q(lon__isnull=False, lat__isnull=False), name="places_facility_point"
            ),
            models.CheckConstraint(
                condition=Q(verified_at=None, verified_by="") | (Q(verified_at__isnull=False) & ~Q(verified_by="")),
                name="places_facility_verified",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Opening(models.Model):
    """One rule of when a facility is open, as the fields of an RRULE (RFC 5545; HSDS 3 ``schedule``)."""

    facility = models.ForeignKey(Facility, models.CASCADE, related_name="openings")
    freq = models.CharField(max_length=7, choices=[(one.value, one.value) for one in hours.Freq])
    interval = models.PositiveSmallIntegerField(default=1)
    byday = models.CharField(max_length=40, blank=True)  # MO,TU or, by the month, 1SA,-1FR
    bymonthday = models.CharField(max_length=40, blank=True)  # 1,15,-1
    opens = models.TimeField()
    closes = models.TimeField()  # not later than ``opens``: on the next day; the same: around the clock
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)  # the last day

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(interval__gte=1), name="places_opening_interval"),
            models.CheckConstraint(
                condition=Q(interval=1) | Q(since__isnull=False), name="places_opening_counted_from"
            ),
            models.CheckConstraint(
                condition=(~Q(byday="") & Q(bymonthday="")) | (Q(byday="") & ~Q(bymonthday="")),
                name="places_opening_days",
            ),
        ]


class ChangedDay(models.Model):
    """One day on which a facility keeps other hours than its rules say, or none."""

    facility = models.ForeignKey(Facility, models.CASCADE, related_name="changed_days")
    on = models.DateField()
    opens = models.TimeField(null=True, blank=True)
    closes = models.TimeField(null=True, blank=True)
    reason = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["facility", "on"], name="places_changed_day_once"),
            models.CheckConstraint(
                condition=Q(opens=None, closes=None) | Q(opens__isnull=False, closes__isnull=False),
                name="places_changed_day_span",
            ),
        ]


class DoorNote(models.Model):
    """Somebody stood at the door in opening hours and it was shut. Nobody is noted: not who, not from where."""

    facility = models.ForeignKey(Facility, models.CASCADE, related_name="door_notes")
    told_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)  # the community looked

    class Meta:
        indexes = [
            models.Index(fields=["facility", "told_at"], condition=Q(settled_at=None), name="places_door_note_open")
        ]

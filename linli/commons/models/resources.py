"""Resources (资源清单), their bookings, and what both sides say of a delivery or a use."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from linli.commons.models.kinds import NeedKind
from linli.commons.models.needs import SORTS, Claim, Need
from linli.commons.rules.lists import (
    LONGEST_MEASURE,
    LONGEST_TITLE,
    LONGEST_WORDS,
    BookingStage,
    Side,
)
from linli.commons.rules.spans import Taken
from linli.core.dated import Dated, in_force
from linli.orgs.authority import inside
from linli.orgs.models import Organisation
from linli.people.models import Person
from linli.places.hours import Holidays
from linli.places.models import Division

LONGEST_HOURS = 400


class ResourceQuerySet(models.QuerySet["Resource"]):
    def within(self, areas: Iterable[str]) -> Self:
        return self.filter(inside("place", areas))

    def there(self, on: date) -> Self:
        return self.filter(in_force(on))

    def published(self) -> Self:
        return self.filter(published_at__isnull=False)


class Resource(Dated):
    """What a unit has ready. A venue, people and services are booked for a time, ``capacity`` of it at once, within
    its hours (none told: at any time); goods and money are used up, and ``used`` is what is booked of them.

    ``hours`` and ``changed_days`` are lines as ``places.hours_text`` reads them.
    """

    uid = models.UUIDField(default=uuid4, unique=True)
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+")  # owns it
    community = models.ForeignKey(Division, models.PROTECT, related_name="+")
    place = models.CharField(max_length=15)
    kind = models.ForeignKey(NeedKind, models.PROTECT, related_name="+")
    sort = models.CharField(max_length=10, choices=SORTS)
    title = models.CharField(max_length=LONGEST_TITLE)
    words = models.CharField(max_length=LONGEST_WORDS, blank=True)
    conditions = models.CharField(max_length=LONGEST_WORDS, blank=True)
    capacity = models.PositiveIntegerField()
    measure = models.CharField(max_length=LONGEST_MEASURE, blank=True)
    used = models.PositiveIntegerField(default=0)
    bookings_made = models.PositiveIntegerField(default=0)  # counts only to let one booking pass at a time
    hours = models.CharField(max_length=LONGEST_HOURS, blank=True)
    changed_days = models.CharField(max_length=LONGEST_HOURS, blank=True)
    holidays = models.CharField(
        max_length=10, choices=[(one.value, one.value) for one in Holidays], default=Holidays.AS_USUAL
    )
    lon = models.FloatField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    added_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    objects = ResourceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="commons_resource_dates"
            ),  # ended on its first day: never offered
            models.CheckConstraint(condition=Q(capacity__gte=1), name="commons_resource_capacity"),
            models.CheckConstraint(condition=Q(used__lte=F("capacity")), name="commons_resource_used"),
            models.CheckConstraint(
                condition=Q(lon=None, lat=None) | Q(lon__isnull=False, lat__isnull=False),
                name="commons_resource_point",
            ),
        ]
        indexes = [
            models.Index(fields=["place", "-added_at", "-id"], name="commons_resource_place"),
            models.Index(fields=["-added_at", "-id"], name="commons_resource_newest"),
        ]

    def __str__(self) -> str:
        return self.title


class BookingQuerySet(models.QuerySet["Booking"]):
    def booked(self) -> Self:
        return self.filter(stage=BookingStage.BOOKED)

    def ahead(self, at: datetime) -> Self:
        """Booked, and not begun yet; what is used up has no time and is ahead until it was had."""
        return self.booked().filter(Q(begins_at=None) | Q(begins_at__gt=at))

    def overlapping(self, begin: datetime, end: datetime) -> Self:
        return self.exclude(stage=BookingStage.CALLED_OFF).filter(begins_at__lt=end, ends_at__gt=begin)

    def taken(self) -> dict[int, list[Taken]]:
        """What of each resource is away when, by its key."""
        found: dict[int, list[Taken]] = {}
        for row in self.only("resource", "begins_at", "ends_at", "amount"):
            if row.begins_at is not None and row.ends_at is not None:
                found.setdefault(row.resource_id, []).append(Taken(row.begins_at, row.ends_at, row.amount))
        return found


class Booking(models.Model):
    """A community has a resource for a time, or some of what is used up."""

    resource = models.ForeignKey(Resource, models.PROTECT, related_name="bookings")
    booker = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    contact = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")  # of the booker
    need = models.ForeignKey(Need, models.PROTECT, null=True, blank=True, related_name="bookings")
    begins_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    amount = models.PositiveIntegerField()
    words = models.CharField(max_length=LONGEST_WORDS, blank=True)
    stage = models.CharField(
        max_length=10, choices=[(one.value, one.value) for one in BookingStage], default=BookingStage.BOOKED
    )
    booked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)  # used or called off
    ended_words = models.CharField(max_length=LONGEST_WORDS, blank=True)

    objects = BookingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=1), name="commons_booking_amount"),
            models.CheckConstraint(
                condition=Q(begins_at=None, ends_at=None) | Q(ends_at__gt=F("begins_at")), name="commons_booking_span"
            ),
            models.CheckConstraint(
                condition=Q(stage=BookingStage.BOOKED, ended_at=None)
                | (~Q(stage=BookingStage.BOOKED) & Q(ended_at__isnull=False)),
                name="commons_booking_ended",
            ),
            models.UniqueConstraint(
                fields=["resource", "booker", "begins_at"],
                condition=Q(stage=BookingStage.BOOKED),
                name="commons_booked_once",
            ),
            models.UniqueConstraint(
                fields=["resource", "booker"],
                condition=Q(stage=BookingStage.BOOKED, begins_at=None),
                name="commons_used_up_once",
            ),
        ]
        indexes = [models.Index(fields=["resource", "ends_at"], name="commons_booking_ends")]


class Verdict(models.Model):
    """What one side says of the other when something was delivered or used: of a unit and its work, of no person."""

    claim = models.ForeignKey(Claim, models.PROTECT, null=True, blank=True, related_name="verdicts")
    booking = models.ForeignKey(Booking, models.PROTECT, null=True, blank=True, related_name="verdicts")
    side = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Side])
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+")  # whose word it is
    met = models.BooleanField()
    words = models.CharField(max_length=LONGEST_WORDS)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(claim=None, booking__isnull=False) | Q(claim__isnull=False, booking=None),
                name="commons_verdict_of_one",
            ),
            models.UniqueConstraint(
                fields=["claim", "side"], condition=Q(claim__isnull=False), name="commons_claim_judged_once"
            ),
            models.UniqueConstraint(
                fields=["booking", "side"], condition=Q(booking__isnull=False), name="commons_booking_judged"
            ),
        ]

"""Orders for services, whom each was offered to, and days on which several units come together."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q

from linli.commons.models.menu import Service
from linli.commons.rules.orders import (
    ENDED,
    NUMBER_MARK,
    OPEN,
    OWED,
    WITH_A_UNIT,
    Channel,
    End,
    GroupStage,
    PartOfDay,
    Reason,
    Stage,
)
from linli.core import crypto
from linli.core.crypto import EncryptedField
from linli.orgs.models import Organisation
from linli.people.models import Person
from linli.places.models import Division


class GroupDayQuerySet(models.QuerySet["GroupDay"]):
    def open(self, at: datetime) -> Self:
        """Days that can still be ordered for."""
        return self.filter(stage=GroupStage.PLANNED, starts_at__gt=at)


class GroupDay(models.Model):
    """组团服务日: several units come together for one service. ``taken`` counts seats and lets one pass at a time."""

    community = models.ForeignKey(Division, models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, models.PROTECT, related_name="group_days")
    stage = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in GroupStage], default=GroupStage.PLANNED
    )
    version = models.PositiveIntegerField(default=1)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=120)
    words = models.CharField(max_length=300, blank=True)
    seats = models.PositiveSmallIntegerField()
    taken = models.PositiveSmallIntegerField(default=0)
    outcome = models.CharField(max_length=200, blank=True)  # why it was called off
    planned_at = models.DateTimeField()
    planned_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects = GroupDayQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="commons_group_hours"),
            models.CheckConstraint(condition=Q(taken__lte=F("seats"), seats__gte=1), name="commons_group_seats"),
        ]
        indexes = [models.Index(fields=["community", "starts_at"], name="commons_group_when")]


class GroupPart(models.Model):
    """What one unit says to coming on a group day."""

    group = models.ForeignKey(GroupDay, models.CASCADE, related_name="parts")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    comes = models.BooleanField(null=True)  # None: not answered yet
    reason = models.CharField(max_length=15, choices=[(r.value, r.value) for r in Reason], blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "unit"], name="commons_one_part_each"),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, comes=None)
                | Q(answered_at__isnull=False, answered_by__isnull=False, comes__isnull=False),
                name="commons_part_answered",
            ),
        ]


class ServiceOrderQuerySet(models.QuerySet["ServiceOrder"]):
    def open(self) -> Self:
        return self.filter(stage__in=OPEN)

    def overdue(self, at: datetime) -> Self:
        return self.filter(stage__in=OWED, due_at__lt=at)


class ServiceOrder(models.Model):
    """One order. Lateness is read off ``due_at``, never stored; the stage moves only by ``rules.orders.MOVES``.

    ``person`` is whom it is for; ``entered_by`` family with consent or a worker at the counter. Contact and words
    (purpose: bring this service) are sealed and erased at ``forget_at``, set when the order ends. The follow-up code
    is made from ``intent`` and stored nowhere. ``round`` grows when it was not received.
    """

    number = models.CharField(max_length=13, unique=True)  # YYMMDD and seven digits that count nothing
    service = models.ForeignKey(Service, models.PROTECT, related_name="orders")
    community = models.ForeignKey(Division, models.PROTECT, related_name="+")
    stage = models.CharField(max_length=10, choices=[(s.value, s.value) for s in Stage], default=Stage.TO_GIVE)
    version = models.PositiveIntegerField(default=1)
    round = models.PositiveSmallIntegerField(default=1)
    unit = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="service_orders")
    group = models.ForeignKey(GroupDay, models.PROTECT, null=True, related_name="orders")
    channel = models.CharField(max_length=4, choices=[(c.value, c.value) for c in Channel])
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="service_orders", db_index=False)
    entered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    intent = models.UUIDField(unique=True)

    name = EncryptedField(blank=True, default="")
    phone = EncryptedField(blank=True, default="")
    address = EncryptedField(blank=True, default="")
    words = EncryptedField(blank=True, default="")  # what is wanted
    phone_index = models.CharField(max_length=crypto.INDEX_HEX, blank=True)
    by_sms = models.BooleanField(default=False)  # who has no account wishes to be told by text message

    wanted_on = models.DateField(null=True)
    part_of_day = models.CharField(max_length=10, choices=[(p.value, p.value) for p in PartOfDay], blank=True)
    placed_at = models.DateTimeField()
    promised_at = models.DateTimeField()  # delivered by then, as it was said when ordered
    due_at = models.DateTimeField(null=True)  # of the next step
    agreed_at = models.DateTimeField(null=True)  # when they come
    delivered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=200, blank=True)  # why it is refused, for whoever ordered

    satisfaction = models.PositiveSmallIntegerField(null=True)  # of the service, never of a person
    rating = models.CharField(max_length=200, blank=True)  # erased with the contact
    rated_at = models.DateTimeField(null=True)
    forget_at = models.DateTimeField(null=True)
    forgotten_at = models.DateTimeField(null=True)

    objects = ServiceOrderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(stage__in=WITH_A_UNIT, unit__isnull=False)
                | Q(stage=Stage.TO_GIVE, unit=None, group=None)
                | Q(stage__in=ENDED),
                name="commons_order_unit",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=OPEN, due_at__isnull=False, ended_at=None, forget_at=None)
                | Q(stage__in=ENDED, due_at=None, ended_at__isnull=False, forget_at__isnull=False),
                name="commons_order_ends",
            ),
            models.CheckConstraint(
                condition=Q(satisfaction=None) | Q(satisfaction__gte=1, satisfaction__lte=5),
                name="commons_order_marks",
            ),
        ]
        indexes = [
            models.Index(fields=["community", "due_at", "id"], condition=Q(stage__in=OPEN), name="commons_order_place"),
            models.Index(fields=["unit", "due_at", "id"], condition=Q(stage__in=OPEN), name="commons_order_unit_open"),
            models.Index(
                fields=["community", "-ended_at", "-id"], condition=Q(stage__in=ENDED), name="commons_order_ended"
            ),
            models.Index(
                fields=["unit", "-ended_at", "-id"], condition=Q(stage__in=ENDED), name="commons_order_unit_ended"
            ),
            models.Index(fields=["stage", "due_at"], condition=Q(stage__in=OPEN), name="commons_order_due"),
            models.Index(
                fields=["forget_at"], condition=Q(forget_at__isnull=False, forgotten_at=None), name="commons_order_kept"
            ),
            models.Index(fields=["person"], condition=Q(person__isnull=False), name="commons_order_person"),
        ]

    def __str__(self) -> str:
        return self.number_shown

    @property
    def number_shown(self) -> str:
        """The number as people read it out: F261122-1234567."""
        return f"{NUMBER_MARK}{self.number[:6]}-{self.number[6:]}"

    @property
    def is_open(self) -> bool:
        return self.stage in OPEN

    def is_late(self, at: datetime) -> bool:
        return self.stage in OWED and self.due_at is not None and self.due_at < at


class Turn(models.Model):
    """One unit was asked to serve one order, and what came of it."""

    order = models.ForeignKey(ServiceOrder, models.CASCADE, related_name="turns")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    end = models.CharField(max_length=10, choices=[(e.value, e.value) for e in End], blank=True)
    reason = models.CharField(max_length=15, choices=[(r.value, r.value) for r in Reason], blank=True)
    words = models.CharField(max_length=200, blank=True)  # of the unit that declines, for the community
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order"], condition=Q(ended_at=None), name="commons_one_turn"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None, end="")
                | (Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(end=""))
                | Q(ended_at__isnull=False, ended_by=None, end__in=(End.SILENT, End.CANCELLED, End.UNIT_ENDED)),
                name="commons_turn_ended",
            ),
            models.CheckConstraint(
                condition=~Q(end__in=(End.DECLINED, End.GIVEN_UP)) | ~Q(reason=""), name="commons_turn_why"
            ),
        ]

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from linli.core.crypto import EncryptedField
from linli.core.dated import DatedQuerySet
from linli.duties.models import Kind
from linli.exchange.rules import NUMBER_LIMIT, SHORT_LIMIT, Event, Method, State
from linli.matters.models import Matter


class Partner(models.Model):
    """Another system that sends orders and hears what becomes of them. Without ``push_to`` it asks by itself, or
    files are carried."""

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=60)
    push_to = models.CharField(max_length=300, blank=True)
    opened_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class KeyQuerySet(models.QuerySet["Key"]):
    def live(self) -> Self:
        return self.filter(ended_at=None)


class Key(models.Model):
    """One key of a partner; several may live at once, so that one can be changed for another without a gap.

    ``secret`` is the shared one, sealed; ``public`` the partner's public key in base64; of a plain key only a digest
    is kept.
    """

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="keys")
    name = models.CharField(max_length=30, unique=True)  # sent with every request: code of the partner and a number
    method = models.CharField(max_length=12, choices=[(m.value, m.value) for m in Method])
    secret = EncryptedField(blank=True, default="")
    public = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, blank=True, db_index=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = KeyQuerySet.as_manager()


class Nonce(models.Model):
    """A number that was used once under a key. Erased when its request would be too old anyway."""

    key = models.ForeignKey(Key, models.CASCADE, related_name="nonces")
    nonce = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "nonce"], name="exchange_nonce_once")]


class ClassRow(models.Model):
    """What a class of the partner is in our catalogue, and how long the partner promises for it, from a day on."""

    partner = models.ForeignKey(Partner, models.CASCADE, related_name="classes")
    name = models.CharField(max_length=SHORT_LIMIT)
    kind = models.ForeignKey(Kind, models.PROTECT, related_name="+")
    limit_amount = models.PositiveSmallIntegerField(null=True, blank=True)
    limit_unit = models.CharField(max_length=15, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)  # the first day on which it no longer holds

    objects = DatedQuerySet["ClassRow"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partner", "name", "valid_from"], name="exchange_class_once"),
            models.CheckConstraint(
                condition=Q(limit_amount=None, limit_unit="") | (Q(limit_amount__isnull=False) & ~Q(limit_unit="")),
                name="exchange_class_whole_limit",
            ),
        ]


class OrderQuerySet(models.QuerySet["Order"]):
    def hearing(self, at: datetime) -> Self:
        """Something may still happen that the partner has to hear."""
        return self.filter(Q(hears_until=None) | Q(hears_until__gt=at))


class Order(models.Model):
    """An order of a partner and the matter it became. ``told`` is what it said beside that, without any person.

    ``due_at`` is what the partner promised; the matter has the promise of our own catalogue, or this one where it is
    earlier and the row of the catalogue says that it then binds.
    """

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="orders")
    number = models.CharField(max_length=NUMBER_LIMIT)  # the partner's
    digest = models.CharField(max_length=64)  # of the whole order, keyed
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="+")
    told = models.JSONField(default=dict)
    due_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField()
    hears_until = models.DateTimeField(null=True)  # set when the matter ends, emptied when it is opened again

    objects = OrderQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partner", "number"], name="exchange_order_once")]
        indexes = [
            models.Index(fields=["hears_until"], name="exchange_order_hears"),
            models.Index(fields=["-taken_at", "-id"], name="exchange_order_newest"),
        ]


class HandOffQuerySet(models.QuerySet["HandOff"]):
    def due(self, at: datetime) -> Self:
        return self.filter(state=State.READY, next_at__lte=at)

    def waiting(self) -> Self:
        """The partner has not heard it."""
        return self.filter(state__in=(State.READY, State.FAILED))


class HandOff(models.Model):
    """One move that a partner has to hear of: made of one entry of the log, told in ``body`` as it was then."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="hand_offs")
    entry_id = models.BigIntegerField()
    event = models.CharField(max_length=10, choices=[(e.value, e.value) for e in Event])
    body = models.JSONField()
    state = models.CharField(max_length=6, choices=[(s.value, s.value) for s in State], default=State.READY)
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=200, blank=True)  # of the last try
    made_at = models.DateTimeField()
    next_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    objects = HandOffQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "entry_id"], name="exchange_one_a_move"),
            models.CheckConstraint(
                condition=Q(state=State.SENT, sent_at__isnull=False) | (~Q(state=State.SENT) & Q(sent_at=None)),
                name="exchange_sent_when",
            ),
        ]
        indexes = [
            models.Index(fields=["next_at", "id"], condition=Q(state=State.READY), name="exchange_hand_off_due"),
            models.Index(fields=["state", "-id"], name="exchange_hand_off_state"),
        ]


class Bookmark(models.Model):
    """How far the log and the orders were read for partners; one row. ``whole_on`` is the day on which every order
    that hears was last looked at."""

    entry_id = models.BigIntegerField()
    order_id = models.BigIntegerField()
    whole_on = models.DateField()

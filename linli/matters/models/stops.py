from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from linli.core.calendar.rules import LimitUnit
from linli.matters.models.orders import WorkOrder
from linli.matters.models.terms import PauseCause
from linli.matters.rules import AskStage
from linli.people.models import Person

UNDECIDED = (AskStage.ASKED.value, AskStage.DROPPED.value)


class Extension(models.Model):
    """延期: more time for a leg, asked before its end, decided by the level above. The lead's moves the promise."""

    order = models.ForeignKey(WorkOrder, models.PROTECT, related_name="extensions")
    round = models.PositiveSmallIntegerField()
    stage = models.CharField(max_length=10, choices=[(s.value, s.value) for s in AskStage], default=AskStage.ASKED)
    amount = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=16, choices=[(u.value, u.value) for u in LimitUnit])
    words = models.CharField(max_length=300)  # why, as the resident reads it too
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decision_words = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order"], condition=Q(stage=AskStage.ASKED), name="matters_one_extension"),
            models.CheckConstraint(condition=Q(amount__gte=1), name="matters_extension_amount"),
            models.CheckConstraint(
                condition=Q(stage__in=UNDECIDED, decided_at=None, decided_by=None)
                | (~Q(stage__in=UNDECIDED) & Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="matters_extension_decided",
            ),
        ]
        indexes = [
            models.Index(fields=["asked_at"], condition=Q(stage=AskStage.ASKED), name="matters_extension_open"),
        ]


class Pause(models.Model):
    """The clock of a leg stands from ``began_at`` to ``ended_at``, at the latest to ``until_at``, when it is reviewed.

    The lead's stops the promise of the matter too. ``ended_by`` is None when ``until_at`` came.
    """

    order = models.ForeignKey(WorkOrder, models.PROTECT, related_name="pauses")
    round = models.PositiveSmallIntegerField()
    stage = models.CharField(max_length=10, choices=[(s.value, s.value) for s in AskStage], default=AskStage.ASKED)
    cause = models.ForeignKey(PauseCause, models.PROTECT, related_name="+")
    words = models.CharField(max_length=300)
    plan = models.CharField(max_length=300, blank=True)
    until_at = models.DateTimeField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decision_words = models.CharField(max_length=300, blank=True)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    review_at = models.DateTimeField(null=True)  # when the unit is to be asked for a review; null: never, or done

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["order"],
                condition=Q(ended_at=None, stage__in=(AskStage.ASKED.value, AskStage.GRANTED.value)),
                name="matters_one_pause",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(began_at__isnull=False, ended_at__gte=F("began_at")),
                name="matters_pause_in_order",
            ),
            models.CheckConstraint(condition=Q(ended_by=None) | Q(ended_at__isnull=False), name="matters_pause_ended"),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None) | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="matters_pause_decided",
            ),
        ]
        indexes = [
            models.Index(
                fields=["until_at"], condition=Q(began_at__isnull=False, ended_at=None), name="matters_pause_running"
            ),
            models.Index(fields=["review_at"], condition=Q(review_at__isnull=False), name="matters_pause_review"),
            models.Index(fields=["asked_at"], condition=Q(stage=AskStage.ASKED), name="matters_pause_open"),
        ]

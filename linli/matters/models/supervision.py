from __future__ import annotations

from django.db import models
from django.db.models import Q

from linli.matters.models.matter import Matter, Reporter
from linli.matters.models.orders import WorkOrder
from linli.matters.models.terms import LadderStep
from linli.orgs.models import Organisation
from linli.people.models import Person


class Urge(models.Model):
    """催办: a reporter asks where it stays. Limited by ``Terms``."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="urges")
    reporter = models.ForeignKey(Reporter, models.PROTECT, related_name="urges")
    round = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()


class Alert(models.Model):
    """预警: one step of the ladder that was taken for a leg: once for each end of its limit."""

    order = models.ForeignKey(WorkOrder, models.PROTECT, related_name="alerts")
    step = models.ForeignKey(LadderStep, models.PROTECT, related_name="+")
    due_at = models.DateTimeField()  # the end it speaks of
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["order", "step", "due_at"], name="matters_alerted_once")]


class Supervision(models.Model):
    """督办: the level above wants a reply by a time; by hand, or by a step of the ladder."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="supervisions")
    order = models.ForeignKey(WorkOrder, models.PROTECT, related_name="supervisions")
    alert = models.OneToOneField(Alert, models.PROTECT, null=True, blank=True, related_name="supervision")
    unit = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")  # who supervises
    words = models.CharField(max_length=300)
    reply_by = models.DateTimeField()
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")  # None: the ladder
    reply = models.CharField(max_length=300, blank=True)
    replied_at = models.DateTimeField(null=True)
    replied_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(replied_at=None, replied_by=None) | Q(replied_at__isnull=False, replied_by__isnull=False),
                name="matters_supervision_reply",
            ),
        ]
        indexes = [
            models.Index(fields=["reply_by"], condition=Q(replied_at=None), name="matters_supervision_open"),
        ]

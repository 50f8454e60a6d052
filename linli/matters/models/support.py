from __future__ import annotations

from django.db import models
from django.db.models import Q

from linli.matters.models.orders import WorkOrder
from linli.matters.rules import AskStage
from linli.orgs.models import Organisation
from linli.people.models import Person

UNDECIDED = (AskStage.ASKED.value, AskStage.DROPPED.value)


class Support(models.Model):
    """请求支援: who leads asks the desk for a unit that assists. Departments call nobody themselves: the desk sends it.

    Source: 北京市接诉即办工作条例: the unit that was sent it first leads, the others help.
    """

    order = models.ForeignKey(WorkOrder, models.PROTECT, related_name="supports")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+")  # that shall assist
    stage = models.CharField(max_length=10, choices=[(s.value, s.value) for s in AskStage], default=AskStage.ASKED)
    words = models.CharField(max_length=300)  # what it shall help with
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decision_words = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["order", "unit"], condition=Q(stage=AskStage.ASKED), name="matters_one_support"
            ),
            models.CheckConstraint(
                condition=Q(stage__in=UNDECIDED, decided_at=None, decided_by=None)
                | (~Q(stage__in=UNDECIDED) & Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="matters_support_decided",
            ),
        ]
        indexes = [models.Index(fields=["asked_at"], condition=Q(stage=AskStage.ASKED), name="matters_support_open")]

from __future__ import annotations

from django.db import models
from django.db.models import Q

from linli.core.models import Attachment
from linli.matters.models.matter import Matter
from linli.matters.rules import AskStage, ExclusionReason
from linli.orgs.models import Organisation
from linli.people.models import Person


class Exclusion(models.Model):
    """剔除: a matter that shall not count in a unit's rates. The raw rate counts it all the same."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="exclusions")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+")  # for which it shall not count
    stage = models.CharField(max_length=10, choices=[(s.value, s.value) for s in AskStage], default=AskStage.ASKED)
    reason = models.CharField(max_length=20, choices=[(r.value, r.value) for r in ExclusionReason])
    words = models.CharField(max_length=300)
    evidence = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decision_words = models.CharField(max_length=300, blank=True)
    appeal_until = models.DateTimeField(null=True)  # a refused one may be asked for once more until then
    appeals = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="appealed")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "unit"], condition=~Q(stage=AskStage.REFUSED), name="matters_one_exclusion"
            ),
            models.CheckConstraint(
                condition=Q(stage=AskStage.ASKED, decided_at=None, decided_by=None)
                | (~Q(stage=AskStage.ASKED) & Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="matters_exclusion_decided",
            ),
        ]
        indexes = [
            models.Index(fields=["asked_at"], condition=Q(stage=AskStage.ASKED), name="matters_exclusion_open"),
        ]

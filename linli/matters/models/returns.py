from __future__ import annotations

from django.db import models
from django.db.models import Q

from linli.matters.models.matter import Matter
from linli.matters.models.orders import WorkOrder
from linli.matters.models.terms import ReturnReason
from linli.matters.rules import AskStage
from linli.orgs.models import Organisation
from linli.people.models import Person


class Return(models.Model):
    """退单: a unit says that an order is not its own, why, by what law, and whose it is. An arbiter decides.

    Once for each leg, which stays the same leg when it is passed on: a second one is barred and becomes a ``Dispute``.
    """

    order = models.OneToOneField(WorkOrder, models.PROTECT, related_name="handed_back")
    stage = models.CharField(max_length=10, choices=[(s.value, s.value) for s in AskStage], default=AskStage.ASKED)
    reason = models.ForeignKey(ReturnReason, models.PROTECT, related_name="+")
    words = models.CharField(max_length=300)
    basis = models.CharField(max_length=200)  # law or rule
    cites = models.CharField(max_length=60, blank=True)  # the code of an item of a duty list
    owner = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")  # the right one, as named
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decision_words = models.CharField(max_length=300, blank=True)
    sent_to = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")  # whom the arbiter named
    sent_as = models.OneToOneField(WorkOrder, models.PROTECT, null=True, blank=True, related_name="came_of")
    stopped = models.BooleanField(default=False)  # the clock stood from ``asked_at`` to ``decided_at``

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(stage=AskStage.ASKED, decided_at=None, decided_by=None)
                | (~Q(stage=AskStage.ASKED) & Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="matters_return_decided",
            ),
        ]
        indexes = [
            models.Index(fields=["asked_at"], condition=Q(stage=AskStage.ASKED), name="matters_return_open"),
        ]


class Dispute(models.Model):
    """A leg that was handed back, kept by the arbiter, and is still not taken: the centre coordinates (协调).

    Both sides' words stand side by side: ``words`` of the unit, those of the arbiter in the return. ``order`` is the
    one that was kept, or the one by which the leg was passed on.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="disputes")
    handed_back = models.OneToOneField(Return, models.PROTECT, related_name="dispute")
    order = models.OneToOneField(WorkOrder, models.PROTECT, related_name="dispute")
    words = models.CharField(max_length=300)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    settled_words = models.CharField(max_length=300, blank=True)
    settled_on = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")  # who does it

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by=None, settled_on=None)
                | Q(settled_at__isnull=False, settled_by__isnull=False, settled_on__isnull=False),
                name="matters_dispute_settled",
            ),
        ]
        indexes = [models.Index(fields=["opened_at"], condition=Q(settled_at=None), name="matters_dispute_open")]

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from linli.core.calendar.rules import LimitUnit
from linli.matters.models.matter import Matter
from linli.matters.rules import OPEN_ORDER_STAGES, OrderStage, SpokenTo
from linli.orgs.models import Organisation
from linli.people.models import Person


class WorkOrderQuerySet(models.QuerySet["WorkOrder"]):
    def open(self) -> Self:
        return self.filter(stage__in=OPEN_ORDER_STAGES)

    def overdue(self, at: datetime) -> Self:
        return self.filter(stage__in=OPEN_ORDER_STAGES, paused_at=None, due_at__lt=at)


class WorkOrder(models.Model):
    """One unit's part in a matter (a leg). Exactly one of a matter's live orders leads.

    A leg with a limit of its own counts it from ``dispatched_at``; any other has the promise of the matter.
    ``taken_up_at`` is when the present round began for this unit: when it was sent or was taken up again.
    ``warn_at`` is when ``jobs.alert`` looks at it next. Whoever moves ``due_at`` sets it to that instant, so that the
    steps of the ladder are counted anew; None when no step is ahead.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="orders")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="orders")
    leads = models.BooleanField()
    stage = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in OrderStage], default=OrderStage.DISPATCHED
    )
    version = models.PositiveIntegerField(default=1)
    task = models.CharField(max_length=300, blank=True)  # what the desk asks, when it is not the whole matter
    limit_amount = models.PositiveSmallIntegerField(null=True, blank=True)
    limit_unit = models.CharField(max_length=16, blank=True, choices=[(u.value, u.value) for u in LimitUnit])
    due_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True)
    paused_due_at = models.DateTimeField(null=True)  # as that of a matter
    warn_at = models.DateTimeField(null=True)
    dispatched_at = models.DateTimeField()
    taken_up_at = models.DateTimeField(null=True)  # null: dispatched before there was a ladder
    dispatched_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    sign_by = models.DateTimeField(null=True)  # null: dispatched before there were terms
    contact_by = models.DateTimeField(null=True)  # of the lead; null too when no reporter left a way to be reached
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    objects = WorkOrderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter"],
                condition=Q(leads=True) & ~Q(stage=OrderStage.CANCELLED),
                name="matters_one_lead",
            ),
            models.UniqueConstraint(
                fields=["matter", "unit"], condition=~Q(stage=OrderStage.CANCELLED), name="matters_one_order_each"
            ),
            models.CheckConstraint(
                condition=Q(signed_at=None, signed_by=None) | Q(signed_at__isnull=False, signed_by__isnull=False),
                name="matters_order_signed",
            ),
            models.CheckConstraint(
                condition=Q(done_at=None, done_by=None) | Q(done_at__isnull=False, done_by__isnull=False),
                name="matters_order_done",
            ),
            models.CheckConstraint(
                condition=Q(paused_due_at=None) | Q(paused_at__isnull=False), name="matters_order_paused_due"
            ),
            models.CheckConstraint(
                condition=Q(limit_amount=None, limit_unit="") | (Q(limit_amount__gte=1) & ~Q(limit_unit="")),
                name="matters_order_limit",
            ),
        ]
        indexes = [
            models.Index(
                fields=["unit", "due_at"], condition=Q(stage__in=OPEN_ORDER_STAGES), name="matters_order_open"
            ),
            models.Index(fields=["warn_at"], condition=Q(stage__in=OPEN_ORDER_STAGES), name="matters_order_warn"),
            models.Index(fields=["dispatched_at"], name="matters_order_sent"),  # these three: figures of a month
            models.Index(fields=["sign_by"], name="matters_order_sign_by"),
            models.Index(fields=["contact_by"], condition=Q(leads=True), name="matters_order_contact_by"),
        ]


class Note(models.Model):
    """What was done, told while handling. ``by_unit`` is kept, so that it still reads right after a move of posts."""

    order = models.ForeignKey(WorkOrder, models.PROTECT, related_name="notes")
    words = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")


class ContactTry(models.Model):
    """The unit called or visited the reporter while it handled the matter, and reached them or not."""

    order = models.ForeignKey(WorkOrder, models.PROTECT, related_name="contact_tries")
    round = models.PositiveSmallIntegerField()
    reached = models.BooleanField()
    tried_at = models.DateTimeField()
    at = models.DateTimeField()  # when it was noted
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")


class Answer(models.Model):
    """What a unit says the result is; one for each round. The lead's answer is what the reporter reads.

    Of the lead it has the four elements: when the reporter was contacted, who was spoken to, what was done (``words``),
    by when. Source: 宜兴 reply check 四要素 (domain notes, section 3).
    """

    order = models.ForeignKey(WorkOrder, models.PROTECT, related_name="answers")
    round = models.PositiveSmallIntegerField()
    words = models.TextField()
    contacted_at = models.DateTimeField(null=True)  # null: assisting, or nobody could be reached
    spoken_to = models.CharField(max_length=10, blank=True, choices=[(s.value, s.value) for s in SpokenTo])
    finished_on = models.DateField(null=True)  # done on, or will be done by
    without = models.CharField(max_length=300, blank=True)  # why the lead did not wait for the legs still open
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["order", "round"], name="matters_one_answer_a_round")]

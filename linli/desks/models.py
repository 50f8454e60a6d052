from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from linli.core.dated import Dated, DatedQuerySet, dated_constraint
from linli.desks.rules import NAME_LIMIT, PRESENT_FOR, QUERY_LIMIT, TEMPLATE_LIMIT
from linli.matters.models import Matter
from linli.matters.rules import SHORT_WORDS_LIMIT, DeclineReason, Stage
from linli.orgs.models import Organisation
from linli.people.models import Person


class SavedView(models.Model):
    """A list of the queue under a name: its query string, kept by a person for itself or for its organisation."""

    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, related_name="+")
    name = models.CharField(max_length=NAME_LIMIT)
    query = models.CharField(max_length=QUERY_LIMIT, blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person=None, organisation__isnull=False) | Q(person__isnull=False, organisation=None),
                name="desks_view_of_one",
            ),
            models.UniqueConstraint(fields=["person", "name"], name="desks_view_person_name"),
            models.UniqueConstraint(fields=["organisation", "name"], name="desks_view_unit_name"),
        ]

    def __str__(self) -> str:
        return self.name


class ReplyTemplate(Dated):
    """A text with variables (``rules.VARIABLES``) that an organisation asks, answers or refuses with, for some days."""

    class Use(models.TextChoices):
        DECLINE = "decline"
        TASK = "task"  # what is asked of a unit
        CHECK = "check"  # what was found on the spot
        ANSWER = "answer"  # what a unit did, for the reporter

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    use = models.CharField(max_length=10, choices=Use)
    name = models.CharField(max_length=NAME_LIMIT)
    words = models.TextField(max_length=TEMPLATE_LIMIT)

    objects = DatedQuerySet["ReplyTemplate"].as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            dated_constraint("desks_template_dates"),
            models.UniqueConstraint(
                fields=["organisation", "use", "name"], condition=Q(valid_to=None), name="desks_one_open_template"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SecondPairRule(Dated):
    """Whether another person confirms the refusals of an organisation, from a day to a day. Without a row
    ``rules.SECOND_PAIR_OF_EYES`` decides."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    is_needed = models.BooleanField()

    objects = DatedQuerySet["SecondPairRule"].as_manager()

    class Meta:
        constraints = [
            dated_constraint("desks_second_dates"),
            models.UniqueConstraint(fields=["organisation"], condition=Q(valid_to=None), name="desks_one_open_second"),
        ]


class RefusalQuerySet(models.QuerySet["Refusal"]):
    def waiting(self) -> Self:
        """Proposed, and nobody has looked at it; where the matter has moved meanwhile there is nothing to confirm."""
        return self.filter(decided_at=None, matter__stage=Stage.RECEIVED)


class Refusal(models.Model):
    """A matter that somebody wants to decline, until another person of a desk confirms it or sends it back.
    The matter itself stays received."""

    class Outcome(models.TextChoices):
        CONFIRMED = "confirmed"
        RETURNED = "returned"

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="refusals")
    reason = models.CharField(max_length=20, choices=[(r.value, r.value) for r in DeclineReason])
    words = models.CharField(max_length=SHORT_WORDS_LIMIT)
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    remark = models.CharField(max_length=SHORT_WORDS_LIMIT, blank=True)  # why it was sent back

    objects = RefusalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None, outcome="")
                | (Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(outcome="")),
                name="desks_refusal_decided",
            ),
            models.UniqueConstraint(fields=["matter"], condition=Q(decided_at=None), name="desks_one_open_refusal"),
        ]
        indexes = [models.Index(fields=["proposed_at"], condition=Q(decided_at=None), name="desks_refusals_open")]


class PresenceQuerySet(models.QuerySet["Presence"]):
    def fresh(self, at: datetime) -> Self:
        return self.filter(seen_at__gt=at - PRESENT_FOR)


class Presence(models.Model):
    """Who has a matter open at a desk right now. Gone a minute after the last sign; nothing of it is kept."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(db_index=True)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter", "person"], name="desks_present_once")]


class Batch(models.Model):
    """One move asked for many matters at once. The same ``intent`` is the same batch, however often it is sent."""

    intent = models.UUIDField(unique=True)
    digest = models.CharField(max_length=64)
    move = models.CharField(max_length=10)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()


class BatchItem(models.Model):
    """What became of one matter of a batch; empty until it was tried."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="items")
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()  # that the asker saw
    outcome = models.CharField(max_length=60, blank=True)  # done, proposed, or the name of the error

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["batch", "matter"], name="desks_batch_once_each")]

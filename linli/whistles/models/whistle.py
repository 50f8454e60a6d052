from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from linli.matters.models import Matter
from linli.orgs.models import Organisation, OrgKind
from linli.people.models import Person
from linli.whistles.models.cause import Cause
from linli.whistles.rules import (
    OPEN_STAGES,
    OPEN_SUMMONS_STAGES,
    ChaseTo,
    Limit,
    Rank,
    RefusalReason,
    Stage,
    SummonsStage,
)

CALLABLE = (OrgKind.DEPARTMENT, OrgKind.STREET_OFFICE)
"""Who can be called by a whistle."""


def together(name: str, first: str, second: str) -> models.CheckConstraint:
    """Both fields are set, or neither."""
    neither = Q(**{first: None, second: None})
    both = Q(**{f"{first}__isnull": False, f"{second}__isnull": False})
    return models.CheckConstraint(condition=neither | both, name=name)


class WhistleQuerySet(models.QuerySet["Whistle"]):
    def open(self) -> Self:
        return self.filter(stage__in=OPEN_STAGES)


class Whistle(models.Model):
    """One call to the spot, at a matter or at a place. The stage moves only by ``rules.MOVES``.

    ``unit`` is the organisation that whistles, ``rank`` on which level; ``cause`` is the row in force at that time.
    """

    stage = models.CharField(max_length=10, choices=[(s.value, s.value) for s in Stage], default=Stage.BLOWN)
    version = models.PositiveIntegerField(default=1)
    cause = models.ForeignKey(Cause, models.PROTECT, related_name="+")
    rank = models.CharField(max_length=10, choices=[(r.value, r.value) for r in Rank])
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="whistles")
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, blank=True, related_name="whistles")
    place = models.CharField(max_length=15)
    address = models.CharField(max_length=120, blank=True)
    words = models.TextField()  # what the departments are asked to do
    result = models.TextField(blank=True)  # of the joint action; when called off, why

    blown_at = models.DateTimeField()
    blown_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    joined_at = models.DateTimeField(null=True)  # the first department came
    concluded_at = models.DateTimeField(null=True)
    concluded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)  # also when called off
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    objects = WhistleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter"], condition=Q(stage__in=OPEN_STAGES), name="whistles_one_open_a_matter"
            ),
            together("whistles_concluded_by", "concluded_at", "concluded_by"),
            together("whistles_closed_by", "closed_at", "closed_by"),
        ]
        indexes = [
            models.Index(fields=["place", "-blown_at"], name="whistles_place_newest"),
            models.Index(fields=["blown_at"], condition=Q(stage__in=OPEN_STAGES), name="whistles_open"),
        ]

    @property
    def number_shown(self) -> str:
        """What people read out on the phone: the day and the key."""
        return f"{timezone.localdate(self.blown_at):%y%m%d}-{self.pk:04d}"

    @property
    def is_open(self) -> bool:
        return self.stage in OPEN_STAGES


class SummonsQuerySet(models.QuerySet["Summons"]):
    def open(self) -> Self:
        return self.filter(stage__in=OPEN_SUMMONS_STAGES)


class Summons(models.Model):
    """One department's part in a whistle. Lateness is read off the three ``…_due_at``, never stored.

    ``round`` grows when an arbiter turns a refusal down: the department is called anew, with limits from then on.
    """

    whistle = models.ForeignKey(Whistle, models.CASCADE, related_name="summonses")
    department = models.ForeignKey(Organisation, models.PROTECT, related_name="summonses")
    stage = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in SummonsStage], default=SummonsStage.CALLED
    )
    version = models.PositiveIntegerField(default=1)
    round = models.PositiveSmallIntegerField(default=1)
    called_at = models.DateTimeField()
    sign_due_at = models.DateTimeField()
    contact_due_at = models.DateTimeField()
    arrive_due_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    contacted_at = models.DateTimeField(null=True)
    contacted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    arrived_at = models.DateTimeField(null=True)
    arrived_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)  # done, released or stood down

    objects = SummonsQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["whistle", "department"], name="whistles_one_summons_each"),
            together("whistles_summons_signed", "signed_at", "signed_by"),
            together("whistles_summons_contacted", "contacted_at", "contacted_by"),
            together("whistles_summons_arrived", "arrived_at", "arrived_by"),
        ]
        indexes = [models.Index(fields=["department", "stage"], name="whistles_summons_stage")]


class Refusal(models.Model):
    """A department says that it need not come; an arbiter of the city centre decides. Once in each summons' life."""

    summons = models.OneToOneField(Summons, models.CASCADE, related_name="refusal")
    reason = models.CharField(max_length=20, choices=[(r.value, r.value) for r in RefusalReason])
    words = models.TextField()
    owner = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    refused_at = models.DateTimeField()
    refused_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    is_upheld = models.BooleanField(null=True)  # None: not decided yet
    decision = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            together("whistles_refusal_decided_by", "decided_at", "decided_by"),
            together("whistles_refusal_decided", "decided_at", "is_upheld"),
        ]


class ChaseQuerySet(models.QuerySet["Chase"]):
    def due(self, at: datetime) -> Self:
        return self.filter(fired_at=None, due_at__lt=at)

    def fired(self) -> Self:
        return self.filter(fired_at__isnull=False)


class Chase(models.Model):
    """Somebody will hear that a department stays away, at ``due_at``, unless it keeps the limit before.

    Planned when the department is called; a step that is no longer needed is taken off the plan.
    """

    summons = models.ForeignKey(Summons, models.CASCADE, related_name="chases")
    round = models.PositiveSmallIntegerField()
    step = models.PositiveSmallIntegerField()
    limit = models.CharField(max_length=10, choices=[(limit.value, limit.value) for limit in Limit])
    to = models.CharField(max_length=20, choices=[(to.value, to.value) for to in ChaseTo])
    due_at = models.DateTimeField()
    fired_at = models.DateTimeField(null=True)

    objects = ChaseQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["summons", "round", "step"], name="whistles_chase_once")]
        indexes = [models.Index(fields=["due_at"], condition=Q(fired_at=None), name="whistles_chase_due")]

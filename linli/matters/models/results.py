from __future__ import annotations

from django.db import models
from django.db.models import Q

from linli.core.models import Attachment
from linli.matters.models.matter import Matter, Reporter
from linli.matters.models.orders import Answer, Note
from linli.matters.rules import UnsolvedReason
from linli.people.models import Person


class Check(models.Model):
    """核查: somebody of the community or grid looked whether the answer is true."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="checks")
    round = models.PositiveSmallIntegerField()
    passed = models.BooleanField()
    words = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter", "round"], name="matters_one_check_a_round")]


class Rating(models.Model):
    """What a reporter says of the result: solved or not, how satisfied (1 to 5), once a round.

    ``entered_by`` wrote it down for them during a call-back.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="ratings")
    reporter = models.ForeignKey(Reporter, models.PROTECT, related_name="ratings")
    round = models.PositiveSmallIntegerField()
    solved = models.BooleanField()
    satisfaction = models.PositiveSmallIntegerField(null=True)
    reason = models.CharField(max_length=20, blank=True, choices=[(r.value, r.value) for r in UnsolvedReason])
    words = models.CharField(max_length=300, blank=True)
    entered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reporter", "round"], name="matters_one_rating_a_round"),
            models.CheckConstraint(
                condition=Q(satisfaction=None) | Q(satisfaction__gte=1, satisfaction__lte=5),
                name="matters_satisfaction_1_5",
            ),
            models.CheckConstraint(condition=Q(solved=True) | ~Q(reason=""), name="matters_unsolved_why"),
        ]
        indexes = [models.Index(fields=["at"], name="matters_rating_at")]


class CallBack(models.Model):
    """回访: somebody of the desk asked a reporter for their word, reached or not. What was said is a ``Rating``."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="call_backs")
    reporter = models.ForeignKey(Reporter, models.PROTECT, related_name="call_backs")
    round = models.PositiveSmallIntegerField()
    reached = models.BooleanField()
    rating = models.OneToOneField(Rating, models.PROTECT, null=True, blank=True, related_name="call_back")
    words = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(reached=True) | Q(rating=None), name="matters_unreached_unrated")
        ]


class Voice(models.Model):
    """What a reporter said aloud instead of writing, at most a minute, kept as sound."""

    attachment = models.OneToOneField(Attachment, models.PROTECT, related_name="+")
    matter = models.OneToOneField(Matter, models.PROTECT, related_name="voice")


class Photo(models.Model):
    """A photo of a matter: as reported, or before and after by those who handled it."""

    class Phase(models.TextChoices):
        REPORTED = "reported"
        BEFORE = "before"
        AFTER = "after"
        CHECKED = "checked"

    attachment = models.OneToOneField(Attachment, models.PROTECT, related_name="+")
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="photos")
    note = models.ForeignKey(Note, models.PROTECT, null=True, blank=True, related_name="photos")
    answer = models.ForeignKey(Answer, models.PROTECT, null=True, blank=True, related_name="photos")
    phase = models.CharField(max_length=10, choices=Phase)
    order = models.PositiveSmallIntegerField(default=0)

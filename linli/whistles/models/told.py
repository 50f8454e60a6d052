from __future__ import annotations

from django.db import models
from django.db.models import Q

from linli.core.models import Attachment
from linli.orgs.models import Organisation
from linli.people.models import Person
from linli.whistles.models.whistle import Summons, Whistle
from linli.whistles.rules import MARKS


class Note(models.Model):
    """A line of the joint log: what somebody of ``unit`` did or saw. ``verb`` is the step it was told with."""

    class Verb(models.TextChoices):
        BLOWN = "blown"
        CONTACTED = "contacted"
        ARRIVED = "arrived"
        NOTED = "noted"
        FINISHED = "finished"
        CONCLUDED = "concluded"

    whistle = models.ForeignKey(Whistle, models.CASCADE, related_name="notes")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    verb = models.CharField(max_length=10, choices=Verb, default=Verb.NOTED)
    words = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")


class Photo(models.Model):
    """A photo of a whistle, told with a note."""

    attachment = models.OneToOneField(Attachment, models.PROTECT, related_name="+")
    note = models.ForeignKey(Note, models.CASCADE, related_name="photos")
    order = models.PositiveSmallIntegerField(default=0)


class Rating(models.Model):
    """What the side that whistled says of a department: came in time, helped, one to five marks."""

    summons = models.OneToOneField(Summons, models.CASCADE, related_name="rating")
    in_time = models.BooleanField()
    helped = models.BooleanField()
    marks = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(marks__gte=MARKS.start, marks__lte=MARKS.stop - 1), name="whistles_rating_1_5"
            )
        ]


class Verdict(models.Model):
    """What a department says of the whistle: whether it was due; if not, why."""

    summons = models.OneToOneField(Summons, models.CASCADE, related_name="verdict")
    is_due = models.BooleanField()
    words = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(is_due=True) | ~Q(words=""), name="whistles_verdict_says_why")
        ]

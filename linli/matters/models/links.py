from __future__ import annotations

from django.db import models

from linli.matters.models.matter import Matter
from linli.people.models import Person


class Petition(models.Model):
    """信访: the number under which the same thing runs as a petition, so that neither road loses the other.

    Source: 信访工作条例 2022: told of acceptance within 15 days, closed within 60, at most 30 more.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="petitions")
    number = models.CharField(max_length=60)
    came_on = models.DateField()  # the day on which the petition was registered
    words = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter", "number"], name="matters_petition_once")]


class EmergencyCall(models.Model):
    """Somebody chose a kind that belongs to 110, 119, 120 or 122 and was sent there: the trace, without a person."""

    form = models.UUIDField(unique=True)  # in which it was chosen: one form leaves one trace
    kind = models.CharField(max_length=20)  # its code
    line = models.CharField(max_length=3)
    place = models.CharField(max_length=15, blank=True)
    channel = models.CharField(max_length=10)
    at = models.DateTimeField()

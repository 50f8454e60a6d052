from __future__ import annotations

from django.db import models
from django.db.models import Q

from linli.core.dated import Dated, dated_constraint
from linli.matters.models.matter import Matter
from linli.people.models import Person


class What(models.TextChoices):
    """What of a matter is somebody's own, and goes when its term is over. The contact has a term by itself."""

    VOICE = "voice"  # what was said aloud
    PHOTOS = "photos"  # as reported, before, after and at the check
    WORDS = "words"  # the reporters' own words, address and exact point


class Retention(Dated):
    """How many days after the end of a matter something of it is kept; dated data that a county may change."""

    what = models.CharField(max_length=10, choices=What)
    days = models.PositiveSmallIntegerField()
    days_unhandled = models.PositiveSmallIntegerField()  # of what was declined or taken back
    source = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            dated_constraint("matters_retention_dates"),
            models.UniqueConstraint(fields=["what", "valid_from"], name="matters_retention_once"),
        ]


class LegalHold(models.Model):
    """保全: nothing of a matter is erased while a court, an audit or a review may ask for it."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="legal_holds")
    words = models.CharField(max_length=300)  # what for
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter"], condition=Q(lifted_at=None), name="matters_one_legal_hold"),
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifted_by=None) | Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="matters_hold_lifted",
            ),
        ]

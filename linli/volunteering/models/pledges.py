"""What somebody promised to do for the neighbourhood."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from linli.core.crypto import EncryptedField
from linli.people.models import Person
from linli.places.models import Division


class PledgeQuerySet(models.QuerySet["Pledge"]):
    def shown(self) -> Self:
        """On the public list."""
        return self.filter(shown_at__isnull=False)

    def to_show(self) -> Self:
        """Whose owner wants it public, and no desk has looked yet."""
        return self.filter(wants_public=True, shown_at=None)


class Pledge(models.Model):
    """A small thing that somebody promises to do by a day, and did. Public only if they want, after the community has
    looked at the words; under a name only if they give one for that. Source: seed 002, 党员即时承诺."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")  # purpose: whose it is; 24 months
    community = models.ForeignKey(Division, models.PROTECT, related_name="+")
    words = EncryptedField()  # purpose: its owner's own page, and the public list if they want; 24 months
    by_on = models.DateField()
    made_at = models.DateTimeField()
    kept_at = models.DateTimeField(null=True, blank=True)
    wants_public = models.BooleanField(default=False)
    shown_name = EncryptedField(default="", blank=True)  # purpose: shown with the pledge, as its owner wants; 24 months
    shown_at = models.DateTimeField(null=True, blank=True)
    shown_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    objects = PledgeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(shown_at=None, shown_by=None)
                | Q(shown_at__isnull=False, shown_by__isnull=False, wants_public=True),
                name="volunteering_pledge_shown",
            ),
        ]
        indexes = [
            models.Index(fields=["shown_at"], condition=Q(shown_at__isnull=False), name="volunteering_pledges_shown"),
            models.Index(fields=["community", "made_at"], name="volunteering_pledges_of"),
        ]

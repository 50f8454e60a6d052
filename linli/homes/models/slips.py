"""What a household holds in its hand: the code that shows what was written, and what it asks to have corrected."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from linli.core.crypto import EncryptedField
from linli.homes.models.households import Household, Occupant
from linli.homes.rules import WORDS_LIMIT, Asked
from linli.people.models import Person


class SlipQuerySet(models.QuerySet["Slip"]):
    def live(self, on: date) -> Self:
        return self.filter(expires_on__gt=on)


class Slip(models.Model):
    """告知单: a code on paper or in a link. Only its digest is kept; a newer slip of the household replaces it."""

    household = models.OneToOneField(Household, models.CASCADE, related_name="slip")
    digest = models.CharField(max_length=64, unique=True)
    given_on = models.DateField()
    expires_on = models.DateField(db_index=True)

    objects = SlipQuerySet.as_manager()


class ChangeRequestQuerySet(models.QuerySet["ChangeRequest"]):
    def open(self) -> Self:
        return self.filter(decided_at=None)


class ChangeRequest(models.Model):
    """What the household asks to have corrected, by its slip. Its words are erased when it is decided, and the rest
    some time later."""

    household = models.ForeignKey(Household, models.CASCADE, related_name="requests")
    occupant = models.ForeignKey(Occupant, models.CASCADE, null=True, blank=True, related_name="+")
    asks = models.CharField(max_length=5, choices=[(asked.value, asked.value) for asked in Asked])
    words = EncryptedField(blank=True)  # purpose: what is right; until it is decided, at most a year
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    is_taken = models.BooleanField(null=True, blank=True)
    answer = models.CharField(max_length=WORDS_LIMIT, blank=True)  # why not, for the household to read

    objects = ChangeRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None, is_taken=None, answer="")
                | Q(decided_at__isnull=False, decided_by__isnull=False, is_taken=True, answer="")
                | (Q(decided_at__isnull=False, decided_by__isnull=False, is_taken=False) & ~Q(answer="")),
                name="homes_request_decided",
            ),
            models.CheckConstraint(
                condition=Q(asks=Asked.OTHER) | Q(occupant__isnull=False), name="homes_request_about_one"
            ),
        ]
        indexes = [
            models.Index(fields=["asked_at"], condition=Q(decided_at=None), name="homes_requests_open"),
            models.Index(fields=["decided_at"], name="homes_requests_decided"),
        ]

"""Whose a dwelling is. It stays with the dwelling, whoever lives in it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from linli.core.crypto import EncryptedField
from linli.core.dated import Dated, DatedQuerySet, dated_constraint
from linli.homes.models.keeping import Grounded
from linli.homes.rules import LARGEST_AREA
from linli.places.models import Dwelling


class Ownership(Dated):
    """A dwelling belongs to its owners from a day to a day. Owners vote by heads and by area (民法典 278), and those of
    one dwelling together, so the area stands here: whole hundredths of a square metre."""

    dwelling = models.ForeignKey(Dwelling, models.PROTECT, related_name="+")
    area_m2_hundredths = models.PositiveIntegerField()

    objects = DatedQuerySet["Ownership"].as_manager()

    class Meta:
        constraints = [
            dated_constraint("homes_ownership_dates"),
            models.CheckConstraint(condition=Q(area_m2_hundredths__range=(1, LARGEST_AREA)), name="homes_owned_area"),
            models.UniqueConstraint(fields=["dwelling"], condition=Q(valid_to=None), name="homes_owned_once"),
        ]


class Owner(Grounded):
    """One of the owners of a dwelling; erased when it is sold, or when the rule's term is over."""

    ownership = models.ForeignKey(Ownership, models.CASCADE, related_name="owners")
    name = EncryptedField()  # purpose: check who votes; until ``valid_to``
    phone = EncryptedField(default="", blank=True)  # purpose: call them to the meeting of owners; as the name

    objects = DatedQuerySet["Owner"].as_manager()

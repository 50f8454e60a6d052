"""Who lives behind a door, as far as a visit needs."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q

from linli.core.crypto import INDEX_HEX, EncryptedField
from linli.core.dated import DatedQuerySet
from linli.homes.models.keeping import Grounded
from linli.homes.rules import End
from linli.places.models import Dwelling
from linli.places.rules import GRID_DIGITS

NAME_INDEX, PHONE_INDEX = "homes.occupant.name", "homes.occupant.phone"


class HouseholdQuerySet(models.QuerySet["Household"]):
    def living(self) -> Self:
        """Those that neither moved out nor were joined to another one."""
        return self.filter(ended_at=None)


class Household(models.Model):
    """Those who live together in a dwelling; one dwelling may hold several. Of a household of which nothing may be kept
    this row stays, which says no more than that somebody lives there.

    ``place`` is the code of the grid that holds the building, else of the community, and follows the land
    (``jobs.follow_the_land``). One that was written twice is ``merged_into`` the other, and its lines stay its own: to
    take the two apart loses nothing.
    """

    dwelling = models.ForeignKey(Dwelling, models.PROTECT, related_name="+")
    place = models.CharField(max_length=GRID_DIGITS)
    founded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    end = models.CharField(max_length=10, choices=[(end.value, end.value) for end in End], blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")

    objects = HouseholdQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None, end="") | (Q(ended_at__isnull=False) & ~Q(end="")), name="homes_ended"
            ),
            models.CheckConstraint(
                condition=Q(end=End.MERGED, merged_into__isnull=False) | (~Q(end=End.MERGED) & Q(merged_into=None)),
                name="homes_merged",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("pk")), name="homes_merged_two_sides"
            ),
        ]
        indexes = [
            models.Index(fields=["place", "founded_at"], condition=Q(ended_at=None), name="homes_living_in"),
        ]

    @property
    def number(self) -> str:
        """What the record of looks calls it; says nothing of where it is."""
        return f"H{self.pk}"


class OccupantQuerySet(DatedQuerySet["Occupant"]):
    def of(self, household: Household) -> Self:
        """Everybody who is written down for a household, there and in those that were joined to it."""
        return self.filter(Q(household=household) | Q(household__merged_into=household))

    def once(self) -> Self:
        """Without those who are written down twice."""
        return self.filter(double_of=None)


class Occupant(Grounded):
    """Somebody who lives in a household. Never a number of identity, a birthday, a relation or a party."""

    household = models.ForeignKey(Household, models.CASCADE, related_name="occupants")
    name = EncryptedField()  # purpose: know whom one visits; until ``valid_to``
    phone = EncryptedField(default="", blank=True)  # purpose: call before a visit, in an emergency; as the name
    name_index = models.CharField(
        max_length=INDEX_HEX, db_index=True
    )  # purpose: find who is written twice; as the name
    phone_index = models.CharField(max_length=INDEX_HEX, blank=True, db_index=True)  # the same
    double_of = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="doubles")

    objects = OccupantQuerySet.as_manager()

    class Meta(Grounded.Meta):
        constraints = [
            *Grounded.Meta.constraints,
            models.CheckConstraint(condition=Q(double_of=None) | ~Q(double_of=F("pk")), name="homes_double_two_sides"),
        ]


class CareNeed(Grounded):
    """Somebody needs care of a kind (the ``code`` of a rule), which their household said. Purpose: as the rule says;
    erased on the day it ends. No words stand here: what illness it is, nobody has to know for a visit."""

    occupant = models.ForeignKey(Occupant, models.CASCADE, related_name="needs", db_index=False)
    code = models.CharField(max_length=20)

    objects = DatedQuerySet["CareNeed"].as_manager()

    class Meta(Grounded.Meta):
        constraints = [
            *Grounded.Meta.constraints,
            models.UniqueConstraint(fields=["occupant", "code"], name="homes_need_once"),
        ]

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q

from linli.core.dated import Dated, DatedQuerySet
from linli.orgs.models import Organisation
from linli.people.models import Person
from linli.places.models import Division
from linli.points.rules import Period


class Offer(Dated):
    """Thanks that a merchant or centre gives: for ``price`` points, or to a household with ``stars`` stars.

    ``stock`` is how many in each ``period``; ``given`` counts only to let one taker pass at a time.
    """

    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    community = models.ForeignKey(Division, models.PROTECT, related_name="+")
    title = models.CharField(max_length=60)
    title_en = models.CharField(max_length=100, blank=True)
    words = models.CharField(max_length=300, blank=True)
    price = models.PositiveIntegerField(null=True, blank=True)
    stars = models.PositiveSmallIntegerField(null=True, blank=True)
    stock = models.PositiveIntegerField()
    period = models.CharField(max_length=5, choices=[(period.value, period.value) for period in Period])
    given = models.PositiveIntegerField(default=0)

    objects = DatedQuerySet["Offer"].as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="points_offer_dates"
            ),
            models.CheckConstraint(
                condition=Q(price__gte=1, stars=None) | Q(price=None, stars__gte=1), name="points_offer_asks_one"
            ),
            models.CheckConstraint(condition=Q(stock__gte=1), name="points_offer_has_stock"),
        ]


class Cause(Dated):
    """What points can be given to: something for the community, or for a neighbour in need, who is not named here."""

    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+")  # the committee that answers for it
    community = models.ForeignKey(Division, models.PROTECT, related_name="+")
    title = models.CharField(max_length=60)
    words = models.CharField(max_length=300, blank=True)
    for_neighbour = models.BooleanField(default=False)

    objects = DatedQuerySet["Cause"].as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="points_cause_dates"
            )
        ]


class RedemptionQuerySet(models.QuerySet["Redemption"]):
    def open(self, at: datetime) -> Self:
        return self.waiting().filter(expires_at__gt=at)

    def waiting(self) -> Self:
        return self.filter(used_at=None, returned_at=None)

    def over(self, at: datetime) -> Self:
        return self.waiting().filter(expires_at__lte=at)


class Redemption(models.Model):
    """A code for one offer, taken by a wallet or by a household and used once at the counter of its unit.

    Only the digest of the code is kept: the owner's page makes the code anew from ``salt`` and the key of the house.
    ``hold`` is the movement that set the points aside; they go to the unit, or back.
    """

    offer = models.ForeignKey(Offer, models.PROTECT, related_name="redemptions")
    account = models.ForeignKey("points.Account", models.PROTECT, null=True, blank=True, related_name="+")
    household = models.ForeignKey("points.Household", models.CASCADE, null=True, blank=True, related_name="+")
    hold = models.OneToOneField("points.Movement", models.PROTECT, null=True, blank=True, related_name="+")
    salt = models.CharField(max_length=32)
    digest = models.CharField(max_length=64, unique=True)
    taken_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    used_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    returned_at = models.DateTimeField(null=True, blank=True)

    objects = RedemptionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(household=None, account__isnull=False, hold__isnull=False)
                | Q(household__isnull=False, account=None, hold=None),
                name="points_code_is_owned",
            ),
            models.CheckConstraint(
                condition=Q(used_at=None, used_by=None) | Q(used_at__isnull=False, used_by__isnull=False),
                name="points_code_used",
            ),
            models.CheckConstraint(condition=Q(used_at=None) | Q(returned_at=None), name="points_code_ends_once"),
            models.UniqueConstraint(
                fields=["offer", "household"],
                condition=Q(household__isnull=False, returned_at=None),
                name="points_benefit_once",
            ),
        ]
        indexes = [
            models.Index(fields=["expires_at"], condition=Q(used_at=None, returned_at=None), name="points_code_waits"),
            models.Index(fields=["offer", "taken_at"], name="points_code_stock"),
        ]

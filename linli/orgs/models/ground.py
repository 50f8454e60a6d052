"""Where a body stands on the land, and who answers for which homes."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Greatest

from linli.core.dated import Dated, DatedQuerySet
from linli.orgs.models.posts import Post
from linli.orgs.models.tree import Organisation
from linli.orgs.rules import SAYS_MEMBER
from linli.places.models import Building, Dwelling, Estate, Grid, Zone


class Ground(models.TextChoices):
    """What a body can stand on."""

    GRID = "grid"
    ESTATE = "estate"
    BUILDING = "building"
    ZONE = "zone"
    FIRM = "firm"


class Sense(models.TextChoices):
    """How a body stands there."""

    COVERS = "covers"  # it is the body of this ground
    SITS = "sits"  # it only has its rooms there, as a workstation in a park


def _one_ground() -> Q:
    """Exactly the key that ``ground`` names is filled."""
    one = Q()
    for ground in Ground.values:
        filled = {f"{name}__isnull": name != ground for name in Ground.values}
        one |= Q(ground=ground, **filled)
    return one


class StandQuerySet(DatedQuerySet["Stand"]):
    def end(self, on: date) -> int:
        """Nothing stands there from ``on``. Returns how many there were."""
        return self.filter(valid_to=None).update(valid_to=Greatest("valid_from", Value(on)))

    def covering(self, on: date) -> Self:
        return self.valid(on).filter(sense=Sense.COVERS)


class Stand(Dated):
    """A body stands on a grid, an estate, a building, a zone or at a firm, from a day to a day. One grid, one body."""

    body = models.ForeignKey(Organisation, models.PROTECT, related_name="stands")
    ground = models.CharField(max_length=10, choices=Ground)
    sense = models.CharField(max_length=10, choices=Sense, default=Sense.COVERS)
    grid = models.ForeignKey(Grid, models.PROTECT, null=True, blank=True, related_name="stands")
    estate = models.ForeignKey(Estate, models.PROTECT, null=True, blank=True, related_name="stands")
    building = models.ForeignKey(Building, models.PROTECT, null=True, blank=True, related_name="stands")
    zone = models.ForeignKey(Zone, models.PROTECT, null=True, blank=True, related_name="stands")
    firm = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="covered_by")

    objects = StandQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="orgs_stand_dates"
            ),
            models.CheckConstraint(condition=_one_ground(), name="orgs_stand_one_ground"),
            models.CheckConstraint(condition=~Q(firm=F("body")), name="orgs_stand_two_sides"),
            *(
                models.UniqueConstraint(
                    fields=[ground],
                    condition=Q(valid_to=None, sense=Sense.COVERS, **{f"{ground}__isnull": False}),
                    name=f"orgs_one_body_a_{ground}",
                )
                for ground in Ground.values
            ),
        ]


class AreaKind(models.TextChoices):
    """As what somebody answers for homes."""

    MEMBER = "member"  # 党员责任区
    HUB_HOUSEHOLD = "hub_household"  # 党员中心户
    BUILDING_HEAD = "building_head"  # 楼长
    STAIRWAY_HEAD = "stairway_head"  # 楼道长
    LANE_HEAD = "lane_head"  # 街巷长


class ResponsibilityAreaQuerySet(DatedQuerySet["ResponsibilityArea"]):
    def open(self) -> Self:
        return self.filter(valid_to=None)

    def end(self, on: date) -> int:
        """Nobody answers for them from ``on``; of what says party membership nothing is kept. Returns how many."""
        count, _ = self.open().filter(kind__in=SAYS_MEMBER).delete()
        return count + self.open().update(valid_to=Greatest("valid_from", Value(on)))

    def agreed(self) -> Self:
        """Those that their keeper agreed to; others are only asked for, and nobody is named."""
        return self.filter(agreed_at__isnull=False)


class ResponsibilityArea(Dated):
    """Homes that one keeper answers for: an estate, a building, a staircase or a dwelling. A set of homes is several
    rows of one post.

    ``path`` is the ground from wide to narrow (``12/34/1单元/56/``): an area lies in another one when its path begins
    with the other's. Being asked for says nothing of a person; whoever agrees to the kind of a party member says so
    themselves, and taking that back erases the row. Purpose: neighbours know whom to turn to; kept until then.
    """

    kind = models.CharField(max_length=16, choices=AreaKind)
    post = models.ForeignKey(Post, models.PROTECT, related_name="areas")
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="responsibility_areas")
    building = models.ForeignKey(Building, models.PROTECT, null=True, blank=True, related_name="responsibility_areas")
    staircase = models.CharField(max_length=10, blank=True)
    dwelling = models.ForeignKey(Dwelling, models.PROTECT, null=True, blank=True, related_name="responsibility_areas")
    path = models.CharField(max_length=60)
    agreed_at = models.DateTimeField(null=True, blank=True)

    objects = ResponsibilityAreaQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="orgs_area_dates"
            ),
            models.CheckConstraint(
                condition=Q(building__isnull=False) | Q(staircase="", dwelling=None), name="orgs_area_in_building"
            ),
            models.UniqueConstraint(fields=["kind", "path"], condition=Q(valid_to=None), name="orgs_area_kept_once"),
        ]
        indexes = [models.Index(fields=["estate", "kind"], name="orgs_areas_of_estate")]

    @property
    def homes(self) -> str:
        """From wide to narrow: ``幸福小区 2幢 1单元 201``."""
        parts = [
            self.estate.name,
            self.building.name if self.building is not None else "",
            self.staircase,
            self.dwelling.door if self.dwelling is not None else "",
        ]
        return " ".join(part for part in parts if part)

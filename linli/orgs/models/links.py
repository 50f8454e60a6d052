"""Organisations that stand by each other across the tree."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from linli.orgs.models.tree import Organisation
from linli.places.models import dated_constraint, in_force


class LinkKind(models.TextChoices):
    PARTNER_UNIT = "partner_unit"  # 共建单位
    ALLIANCE = "alliance"
    LINKED_DEPARTMENT = "linked_department"  # 挂钩联系部门


class UnitLinkQuerySet(models.QuerySet["UnitLink"]):
    def valid(self, on: date) -> Self:
        return self.filter(in_force(on))


class UnitLink(models.Model):
    """One organisation stands by another across the tree, for a time."""

    kind = models.CharField(max_length=20, choices=LinkKind)
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="links")
    stands_by = models.ForeignKey(Organisation, models.PROTECT, related_name="linked_by")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = UnitLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            dated_constraint("orgs_link_dates"),
            models.CheckConstraint(condition=~Q(unit=F("stands_by")), name="orgs_link_two_sides"),
            models.UniqueConstraint(
                fields=["kind", "unit", "stands_by"], condition=Q(valid_to=None), name="orgs_one_open_link"
            ),
        ]

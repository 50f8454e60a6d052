"""Organisations that stand by each other across the tree."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from django.db import models
from django.db.models import F, Q

from linli.core.dated import Dated, DatedQuerySet, dated_constraint
from linli.orgs.models.tree import Organisation


class LinkKind(models.TextChoices):
    PARTNER_UNIT = "partner_unit"  # 共建单位
    ALLIANCE = "alliance"
    LINKED_DEPARTMENT = "linked_department"  # 挂钩联系部门
    AREA_MEMBER = "area_member"  # 区域成员单位
    MANAGING_TOWN = "managing_town"  # 行业党委 1+4: 区镇街道
    REGULATOR = "regulator"  # 行业党委 1+4: 行业主管部门
    ASSOCIATION = "association"  # 行业党委 1+4: 行业协会
    GROUND_GIVEN = "ground_given"  # 产权单位、骨干企业、物业公司: on whose ground a body is built


Tie = TypeVar("Tie", bound="UnitLink | Pairing", covariant=True)


class TieQuerySet(DatedQuerySet[Tie]):
    def end(self, on: date) -> int:
        """None of them holds from ``on``; one that would begin later never did. Returns how many there were."""
        begun = self.filter(valid_to=None, valid_from__lt=on).update(valid_to=on)
        return begun + self.filter(valid_to=None).delete()[0]


class UnitLink(Dated):
    """One organisation stands by another across the tree, for a time."""

    kind = models.CharField(max_length=20, choices=LinkKind)
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="links")
    stands_by = models.ForeignKey(Organisation, models.PROTECT, related_name="linked_by")

    objects = TieQuerySet["UnitLink"].as_manager()

    class Meta:
        constraints = [
            dated_constraint("orgs_link_dates"),
            models.CheckConstraint(condition=~Q(unit=F("stands_by")), name="orgs_link_two_sides"),
            models.UniqueConstraint(
                fields=["kind", "unit", "stands_by"], condition=Q(valid_to=None), name="orgs_one_open_link"
            ),
        ]


class Pairing(Dated):
    """Two bodies across a border work together by an agreement. 毗邻党建.

    The other one is of this house (``partner``, with the higher key, so that a pair stands once) or of another county
    (``partner_name`` and ``partner_place``).
    """

    body = models.ForeignKey(Organisation, models.PROTECT, related_name="pairings")
    partner = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="paired_by")
    partner_name = models.CharField(max_length=60, blank=True)
    partner_place = models.CharField(max_length=60, blank=True)
    agreement = models.CharField(max_length=100)  # its title
    matters = models.CharField(max_length=500, blank=True)  # what the two do together
    signed_on = models.DateField()

    objects = TieQuerySet["Pairing"].as_manager()

    class Meta:
        constraints = [
            dated_constraint("orgs_pairing_dates"),
            models.CheckConstraint(
                condition=Q(partner__gt=F("body"), partner_name="", partner_place="")
                | (Q(partner=None) & ~Q(partner_name="") & ~Q(partner_place="")),
                name="orgs_pairing_one_partner",
            ),
            models.UniqueConstraint(
                fields=["body", "partner"],
                condition=Q(valid_to=None, partner__isnull=False),
                name="orgs_one_open_pairing",
            ),
            models.UniqueConstraint(
                fields=["body", "partner_name", "partner_place"],
                condition=Q(valid_to=None, partner=None),
                name="orgs_one_open_outside_pair",
            ),
        ]

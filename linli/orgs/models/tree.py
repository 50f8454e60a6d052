"""The tree of organisations."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from linli.core.dated import Dated, DatedQuerySet, dated_constraint
from linli.places.models import Division


class OrgKind(models.TextChoices):
    """What an organisation is. The party side and the administrative side stand in one tree."""

    CITY_CENTRE = "city_centre"  # 区域治理现代化指挥中心 / 联动中心
    DEPARTMENT = "department"  # 县级部门
    STREET_OFFICE = "street_office"  # 镇(街道)
    COMMUNITY_COMMITTEE = "community_committee"  # 居(村)委会
    GRID_TEAM = "grid_team"
    JOINT_PARTY_COMMITTEE = "joint_party_committee"  # 社区大党委
    GENERAL_BRANCH = "general_branch"  # 党总支
    PARTY_BRANCH = "party_branch"
    NEIGHBOURHOOD_BRANCH = "neighbourhood_branch"  # 邻里党支部, 小区党支部
    GRID_BRANCH = "grid_branch"  # 网格党组织
    BUILDING_BRANCH = "building_branch"  # 楼宇、商圈党组织
    PARTY_GROUP = "party_group"  # 居民小组(楼栋)党小组
    AREA_JOINT_COMMITTEE = "area_joint_committee"  # 区域联合党委
    COBUILDING_GROUP = "cobuilding_group"  # 社区共治小组, 共建小组
    PARTY_WORKSTATION = "party_workstation"  # 区域党建工作站
    INDUSTRY_COMMITTEE = "industry_committee"  # 行业党委
    INDUSTRY_ASSOCIATION = "industry_association"  # 行业协会
    PARTY_ALLIANCE = "party_alliance"  # 党建联盟
    MICRO_COMMUNITY = "micro_community"  # 红字号微社群
    PARTNER_UNIT = "partner_unit"
    TWO_NEW_ORG = "two_new_org"  # 两新组织: a firm or social organisation
    PROPERTY_COMPANY = "property_company"
    OWNERS_COMMITTEE = "owners_committee"
    TEMPORARY_PARTY_ORG = "temporary_party_org"
    MERCHANT = "merchant"  # 爱心商户: gives thanks to volunteers


class BodyForm(models.TextChoices):
    """How a body is put together."""

    ESTABLISHED = "established"  # 建制性: its members belong to it
    COMBINED = "combined"  # 兼合式: its members belong elsewhere
    BY_PLACE = "by_place"  # 地缘
    BY_TRADE = "by_trade"  # 业缘
    BY_INTEREST = "by_interest"  # 趣缘


class OrganisationQuerySet(DatedQuerySet["Organisation"]):
    def standing(self, on: date) -> Self:
        """In force, and not dissolved with everything that hung on it."""
        return self.valid(on).filter(dissolved_at=None)

    def run_out(self, on: date) -> Self:
        """Those whose end has come and that were not dissolved yet."""
        return self.filter(dissolved_at=None, valid_to__lte=on)


class Organisation(Dated):
    """A node of the tree. ``division`` is the area it answers for; a department answers for the county.

    An end in the future is known beforehand: a temporary body always has one. ``dissolved_at`` is set when everything
    that hung on it has ended with it.
    """

    code = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=30, choices=OrgKind)
    form = models.CharField(max_length=12, choices=BodyForm, blank=True)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=80, blank=True)
    duty = models.CharField(max_length=30, blank=True)  # what kind of department: urban_management, police, water …
    purpose = models.CharField(max_length=200, blank=True)  # what a temporary body, an alliance, a group is for
    headcount = models.PositiveIntegerField(null=True, blank=True)  # how many work at a firm
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    division = models.ForeignKey(Division, models.PROTECT, related_name="organisations")
    phone = models.CharField(max_length=20, blank=True)  # the office's public number
    dissolved_at = models.DateTimeField(null=True, blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        constraints = [
            dated_constraint("orgs_organisation_dates"),
            models.CheckConstraint(
                condition=~Q(kind=OrgKind.TEMPORARY_PARTY_ORG) | Q(valid_to__isnull=False), name="orgs_temporary_ends"
            ),
            models.CheckConstraint(
                condition=Q(dissolved_at=None) | Q(valid_to__isnull=False), name="orgs_dissolved_has_end"
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "duty"], name="orgs_kind_duty"),
            models.Index(fields=["parent", "code"], name="orgs_branch"),
            models.Index(
                fields=["valid_to"], condition=Q(dissolved_at=None, valid_to__isnull=False), name="orgs_runs_out"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def prefix(self) -> str:
        """The digits shared by every place that this organisation answers for."""
        return self.division.prefix


class Former(models.Model):
    """What an organisation was called, and under whom it stood, from a day until a day."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="formers")
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=80, blank=True)
    parent = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField()

    class Meta:
        constraints = [
            dated_constraint("orgs_former_dates"),
            models.UniqueConstraint(fields=["organisation", "valid_to"], name="orgs_one_former_a_day"),
        ]

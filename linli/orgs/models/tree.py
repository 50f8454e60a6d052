"""The tree of organisations."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models

from linli.places.models import Division, dated_constraint, in_force


class OrgKind(models.TextChoices):
    """What an organisation is. The party side and the administrative side stand in one tree."""

    CITY_CENTRE = "city_centre"  # 区域治理现代化指挥中心 / 联动中心
    DEPARTMENT = "department"  # 县级部门
    STREET_OFFICE = "street_office"  # 镇(街道)
    COMMUNITY_COMMITTEE = "community_committee"  # 居(村)委会
    GRID_TEAM = "grid_team"
    JOINT_PARTY_COMMITTEE = "joint_party_committee"  # 社区大党委
    PARTY_BRANCH = "party_branch"
    PARTY_GROUP = "party_group"
    AREA_JOINT_COMMITTEE = "area_joint_committee"
    INDUSTRY_COMMITTEE = "industry_committee"
    PARTY_ALLIANCE = "party_alliance"
    PARTNER_UNIT = "partner_unit"
    PROPERTY_COMPANY = "property_company"
    OWNERS_COMMITTEE = "owners_committee"
    TEMPORARY_PARTY_ORG = "temporary_party_org"
    MERCHANT = "merchant"  # 爱心商户: gives thanks to volunteers


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def valid(self, on: date) -> Self:
        return self.filter(in_force(on))


class Organisation(models.Model):
    """A node of the tree. ``division`` is the area it answers for; a department answers for the county."""

    code = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=30, choices=OrgKind)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=80, blank=True)
    duty = models.CharField(max_length=30, blank=True)  # what kind of department: urban_management, police, water …
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    division = models.ForeignKey(Division, models.PROTECT, related_name="organisations")
    phone = models.CharField(max_length=20, blank=True)  # the office's public number
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        constraints = [dated_constraint("orgs_organisation_dates")]
        indexes = [models.Index(fields=["kind", "duty"], name="orgs_kind_duty")]

    def __str__(self) -> str:
        return self.name

    @property
    def prefix(self) -> str:
        """The digits shared by every place that this organisation answers for."""
        return self.division.prefix

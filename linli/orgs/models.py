from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from linli.people.models import Person
from linli.places.models import Division, Grid, dated_constraint, in_force, unended


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


class Role(models.TextChoices):
    """What somebody is at an organisation. ``orgs.grants`` says what each may do."""

    GRID_WORKER = "grid_worker"
    GRID_HEAD = "grid_head"
    COMMUNITY_DESK = "community_desk"
    STREET_DESK = "street_desk"
    DEPARTMENT_HANDLER = "department_handler"
    DEPARTMENT_HEAD = "department_head"  # hears when the own department does not come to a whistle
    CENTRE_DESK = "centre_desk"
    SECRETARY = "secretary"
    PART_TIME_MEMBER = "part_time_member"
    MERCHANT_COUNTER = "merchant_counter"  # enters the codes of those who come for thanks
    SYSTEM_ADMIN = "system_admin"
    SECURITY_ADMIN = "security_admin"
    AUDITOR = "auditor"


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


class PostQuerySet(models.QuerySet["Post"]):
    def unended(self, on: date) -> Self:
        """Held on ``on`` or later."""
        return self.filter(unended(on))

    def held(self, on: date) -> Self:
        return self.unended(on).filter(valid_from__lte=on)


class Post(models.Model):
    """A person at an organisation in a role, from a day to a day. History is kept: an end is set, no row deleted."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="posts")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="posts")
    role = models.CharField(max_length=20, choices=Role)
    grid = models.ForeignKey(Grid, models.PROTECT, null=True, blank=True, related_name="posts")
    home_organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="members_lent"
    )  # where a part-time member comes from
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="orgs_post_dates"
            ),  # ended on its first day: never held
            models.UniqueConstraint(
                fields=["person", "organisation", "role", "grid"],
                condition=Q(valid_to=None, grid__isnull=False),
                name="orgs_one_open_grid_post",
            ),
            models.UniqueConstraint(
                fields=["person", "organisation", "role"],
                condition=Q(valid_to=None, grid=None),
                name="orgs_one_open_post",
            ),
        ]

    @property
    def prefix(self) -> str:
        """Where this post counts: its grid, else the area of its organisation."""
        return self.grid.code if self.grid is not None else self.organisation.prefix


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

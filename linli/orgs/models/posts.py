"""Who is what at which organisation, from a day to a day."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from linli.core.dated import Dated, DatedQuerySet
from linli.orgs.models.tree import Organisation
from linli.people.models import Person
from linli.places.models import Grid


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
    PARTY_HEAD = "party_head"  # leads a branch, a group, a workstation; sees nothing by that
    PARTY_ADVISER = "party_adviser"  # 党建指导员, sent to a building or a firm
    AREA_KEEPER = "area_keeper"  # answers for homes: 党员责任区, 中心户, 楼道长
    MERCHANT_COUNTER = "merchant_counter"  # enters the codes of those who come for thanks
    PARTNER_CONTACT = "partner_contact"  # 共建单位联络员: claims needs for the own unit
    SYSTEM_ADMIN = "system_admin"
    SECURITY_ADMIN = "security_admin"
    AUDITOR = "auditor"


class PostQuerySet(DatedQuerySet["Post"]):
    def held(self, on: date) -> Self:
        return self.valid(on)


class Post(Dated):
    """A person at an organisation in a role, from a day to a day. History is kept: an end is set, no row deleted."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="posts")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="posts")
    role = models.CharField(max_length=20, choices=Role)
    grid = models.ForeignKey(Grid, models.PROTECT, null=True, blank=True, related_name="posts")
    home_organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="members_lent"
    )  # where a part-time member comes from

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

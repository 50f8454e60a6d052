"""Photos of what was done: with the progress and delivery of a claim, and with a project."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from linli.commons.models.needs import Claim
from linli.commons.models.projects import Project
from linli.core.models import Attachment
from linli.orgs.models import Organisation


class PhotoQuerySet(models.QuerySet["Photo"]):
    def public(self) -> Self:
        """Those that the community shows, of what it has published."""
        published = Q(claim__part__need__published_at__isnull=False) | Q(project__published_at__isnull=False)
        return self.filter(published, shown_at__isnull=False)


class Photo(models.Model):
    """A photo by one of the two sides. Both see it; everybody does once the community has looked at it and shows it,
    for people may be seen on it."""

    attachment = models.OneToOneField(Attachment, models.PROTECT, related_name="+")
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, blank=True, related_name="photos")
    project = models.ForeignKey(Project, models.PROTECT, null=True, blank=True, related_name="photos")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+")  # who took it
    at = models.DateTimeField()
    shown_at = models.DateTimeField(null=True, blank=True)

    objects = PhotoQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(claim=None, project__isnull=False) | Q(claim__isnull=False, project=None),
                name="commons_photo_of_one",
            ),
        ]

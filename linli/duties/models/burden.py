from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from linli.duties.models.admissions import TITLE_LENGTH, Admission
from linli.orgs.models import Organisation


class BurdenRecordQuerySet(models.QuerySet["BurdenRecord"]):
    def standing(self) -> Self:
        """Not struck out by the unit that wrote it."""
        return self.filter(struck_at=None)


class BurdenRecord(models.Model):
    """A line of “we were asked this”: a task that a unit got from above, told by the unit itself.

    ``fields`` is how many things had to be filled in. ``admission`` is the published task it came under; none means
    that nobody admitted it. About a unit and never about a person.
    """

    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="burdens")
    asker = models.ForeignKey(Organisation, models.PROTECT, related_name="burdens_given")
    asked_on = models.DateField()
    title = models.CharField(max_length=TITLE_LENGTH)
    fields = models.PositiveSmallIntegerField(default=0)
    admission = models.ForeignKey(Admission, models.PROTECT, null=True, blank=True, related_name="records")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    struck_at = models.DateTimeField(null=True)  # a mistake, kept and not counted
    struck_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = BurdenRecordQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(struck_at=None, struck_by=None) | Q(struck_at__isnull=False, struck_by__isnull=False),
                name="duties_burden_struck",
            ),
        ]
        indexes = [models.Index(fields=["unit", "asked_on"], name="duties_burden_unit")]

    def __str__(self) -> str:
        return self.title

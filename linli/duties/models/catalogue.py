from __future__ import annotations

from django.db import models
from django.db.models import Q

from linli.core.calendar.rules import LimitUnit
from linli.core.dated import Dated, DatedQuerySet, dated_constraint
from linli.orgs.models import Organisation, OrgKind
from linli.places.models import Zone


class Shape(models.TextChoices):
    """Where a kind comes from: a thing of the street, something that happens, or what people ask by phone."""

    COMPONENT = "component"  # 部件
    INCIDENT = "incident"  # 事件
    HOTLINE = "hotline"  # 热线


class Urgency(models.TextChoices):
    """Classes of the answering practice. Source: 接诉即办 2 h / 24 h / 7 d / 15 d (domain notes, section 3)."""

    EMERGENCY = "emergency"
    URGENT = "urgent"
    ORDINARY = "ordinary"
    COMPLEX = "complex"


class ReturnStops(models.TextChoices):
    """Whether the clock stands while an arbiter decides on an order that was handed back."""

    NEVER = "never"
    UPHELD = "upheld"  # only when the arbiter agreed
    ALWAYS = "always"


class Kind(models.Model):
    """A node of the three-level tree of what people bring. ``words`` are what they call it."""

    code = models.CharField(max_length=20, unique=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    level = models.PositiveSmallIntegerField()
    shape = models.CharField(max_length=10, choices=Shape)
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=80)
    icon = models.CharField(max_length=30, blank=True)
    words = models.JSONField(default=list, blank=True)
    is_sensitive = models.BooleanField(default=False)  # never public, quick exit on its pages
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=3), name="duties_kind_level"),
            models.CheckConstraint(
                condition=Q(level=1, parent=None) | Q(level__gt=1, parent__isnull=False), name="duties_kind_parent"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CatalogueRow(Dated):
    """What is promised for a kind of the third level, from a day to a day."""

    kind = models.ForeignKey(Kind, models.PROTECT, related_name="rows")
    responsible_kind = models.CharField(max_length=30, choices=OrgKind)
    responsible_duty = models.CharField(max_length=30, blank=True)
    limit_amount = models.PositiveSmallIntegerField()
    limit_unit = models.CharField(max_length=16, choices=[(u.value, u.value) for u in LimitUnit])
    urgency = models.CharField(max_length=10, choices=Urgency, default=Urgency.ORDINARY)
    return_stops = models.CharField(max_length=6, choices=ReturnStops, default=ReturnStops.UPHELD)
    earlier_binds = models.BooleanField(default=False)  # an earlier time that another system promised is the promise
    done_when = models.CharField(max_length=200)
    questions = models.JSONField(default=list, blank=True)  # [{code, label, label_en, required, options?}], see seeds
    emergency_line = models.CharField(max_length=3, blank=True)  # 110, 119, 120, 122: call first
    notice = models.CharField(max_length=200, blank=True)
    notice_en = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=120, blank=True)

    objects = DatedQuerySet["CatalogueRow"].as_manager()

    class Meta:
        constraints = [
            dated_constraint("duties_row_dates"),
            models.UniqueConstraint(fields=["kind", "valid_from"], name="duties_row_once_a_day"),
            models.UniqueConstraint(fields=["kind"], condition=Q(valid_to=None), name="duties_one_open_row"),
            models.CheckConstraint(condition=Q(limit_amount__gte=1), name="duties_row_limit"),
        ]


class RoutingRule(Dated):
    """Who gets what, before the catalogue's own answer: rules are asked in ``order`` and the first that fits wins.

    Empty conditions fit everything. The unit is named, or is the one of a kind (and duty) that covers the place.
    """

    order = models.PositiveIntegerField()
    name = models.CharField(max_length=60)
    is_on = models.BooleanField(default=True)
    place_prefix = models.CharField(max_length=15, blank=True)
    zone = models.ForeignKey(Zone, models.PROTECT, null=True, blank=True)
    in_dedicated_grid = models.BooleanField(default=False)
    kind = models.ForeignKey(Kind, models.PROTECT, null=True, blank=True)  # and everything below it
    words = models.JSONField(default=list, blank=True)  # any of them in the text
    unit = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True)
    unit_kind = models.CharField(max_length=30, choices=OrgKind, blank=True)
    unit_duty = models.CharField(max_length=30, blank=True)
    source = models.CharField(max_length=120, blank=True)
    instead_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+"
    )  # ends where it begins

    objects = DatedQuerySet["RoutingRule"].as_manager()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            dated_constraint("duties_rule_dates"),
            models.CheckConstraint(
                condition=Q(unit__isnull=False, unit_kind="") | (Q(unit=None) & ~Q(unit_kind="")),
                name="duties_rule_names_unit",
            ),
        ]

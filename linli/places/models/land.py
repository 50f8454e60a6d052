"""The land (行政区划到户室): divisions, grids, estates, buildings, dwellings, zones."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from linli.core.dated import Dated, DatedQuerySet, dated_constraint
from linli.places import rules


class DivisionQuerySet(DatedQuerySet["Division"]):
    def within(self, prefix: str) -> Self:
        """Divisions whose code begins with ``prefix`` (digits)."""
        return self.filter(code__gte=prefix, code__lt=rules.after(prefix)) if prefix else self

    def communities(self) -> Self:
        return self.filter(level=rules.Level.COMMUNITY)

    def towns(self) -> Self:
        return self.filter(level=rules.Level.TOWN)


class Division(Dated):
    """A node of the tree from province to community, by its 12-digit code. The parent is the prefix."""

    code = models.CharField(max_length=rules.CODE_DIGITS, unique=True)
    level = models.PositiveSmallIntegerField(choices=[(level.value, level.name.lower()) for level in rules.Level])
    name = models.CharField(max_length=60)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    urban_rural_class = models.CharField(max_length=3, blank=True)
    outline = models.JSONField(null=True, blank=True)  # GeoJSON geometry, CGCS2000
    outline_is_synthetic = models.BooleanField(default=False)

    objects = DivisionQuerySet.as_manager()

    class Meta:
        constraints = [dated_constraint("places_division_dates")]

    def __str__(self) -> str:
        return self.name

    @property
    def prefix(self) -> str:
        return self.code[: self.level]

    @property
    def short_name(self) -> str:
        """The name as people say it: without 居委会, 村委会 behind 社区 or 村."""
        for tail in ("居民委员会", "村民委员会", "居委会", "村委会"):
            if self.name.endswith(tail):
                return self.name.removesuffix(tail)
        return self.name


class GridKind(models.TextChoices):
    BASIC = "basic"
    DEDICATED = "dedicated"  # 专属网格: a firm, mall, hospital or school that answers for itself
    MICRO = "micro"


class GridQuerySet(DatedQuerySet["Grid"]):
    def within(self, prefix: str) -> Self:
        return self.filter(code__gte=prefix, code__lt=rules.after(prefix)) if prefix else self


class Grid(Dated):
    """The smallest cell that somebody answers for. Code: the community's 12 digits and a serial of 3.

    Basic grids of a community cover it without overlap (GB/T 34300-2017). A dedicated grid is cut out of them.
    """

    code = models.CharField(max_length=rules.GRID_DIGITS, unique=True)
    community = models.ForeignKey(Division, models.PROTECT, related_name="grids")
    kind = models.CharField(max_length=12, choices=GridKind, default=GridKind.BASIC)
    name = models.CharField(max_length=60)
    host_name = models.CharField(max_length=60, blank=True)  # the unit of a dedicated grid
    outline = models.JSONField()  # GeoJSON Polygon or MultiPolygon, CGCS2000
    outline_is_synthetic = models.BooleanField(default=False)

    objects = GridQuerySet.as_manager()

    class Meta:
        constraints = [dated_constraint("places_grid_dates")]

    def __str__(self) -> str:
        return self.name


class Estate(models.Model):
    """A residential estate (小区)."""

    community = models.ForeignKey(Division, models.PROTECT, related_name="estates")
    grid = models.ForeignKey(Grid, models.PROTECT, null=True, blank=True, related_name="estates")
    name = models.CharField(max_length=60)
    lon = models.FloatField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "name"], name="places_estate_name")]

    def __str__(self) -> str:
        return self.name


class EstateForm(models.TextChoices):
    """Whether everybody may walk through. Source: 中发〔2016〕6号 (十六), 推广街区制, 逐步打开封闭住宅小区."""

    OPEN = "open"  # 开放式
    CLOSED = "closed"  # 封闭式


class EstateFormRow(Dated):
    """What form an estate has from a day to a day; without a row nobody has said."""

    estate = models.ForeignKey(Estate, models.CASCADE, related_name="forms")
    form = models.CharField(max_length=6, choices=EstateForm)

    objects = DatedQuerySet["EstateFormRow"].as_manager()

    class Meta:
        constraints = [
            dated_constraint("places_estate_form_dates"),
            models.UniqueConstraint(fields=["estate", "valid_from"], name="places_estate_form_day"),
            models.UniqueConstraint(fields=["estate"], condition=Q(valid_to=None), name="places_estate_one_form"),
        ]


class Building(models.Model):
    estate = models.ForeignKey(Estate, models.PROTECT, related_name="buildings")
    grid = models.ForeignKey(Grid, models.PROTECT, null=True, blank=True, related_name="buildings")
    name = models.CharField(max_length=30)
    storeys = models.PositiveSmallIntegerField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["estate", "name"], name="places_building_name")]

    def __str__(self) -> str:
        return self.name


class Dwelling(models.Model):
    """One door: a staircase of a building and the number on the door."""

    building = models.ForeignKey(Building, models.PROTECT, related_name="dwellings")
    staircase = models.CharField(max_length=10, blank=True)
    door = models.CharField(max_length=10)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["building", "staircase", "door"], name="places_dwelling_door")]


class ZoneKind(models.TextChoices):
    BUSINESS_DISTRICT = "business_district"
    PARTY_AREA = "party_area"
    PARK = "park"
    DORMITORY = "dormitory"


class Zone(Dated):
    """An area that overlaps the tree: a business district, a party area, a park, a dormitory."""

    kind = models.CharField(max_length=20, choices=ZoneKind)
    name = models.CharField(max_length=60)
    outline = models.JSONField(null=True, blank=True)
    divisions = models.ManyToManyField(Division, blank=True, related_name="zones")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "name"], name="places_zone_name"),
            dated_constraint("places_zone_dates"),
        ]

    def __str__(self) -> str:
        return self.name

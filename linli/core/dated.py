"""Rows that hold from a day (inclusive) to a day (exclusive); no end means until further notice.

What a county may change (limits, catalogues, rules, periods) is such a row: a new wording is a new row from a day on.
"""

from __future__ import annotations

from datetime import date
from typing import Self, TypeVar

from django.db import models
from django.db.models import F, Q

Row = TypeVar("Row", bound=models.Model, covariant=True)


class DayGone(ValueError):
    """What holds from a day on is set before that day has gone."""


class HasBegun(ValueError):
    """What holds, or held, is ended; only what has not begun is taken back, and once."""


def unended(on: date) -> Q:
    """A filter for dated rows that are in force on a day or later."""
    return Q(valid_to=None) | Q(valid_to__gt=on)


def in_force(on: date) -> Q:
    """A filter for dated rows that are in force on a day."""
    return unended(on) & Q(valid_from__lte=on)


def dated_constraint(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name=name)


class DatedQuerySet(models.QuerySet[Row]):
    def valid(self, on: date) -> Self:
        """In force on a day."""
        return self.filter(in_force(on))

    def unended(self, on: date) -> Self:
        """In force on a day or later."""
        return self.filter(unended(on))

    def to_come(self, on: date) -> Self:
        """Those that begin after a day."""
        return self.filter(valid_from__gt=on)

    def give_way(self, on: date) -> None:
        """Leave room for a row that holds from a day on: what begins then or later goes, what holds ends."""
        self.filter(valid_from__gte=on).delete()
        self.unended(on).update(valid_to=on)

    def take_back(self, row: models.Model, on: date) -> None:
        """Strike ``row`` out, which begins after a day, as if it had never been set: what would have given way to it
        holds until what follows it. Asked of all rows about one thing, which follow one another. Raises: HasBegun."""
        days = self.select_for_update().to_come(on).filter(pk=row.pk).values_list("valid_from", "valid_to").first()
        if days is None:
            raise HasBegun
        begin, end = days
        self.filter(pk=row.pk).delete()
        self.filter(valid_to=begin).update(valid_to=end)


class Dated(models.Model):
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

"""The model of building together as everybody reads it: what the county asks for, and what communities say of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from linli.commons.models import ModelPoint, PointWord


@dataclass(frozen=True, slots=True)
class Said:
    """A point, and what a community lets everybody read of it."""

    point: ModelPoint
    word: PointWord | None


def points(on: date) -> Sequence[ModelPoint]:
    """What is asked for on a day, in its order."""
    return list(ModelPoint.objects.valid(on).order_by("order", "pk"))


def communities(on: date) -> set[str]:
    """The codes of communities of which there is something to read."""
    asked = ModelPoint.objects.valid(on).values("code")
    rows = PointWord.objects.filter(is_public=True, code__in=asked)
    return set(rows.values_list("community__code", flat=True))


def said_in(community: str, on: date) -> Sequence[Said]:
    """Every point of the model with the word of a community, by its code. Two queries."""
    words = PointWord.objects.filter(community__code=community, is_public=True).select_related("unit")
    told = {word.code: word for word in words}
    return [Said(point, told.get(point.code)) for point in points(on)]

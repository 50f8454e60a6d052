"""Whose work an order is, where the house knows it for certain: what a unit can hand it back with in two taps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from linli.duties.reads import catalogue
from linli.duties.rules import Ground, KindFacts, UnitFacts
from linli.matters.models import WorkOrder
from linli.matters.reads.routing import case_of

ASSIGNED = (Ground.RULE, Ground.CATALOGUE)
"""Grounds that assign a duty; a unit that only covers the place has none."""


@dataclass(frozen=True, slots=True)
class Owner:
    """A unit that has the work instead of the one that was sent it, by what, and as which kind when that was wrong."""

    unit: UnitFacts
    ground: Ground
    kind: KindFacts | None = None


def by_duty(order: WorkOrder, at: datetime) -> Owner | None:
    """The unit that rules or catalogue name for the kind; none when they name the order's own."""
    return _assigned(order, catalogue().kinds[order.matter.kind_id], at)


def by_area(order: WorkOrder) -> Owner | None:
    """The unit of the same kind and duty with the smallest area around the place; none when it is the order's own."""
    own = catalogue().units.by_pk.get(order.unit_id)
    unit = catalogue().units.covering(order.matter.place, own.kind, own.duty) if own is not None else None
    return Owner(unit, Ground.TERRITORY) if unit is not None and unit.pk != order.unit_id else None


def by_words(order: WorkOrder, at: datetime) -> Owner | None:
    """The unit of the one kind that the words name, when it is another kind and another unit has it."""
    guessed = [kind for kind, _ in catalogue().guess(order.matter.words, timezone.localdate(at))]
    if len(guessed) != 1 or guessed[0].pk == order.matter.kind_id:
        return None
    found = _assigned(order, guessed[0], at)
    return Owner(found.unit, found.ground, guessed[0]) if found is not None else None


def _assigned(order: WorkOrder, kind: KindFacts, at: datetime) -> Owner | None:
    best = catalogue().best(case_of(order.matter, kind, timezone.localdate(at)))
    if best is None or best.unit.pk == order.unit_id or best.ground not in ASSIGNED:
        return None
    return Owner(best.unit, best.ground)

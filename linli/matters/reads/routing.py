"""Who gets a matter and why: the units that the rules name now. ``replay`` says what other rules would do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from linli.duties.reads import catalogue
from linli.duties.rules import Case, Ground, KindFacts, RowFacts, Suggestion, UnitFacts
from linli.matters.models import Matter
from linli.places.reads import gazetteer

MOST_UNITS = 3  # that a desk is shown


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """A unit that could lead, and why: the rule, the row of the catalogue or the place that names it."""

    unit: UnitFacts
    ground: Ground
    rule_name: str
    row: RowFacts | None
    met: tuple[str, ...]
    word: str
    was_proposed: bool = False  # the rules named it when the matter came in


def case_of(matter: Matter, kind: KindFacts, on: date) -> Case:
    """What routing asks of ``matter``, as if it had been said on ``on`` and were of ``kind``."""
    places = gazetteer()
    grid = places.grid_by_code.get(matter.place)
    return Case(
        place=matter.place,
        kind=kind,
        on=on,
        words=matter.words,
        zones=places.zones_of(matter.lon, matter.lat)
        if matter.lon is not None and matter.lat is not None
        else frozenset(),
        in_dedicated_grid=bool(grid and grid.is_dedicated),
    )


def named(matter: Matter, kind: KindFacts, at: datetime) -> list[Suggestion]:
    """The units that the rules, the catalogue and the place name now, best first."""
    return catalogue().suggest(case_of(matter, kind, timezone.localdate(at)))


def rank(matter: Matter, unit: int, at: datetime) -> int:
    """Which of the first ``MOST_UNITS`` that are named now ``unit`` is, from 1 on; 0 when it is none of them."""
    first = [one.unit.pk for one in named(matter, catalogue().kinds[matter.kind_id], at)][:MOST_UNITS]
    return first.index(unit) + 1 if unit in first else 0


def choice(suggestion: Suggestion, *, was_proposed: bool = False) -> UnitChoice:
    return UnitChoice(
        unit=suggestion.unit,
        ground=suggestion.ground,
        rule_name=suggestion.rule_name,
        row=catalogue().row_of(suggestion.row),
        met=suggestion.met,
        word=suggestion.word,
        was_proposed=was_proposed,
    )

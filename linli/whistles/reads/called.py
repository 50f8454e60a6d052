"""Who could be called, by duty: those at work on the matter, those whom routing and catalogue name, those whom the
cause usually calls; each with the reason. Whoever whistles chooses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from linli.core.calendar import working_calendar
from linli.duties.reads import catalogue
from linli.duties.rules import Case, Ground, KindFacts, UnitFacts
from linli.matters.models import Matter
from linli.matters.reads.routing import case_of
from linli.matters.rules import OrderStage
from linli.orgs.models import OrgKind
from linli.places.reads import gazetteer
from linli.whistles import rules
from linli.whistles.models import CALLABLE, Cause


class Why(StrEnum):
    ORDER = "order"  # has a work order for the matter
    RULE = "rule"  # a routing rule names it
    CATALOGUE = "catalogue"  # the service catalogue names it for this kind
    CAUSE = "cause"  # the cause usually calls this duty


@dataclass(frozen=True, slots=True)
class Callee:
    """A department that could be called; ``why`` is None for one that nothing names. ``detail`` is the rule's name."""

    unit: UnitFacts
    why: Why | None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Called:
    """What a department would be told: by when, and who hears when it does not come."""

    unit: UnitFacts
    dues: rules.Dues
    chases: tuple[tuple[rules.ChaseStep, datetime], ...]


def callees(
    place: str, *, on: date, matter: Matter | None = None, kind: KindFacts | None = None, cause: Cause | None = None
) -> list[Callee]:
    """Everybody who can be called to ``place``, those with a reason first, each once."""
    found: dict[int, Callee] = {}
    for callee in _named(place, on, matter, kind, cause):
        if callee.unit.kind in CALLABLE and place.startswith(callee.unit.prefix):
            found.setdefault(callee.unit.pk, callee)
    for unit in sorted(catalogue().units.all, key=lambda unit: (unit.kind != OrgKind.STREET_OFFICE, unit.pk)):
        if unit.kind in CALLABLE and place.startswith(unit.prefix):
            found.setdefault(unit.pk, Callee(unit, None))
    return list(found.values())


def preview(units: list[UnitFacts], cause: Cause, *, at: datetime) -> list[Called]:
    """What each of ``units`` would be told, were the whistle blown now."""
    calendar = working_calendar()
    dues = rules.dues(at, cause.limits, calendar)
    chases = tuple(rules.chase_times(dues, cause.steps, calendar))
    return [Called(unit, dues, chases) for unit in units]


def _named(
    place: str, on: date, matter: Matter | None, kind: KindFacts | None, cause: Cause | None
) -> Iterator[Callee]:
    units = catalogue().units
    if matter is not None:
        live = matter.orders.exclude(stage=OrderStage.CANCELLED).order_by("-leads", "pk")
        for pk in live.values_list("unit", flat=True):
            if pk in units.by_pk:
                yield Callee(units.by_pk[pk], Why.ORDER)
        kind = kind or catalogue().kinds[matter.kind_id]
    if kind is not None:
        for suggestion in catalogue().suggest(_case(place, on, matter, kind)):
            if suggestion.ground is not Ground.TERRITORY:
                yield Callee(suggestion.unit, Why(suggestion.ground.value), suggestion.rule_name)
    for duty in cause.duties if cause is not None else ():
        unit = units.covering(place, OrgKind.DEPARTMENT, duty)
        if unit is not None:
            yield Callee(unit, Why.CAUSE)


def _case(place: str, on: date, matter: Matter | None, kind: KindFacts) -> Case:
    if matter is not None:
        return case_of(matter, kind, on)
    grid = gazetteer().grid_by_code.get(place)
    return Case(place=place, kind=kind, on=on, in_dedicated_grid=bool(grid and grid.is_dedicated))

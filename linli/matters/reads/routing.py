"""Who gets a matter and why: the units that the rules name now, and what other rules would do to past matters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from linli.duties.reads import catalogue
from linli.duties.rules import Case, Ground, KindFacts, RowFacts, RuleFacts, Suggestion, UnitFacts
from linli.matters.models import Matter
from linli.places.reads import gazetteer

TRIED_DAYS = 90
TRIED_MOST = 5_000  # routed twice in a second or two
TRIED_SHOWN = 20


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


@dataclass(frozen=True, slots=True)
class Load:
    """How many of the matters that were asked a unit gets by the rules as they are, and by the others."""

    unit: UnitFacts
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Changed:
    """A matter, by its number alone, that would go to another unit; None where nobody would be named."""

    number: str
    before: UnitChoice | None
    after: UnitChoice | None


@dataclass(frozen=True, slots=True)
class Tried:
    """What other rules would have done to the newest matters of ``TRIED_DAYS``. No words, no place, no person."""

    asked: int
    is_all: bool  # false: only the newest ``TRIED_MOST`` were asked
    moved: int
    loads: tuple[Load, ...]  # of the units that would get more or less, the greatest change first
    examples: tuple[Changed, ...]  # the newest ``TRIED_SHOWN``


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


def choice(suggestion: Suggestion, *, was_proposed: bool = False) -> UnitChoice:
    return UnitChoice(
        unit=suggestion.unit,
        ground=suggestion.ground,
        rule_name=suggestion.rule_name,
        row=catalogue().row_by_pk.get(suggestion.row) if suggestion.row is not None else None,
        met=suggestion.met,
        word=suggestion.word,
        was_proposed=was_proposed,
    )


def try_rules(new: Sequence[RuleFacts], *, on: date, at: datetime) -> Tried:
    """Route past matters by ``new`` rules in the place of all present ones, as if all were said on ``on``."""
    known = catalogue()
    since = at - timedelta(days=TRIED_DAYS)
    past = Matter.objects.filter(received_at__gte=since, received_at__lte=at).order_by("-received_at", "-pk")
    rows = list(past.only("number", "kind_id", "place", "words", "lon", "lat")[: TRIED_MOST + 1])
    cases = [(matter.number_shown, case_of(matter, known.kinds[matter.kind_id], on)) for matter in rows[:TRIED_MOST]]
    told = known.dry_run(cases, new)
    loads = [Load(known.units.by_pk[pk], *counts) for pk, counts in told.counts.items() if counts[0] != counts[1]]
    return Tried(
        asked=told.asked,
        is_all=len(rows) <= TRIED_MOST,
        moved=len(told.changed),
        loads=tuple(sorted(loads, key=lambda load: -abs(load.after - load.before))),
        examples=tuple(
            Changed(
                change.key,
                choice(change.before) if change.before else None,
                choice(change.after) if change.after else None,
            )
            for change in told.changed[:TRIED_SHOWN]
        ),
    )

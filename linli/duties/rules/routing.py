"""Routing, pure: facts of a matter and a table in, suggestions with their reasons out.

The order: the rules, first match first; then the catalogue's own answer; then the community or street of the place,
so that nothing said by a resident is left without an owner.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Generic, TypeVar

from linli.core.calendar.rules import Limit

K = TypeVar("K")


class Ground(StrEnum):
    """What a suggestion rests on."""

    RULE = "rule"
    CATALOGUE = "catalogue"
    TERRITORY = "territory"


@dataclass(frozen=True, slots=True)
class KindFacts:
    pk: int
    code: str
    path: tuple[int, ...]  # primary keys from the first level to itself
    names: tuple[str, ...]
    names_en: tuple[str, ...]
    words: tuple[str, ...]
    icon: str
    shape: str
    is_sensitive: bool


@dataclass(frozen=True, slots=True)
class RowFacts:
    pk: int
    kind: int
    responsible_kind: str
    responsible_duty: str
    limit: Limit
    urgency: str
    done_when: str
    questions: tuple[Mapping[str, object], ...]
    emergency_line: str
    notice: str
    notice_en: str
    source: str
    valid_from: date
    valid_to: date | None
    return_stops: str = "upheld"
    earlier_binds: bool = False

    def valid(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)


@dataclass(frozen=True, slots=True)
class RuleFacts:
    pk: int
    name: str
    place_prefix: str
    zone: int | None
    in_dedicated_grid: bool
    kind: int | None
    words: tuple[str, ...]
    unit: int | None
    unit_kind: str
    unit_duty: str
    valid_from: date
    valid_to: date | None

    def valid(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)


@dataclass(frozen=True, slots=True)
class UnitFacts:
    pk: int
    name: str
    name_en: str
    kind: str
    duty: str
    prefix: str
    phone: str


@dataclass(frozen=True, slots=True)
class Case:
    """What is known of a matter when it is routed. ``place`` is a code of 6 to 15 digits."""

    place: str
    kind: KindFacts
    on: date
    words: str = ""
    zones: frozenset[int] = frozenset()
    in_dedicated_grid: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A unit and why: the ground, the rule or row it rests on, what of the case met it."""

    unit: UnitFacts
    ground: Ground
    rule: int | None = None
    rule_name: str = ""
    row: int | None = None
    met: tuple[str, ...] = ()  # which conditions: place, zone, dedicated_grid, kind, words
    word: str = ""  # the word of the text that the rule asked for


@dataclass(frozen=True)
class Units:
    """The organisations that can be given work, with the area each covers."""

    all: Sequence[UnitFacts]
    by_pk: Mapping[int, UnitFacts] = field(default_factory=dict)

    def covering(self, place: str, kind: str, duty: str = "") -> UnitFacts | None:
        """The unit of a kind (and duty) whose area holds ``place``; the smallest area, then the lowest key."""
        of_prefix = self._of_kind.get((kind, duty), {})
        return next((of_prefix[place[:n]] for n in self._lengths if place[:n] in of_prefix and n <= len(place)), None)

    @cached_property
    def _of_kind(self) -> Mapping[tuple[str, str], Mapping[str, UnitFacts]]:
        """By kind and duty, the unit with the lowest key of each area: found once, asked a hundred thousand times."""
        found: dict[tuple[str, str], dict[str, UnitFacts]] = {}
        for unit in sorted(self.all, key=lambda unit: unit.pk):
            found.setdefault((unit.kind, unit.duty), {}).setdefault(unit.prefix, unit)
        return found

    @cached_property
    def _lengths(self) -> Sequence[int]:
        """How many digits the areas have, the smallest area first."""
        return sorted({len(unit.prefix) for unit in self.all}, reverse=True)


def met_by(rule: RuleFacts, case: Case) -> tuple[tuple[str, ...], str] | None:
    """Which conditions of ``rule`` the case meets, and the word found; None when it does not fit."""
    met: list[str] = []
    word = ""
    if rule.place_prefix:
        if not case.place.startswith(rule.place_prefix):
            return None
        met.append("place")
    if rule.zone is not None:
        if rule.zone not in case.zones:
            return None
        met.append("zone")
    if rule.in_dedicated_grid:
        if not case.in_dedicated_grid:
            return None
        met.append("dedicated_grid")
    if rule.kind is not None:
        if rule.kind not in case.kind.path:
            return None
        met.append("kind")
    if rule.words:
        word = next((w for w in rule.words if w in case.words), "")
        if not word:
            return None
        met.append("words")
    return tuple(met), word


def suggestions(case: Case, rules: Sequence[RuleFacts], row: RowFacts | None, units: Units) -> Iterator[Suggestion]:
    """Units in the order of preference, each once."""
    seen: set[int] = set()
    for found in _candidates(case, rules, row, units):
        if found.unit.pk not in seen:
            seen.add(found.unit.pk)
            yield found


def _candidates(case: Case, rules: Sequence[RuleFacts], row: RowFacts | None, units: Units) -> Iterator[Suggestion]:
    for rule in rules:
        if not rule.valid(case.on):
            continue
        fit = met_by(rule, case)
        if fit is None:
            continue
        unit = (
            units.by_pk.get(rule.unit)
            if rule.unit is not None
            else units.covering(case.place, rule.unit_kind, rule.unit_duty)
        )
        if unit is not None:
            yield Suggestion(unit, Ground.RULE, rule=rule.pk, rule_name=rule.name, met=fit[0], word=fit[1])
    if row is not None:
        unit = units.covering(case.place, row.responsible_kind, row.responsible_duty)
        if unit is not None:
            yield Suggestion(unit, Ground.CATALOGUE, row=row.pk, met=("kind", "place"))
    for kind in ("community_committee", "street_office", "city_centre"):
        unit = units.covering(case.place, kind)
        if unit is not None:
            yield Suggestion(unit, Ground.TERRITORY, met=("place",))


@dataclass(frozen=True, slots=True)
class Changed(Generic[K]):
    """A case that would go to another unit."""

    key: K
    before: Suggestion | None
    after: Suggestion | None


@dataclass(frozen=True, slots=True)
class DryRun(Generic[K]):
    """What other rules would have done: how many cases were asked, which move, and how many each unit has
    before and after, by its primary key."""

    asked: int
    changed: tuple[Changed[K], ...]
    counts: Mapping[int, tuple[int, int]]


def dry_run(
    cases: Iterable[tuple[K, Case]],
    now: Sequence[RuleFacts],
    new: Sequence[RuleFacts],
    row_of: Callable[[Case], RowFacts | None],
    units: Units,
) -> DryRun[K]:
    """Route ``cases`` (each with a key of the caller's) by the rules ``now`` and by the ``new`` ones."""
    asked = 0
    changed: list[Changed[K]] = []
    before_of: Counter[int] = Counter()
    after_of: Counter[int] = Counter()
    for key, case in cases:
        asked += 1
        row = row_of(case)
        before = next(suggestions(case, now, row, units), None)
        after = next(suggestions(case, new, row, units), None)
        before_of.update([before.unit.pk] if before else [])
        after_of.update([after.unit.pk] if after else [])
        if (before and before.unit.pk) != (after and after.unit.pk):
            changed.append(Changed(key, before, after))
    counts = {pk: (before_of[pk], after_of[pk]) for pk in sorted({*before_of, *after_of})}
    return DryRun(asked, tuple(changed), counts)


def guess_kinds(text: str, kinds: Sequence[KindFacts], most: int = 3) -> list[tuple[KindFacts, str]]:
    """Kinds whose words stand in ``text``, the longest word first, each with the word that told it."""
    hits = [(kind, max((w for w in kind.words if w in text), key=len, default="")) for kind in kinds]
    found = [(kind, word) for kind, word in hits if word]
    found.sort(key=lambda hit: (-len(hit[1]), hit[0].code))
    return found[:most]


class Router:
    """The unit that ``suggestions`` names first, for very many cases of one day: what holds on that day, what rules
    speak of a kind, and which unit covers a place are found once and kept."""

    def __init__(
        self, rules: Sequence[RuleFacts], row_of: Callable[[Case], RowFacts | None], units: Units, on: date
    ) -> None:
        self._rules = [rule for rule in rules if rule.valid(on)]
        self._row_of, self._units = row_of, units
        self._of_kind: dict[int, list[RuleFacts]] = {}
        self._without_rule: dict[tuple[str, int], UnitFacts | None] = {}

    def unit(self, case: Case) -> UnitFacts | None:
        kind = case.kind.pk
        rules = self._of_kind.get(kind)
        if rules is None:
            rules = [rule for rule in self._rules if rule.kind is None or rule.kind in case.kind.path]
            self._of_kind[kind] = rules
        for rule in rules:
            if met_by(rule, case) is not None:
                unit = self._named_by(rule, case.place)
                if unit is not None:
                    return unit
        key = (case.place, kind)
        if key not in self._without_rule:
            first = next(suggestions(case, (), self._row_of(case), self._units), None)
            self._without_rule[key] = first.unit if first else None
        return self._without_rule[key]

    def _named_by(self, rule: RuleFacts, place: str) -> UnitFacts | None:
        if rule.unit is not None:
            return self._units.by_pk.get(rule.unit)
        return self._units.covering(place, rule.unit_kind, rule.unit_duty)

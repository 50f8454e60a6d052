"""A rule or a limit before it goes live, run over the matters of the last year: who would get how much, who would be
late. Nothing is written, and nothing that was said leaves this room: numbers of matters and counts of units only.

Rules: every matter is routed twice, as if all had been said on the day from which the new rule shall hold. Limits: the
answer that was given is held against the old limit and the new one, both counted from the report by the calendar,
without the pauses and extensions that single matters had.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils import timezone

from linli.core.calendar import working_calendar
from linli.core.calendar.rules import Limit
from linli.duties.reads import catalogue
from linli.duties.rules import Case, RuleFacts, UnitFacts
from linli.matters.models import Matter
from linli.matters.reads.routing import UnitChoice, choice
from linli.matters.rules import Stage
from linli.places.reads import gazetteer

DAYS = 365
EXAMPLES = 20
AT_ONCE = 5_000
OVERLOAD = 1.5
"""The busiest month grows by half or more: the unit is marked, and somebody should ask it first."""
FEWEST_FOR_OVERLOAD = 10  # matters in the busiest month; below that half more is a handful

NOT_OWED = (Stage.DECLINED, Stage.MERGED, Stage.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class UnitLoad:
    """What a unit got, and what it would get; months as ``2026-03``."""

    unit: UnitFacts
    before: Counter[str]
    after: Counter[str]

    @property
    def total_before(self) -> int:
        return self.before.total()

    @property
    def total_after(self) -> int:
        return self.after.total()

    @property
    def busiest_before(self) -> int:
        return max(self.before.values(), default=0)

    @property
    def busiest_after(self) -> int:
        return max(self.after.values(), default=0)

    @property
    def busiest_month(self) -> str:
        """The month in which it would get most, the latest of them."""
        return max(self.after, key=lambda month: (self.after[month], month), default="")

    @property
    def is_overload(self) -> bool:
        return self.busiest_after >= max(FEWEST_FOR_OVERLOAD, OVERLOAD * self.busiest_before) and (
            self.busiest_after > self.busiest_before
        )


@dataclass(frozen=True, slots=True)
class Example:
    """A matter, by its number alone, that would go to another unit; None where nobody would be named."""

    number: str
    before: UnitChoice | None
    after: UnitChoice | None


@dataclass(frozen=True, slots=True)
class RulesReplayed:
    """What other rules would have done to the matters of the last ``DAYS``."""

    asked: int
    moved: int
    loads: tuple[UnitLoad, ...]  # of the units that would get more or less, the greatest change first
    examples: tuple[Example, ...]  # the newest


@dataclass(slots=True)
class UnitLimits:
    """How a unit would have stood: matters whose answer is known or overdue, and how many in time."""

    unit: UnitFacts | None
    asked: int = 0
    in_time_before: int = 0
    in_time_after: int = 0
    late_before: Counter[str] = field(default_factory=Counter)  # by month of the report
    late_after: Counter[str] = field(default_factory=Counter)

    @property
    def months(self) -> list[tuple[str, int, int]]:
        """The months in which somebody was or would be late: how many, and how many then."""
        return [
            (month, self.late_before[month], self.late_after[month])
            for month in sorted({*self.late_before, *self.late_after})
        ]


@dataclass(frozen=True, slots=True)
class LimitReplayed:
    """What another limit would have meant for the matters of one kind of the last ``DAYS``."""

    asked: int
    undecided: int  # open, and the new or the old limit not over yet
    in_time_before: int
    in_time_after: int
    units: tuple[UnitLimits, ...]  # those that would be late more often first

    @property
    def share_before(self) -> float | None:
        return self.in_time_before / self.asked if self.asked else None

    @property
    def share_after(self) -> float | None:
        return self.in_time_after / self.asked if self.asked else None


def replay_rules(new: Sequence[RuleFacts], *, on: date, at: datetime) -> RulesReplayed:
    """Route the last year's matters by the present rules and by ``new`` ones in their place, as if said on ``on``."""
    known = catalogue()
    now, then = known.router(known.rules, on), known.router(new, on)
    by_zone = any(rule.zone is not None for rule in (*known.rules, *new))
    before: dict[int, Counter[str]] = {}
    after: dict[int, Counter[str]] = {}
    asked = moved = 0
    examples: list[tuple[str, Case]] = []
    for number, month, case in _cases(on, at, by_zone=by_zone):
        asked += 1
        old, new_unit = now.unit(case), then.unit(case)
        if old is not None:
            before.setdefault(old.pk, Counter())[month] += 1
        if new_unit is not None:
            after.setdefault(new_unit.pk, Counter())[month] += 1
        if (old and old.pk) != (new_unit and new_unit.pk):
            moved += 1
            if len(examples) < EXAMPLES:
                examples.append((number, case))
    loads = [
        UnitLoad(known.units.by_pk[pk], before.get(pk, Counter()), after.get(pk, Counter()))
        for pk in sorted({*before, *after})
        if before.get(pk) != after.get(pk)
    ]
    loads.sort(key=lambda load: (-load.is_overload, -abs(load.total_after - load.total_before), load.unit.pk))
    shown = known.dry_run(examples, new).changed
    return RulesReplayed(
        asked=asked,
        moved=moved,
        loads=tuple(loads),
        examples=tuple(
            Example(
                f"{one.key[:6]}-{one.key[6:]}",
                choice(one.before) if one.before else None,
                choice(one.after) if one.after else None,
            )
            for one in shown
        ),
    )


def replay_limit(kind: int, new: Limit, *, on: date, at: datetime) -> LimitReplayed:
    """Hold the answers of the last year's matters of ``kind`` (its key) against the limit in force on ``on`` and
    against ``new``. A matter that was reported on and is open counts when both limits are over. Raises: KindEnded,
    NoWorkingTime."""
    known = catalogue()
    old = known.row(kind, on).limit
    calendar = working_calendar()
    units: dict[int | None, UnitLimits] = {}
    undecided = 0
    rows = (
        Matter.objects.filter(kind=kind, received_at__gte=at - timedelta(days=DAYS), received_at__lte=at)
        .exclude(stage__in=NOT_OWED)
        .values_list("unit", "received_at", "answered_at")
    )
    for unit, received_at, answered_at in rows.iterator(AT_ONCE):
        due_before, due_after = calendar.due(received_at, old), calendar.due(received_at, new)
        if answered_at is None and max(due_before, due_after) >= at:
            undecided += 1
            continue
        told = units.setdefault(unit, UnitLimits(known.units.by_pk.get(unit)))
        month = _month(received_at)
        told.asked += 1
        for due, late, name in (
            (due_before, told.late_before, "in_time_before"),
            (due_after, told.late_after, "in_time_after"),
        ):
            if answered_at is not None and answered_at <= due:
                setattr(told, name, getattr(told, name) + 1)
            else:
                late[month] += 1
    found = sorted(units.values(), key=lambda one: (-(one.late_after.total() - one.late_before.total()), -one.asked))
    return LimitReplayed(
        asked=sum(one.asked for one in found),
        undecided=undecided,
        in_time_before=sum(one.in_time_before for one in found),
        in_time_after=sum(one.in_time_after for one in found),
        units=tuple(found),
    )


def _cases(on: date, at: datetime, *, by_zone: bool) -> Iterator[tuple[str, str, Case]]:
    """Number, month and case of every matter of the last year, the newest first; zones only where a rule asks."""
    kinds, places = catalogue().kinds, gazetteer()
    dedicated = {code for code, grid in places.grid_by_code.items() if grid.is_dedicated}
    nowhere: frozenset[int] = frozenset()
    rows = (
        Matter.objects.filter(received_at__gte=at - timedelta(days=DAYS), received_at__lte=at)
        .order_by("-received_at", "-pk")
        .values_list("number", "kind_id", "place", "words", "lon", "lat", "received_at")
    )
    for number, kind, place, words, lon, lat, received_at in rows.iterator(AT_ONCE):
        zones = places.zones_of(lon, lat) if by_zone and lon is not None and lat is not None else nowhere
        case = Case(
            place=place, kind=kinds[kind], on=on, words=words, zones=zones, in_dedicated_grid=place in dedicated
        )
        yield number, _month(received_at), case


def _month(at: datetime) -> str:
    local = at.astimezone(timezone.get_default_timezone())
    return f"{local.year}-{local.month:02d}"

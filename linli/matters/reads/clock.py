"""Everything that the clock shows, computed anew from the log, the catalogue and the calendar, and compared.

Matters are read by key, a thousand at a time with their orders and log rows: six queries for each thousand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from enum import StrEnum
from functools import partial
from operator import itemgetter

from linli.core.calendar import working_calendar
from linli.core.models import Entry
from linli.matters.clock import MatterFacts, OrderFacts, Promise, Tale, Told, Unreadable, Value, fold
from linli.matters.models import Matter, WorkOrder
from linli.matters.reads.promises import Rules

AT_ONCE = 1_000
AREA = "matters."
LAST_KEY = 2**63 - 1

COLUMNS = [each.name for each in fields(MatterFacts) if each.name != "orders"]
ORDER_COLUMNS = [each.name for each in fields(OrderFacts)]
PROMISED = ("row", "due_at", "paused_due_at")  # what the rules give; everything else is as it was told


class Cause(StrEnum):
    """What disagrees."""

    TABLE = "table"  # the table does not show what the log tells
    RULE = "rule"  # the log tells what the rules do not give
    CALENDAR = "calendar"  # promised before the calendar moved; the promise stands, so this is no fault


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of a matter, or with ``order`` of a work order, by the table, by the log and by the rules.

    Of what was replaced since, a promise or a move, ``table`` repeats ``log``. The field ``log`` is about rows that
    cannot be read, ``order`` about an order that only one side knows; ``number`` is empty when the matter is gone.
    """

    matter: int
    number: str
    field: str
    table: Value
    log: Value
    rule: Value
    order: int | None = None
    cause: Cause = Cause.TABLE


Differ = Callable[..., Difference]  # a Difference of one matter


@dataclass(frozen=True, slots=True)
class Checked:
    """A stretch of matters that was compared."""

    matters: int
    orders: int
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """What tables and log hold of some matters, by the key of the matter."""

    numbers: Mapping[int, str]
    matters: Mapping[int, MatterFacts]
    orders: Mapping[int, Mapping[int, OrderFacts]]
    told: Mapping[int, list[Told]]


def check() -> Iterator[Checked]:
    """Compare every matter, stretch by stretch, in the order of their keys."""
    after = 0
    while after < LAST_KEY:
        keys = Matter.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)
        last = next(iter(keys[AT_ONCE - 1 : AT_ONCE]), LAST_KEY)
        seen = _read(after, last)
        found = list(_differences(seen))
        if found:  # somebody may have moved a matter between two queries: what is wrong is wrong a second time
            again = set(_differences(_read(after, last)))
            found = [difference for difference in found if difference in again]
        yield Checked(len(seen.matters), sum(map(len, seen.orders.values())), tuple(found))
        after = last


def _read(after: int, last: int) -> _Stretch:
    """The matters with keys above ``after`` up to ``last``. The tables come first: a move in between is then only
    in the log, and a second reading has it in both."""
    here = Matter.objects.filter(pk__gt=after, pk__lte=last).values_list("pk", "number", *COLUMNS)
    found = {pk: (number, columns) for pk, number, *columns in here}
    work = WorkOrder.objects.filter(matter__gt=after, matter__lte=last)
    orders: dict[int, dict[int, OrderFacts]] = defaultdict(dict)
    for pk, matter, *columns in work.values_list("pk", "matter", *ORDER_COLUMNS):
        orders[matter][pk] = OrderFacts(*columns)
    return _Stretch(
        numbers={pk: f"{number[:6]}-{number[6:]}" for pk, (number, _) in found.items()},
        matters={pk: MatterFacts(_units(orders.get(pk, {})), *columns) for pk, (_, columns) in found.items()},
        orders=orders,
        told=_told(after, last, {pk: matter for matter, known in orders.items() for pk in known}),
    )


def _units(orders: Mapping[int, OrderFacts]) -> tuple[int, ...]:
    return tuple(sorted(order.unit for order in orders.values()))


def _told(after: int, last: int, matter_of: Mapping[int, int]) -> dict[int, list[Told]]:
    """The rows of the log by matter, in the order in which they were written. ``matter_of`` has the known orders."""
    entries = Entry.objects.filter(verb__startswith=AREA).values_list("subject_id", "id", "verb", "at", "params")
    rows: dict[int, list[tuple[int, Told]]] = defaultdict(list)
    of_matters = entries.filter(subject_type=Matter._meta.label_lower, subject_id__gt=after, subject_id__lte=last)
    for matter, pk, verb, at, params in of_matters:
        rows[matter].append((pk, Told(None, verb.removeprefix(AREA), at, params)))
    work = WorkOrder.objects.filter(matter__gt=after, matter__lte=last).values("pk")
    of_orders = entries.filter(subject_type=WorkOrder._meta.label_lower, subject_id__in=work)
    for order, pk, verb, at, params in of_orders:
        if order in matter_of:
            rows[matter_of[order]].append((pk, Told(order, verb.removeprefix(AREA), at, params)))
    return {matter: [row for _, row in sorted(found, key=itemgetter(0))] for matter, found in rows.items()}


def _differences(seen: _Stretch) -> Iterator[Difference]:
    rules, tales = Rules(), {}
    for pk in sorted(seen.matters.keys() | seen.told.keys()):
        shown = seen.matters.get(pk)
        differ = partial(Difference, pk, seen.numbers.get(pk, ""))
        try:
            tale = fold(seen.told.get(pk, ()))
        except Unreadable as error:
            yield differ("log", shown.stage if shown else None, str(error) or None, None)
            continue
        if shown is None:
            yield differ("stage", None, tale.matter.stage, tale.matter.stage)
            continue
        tales[pk] = tale
        yield from _against_rules(tale, rules, differ)
    merged = {pk: into for pk, tale in tales.items() if (into := tale.matter.merged_into) is not None}
    went = _went_along(set(merged.values()))
    for pk, tale in tales.items():
        told = tale.matter
        if pk in merged:
            told = replace(told, merged_into=_end(merged[pk], told.closed_at, went))
        differ = partial(Difference, pk, seen.numbers[pk])
        yield from _promise(seen.matters[pk].row, seen.matters[pk].due_at, tale.promises[-1], rules, differ)
        yield from _against_tables(seen.matters[pk], told, seen.orders.get(pk, {}), tale.orders, differ)
        yield from _foreseen(seen.matters[pk], seen.orders.get(pk, {}), tale, rules, differ)


Merges = Mapping[int, list[tuple[datetime, int]]]
"""Of each matter, when it was merged and into which one, in order; it may have been taken out in between."""


def _went_along(into: set[int]) -> Merges:
    """Where matters that others had been merged into were merged themselves. Those others went along, which only this
    row of the log tells. One query, and one for each step of the longest chain."""
    merges = Entry.objects.filter(verb=f"{AREA}merged", subject_type=Matter._meta.label_lower).order_by("id")
    went: dict[int, list[tuple[datetime, int]]] = {}
    while into:
        found: dict[int, list[tuple[datetime, int]]] = {pk: [] for pk in into}
        for pk, at, params in merges.filter(subject_id__in=into).values_list("subject_id", "at", "params"):
            found[pk].append((at, params["into"]))
        went |= found
        into = {end for rows in found.values() for _, end in rows} - went.keys()
    return went


def _end(into: int, since: datetime | None, went: Merges) -> int:
    """Where somebody came who was merged ``into`` a matter at ``since``: along with it, each next time it went."""
    while since is not None:
        onward = next(((at, end) for at, end in went.get(into, ()) if at >= since), None)
        if onward is None:
            break
        since, into = onward
    return into


def _against_rules(tale: Tale, rules: Rules, differ: Differ) -> Iterator[Difference]:
    """Moves that no table allows, and promises that were replaced since. Those that fell before the calendar moved
    were what they had to be."""
    for breach in tale.breaches:
        yield differ(breach.field, breach.log, breach.log, breach.rule, breach.order, Cause.RULE)
    for promise in tale.promises[:-1]:
        for found in _promise(promise.row, promise.due_at, promise, rules, differ):
            if found.cause is not Cause.CALENDAR:
                yield found
    yield from _legs(tale, rules, differ)


def _against_tables(
    shown: MatterFacts,
    told: MatterFacts,
    orders: Mapping[int, OrderFacts],
    told_orders: Mapping[int, OrderFacts],
    differ: Differ,
) -> Iterator[Difference]:
    """Everything but the promise, which the rules give."""
    for name in (*COLUMNS, "orders"):
        table, log = getattr(shown, name), getattr(told, name)
        if name not in PROMISED and table != log:
            yield differ(name, table, log, log)
    for pk in sorted(orders.keys() | told_orders.keys()):
        order, work = orders.get(pk), told_orders.get(pk)
        if order is None or work is None:
            log = work.stage if work else None
            yield differ("order", order.stage if order else None, log, log, pk)
            continue
        for name in ORDER_COLUMNS:
            table, log = getattr(order, name), getattr(work, name)
            if name != "paused_due_at" and table != log:
                yield differ(name, table, log, log, pk)


def _promise(
    row: int | None, due_at: datetime | None, promise: Promise, rules: Rules, differ: Differ
) -> Iterator[Difference]:
    """``row`` and ``due_at`` are what the table shows of ``promise``."""
    bound, ends = rules.of(promise)
    if not row == promise.row == bound:
        yield differ("row", row, promise.row, bound, cause=Cause.RULE if row == promise.row else Cause.TABLE)
    if due_at != promise.due_at:
        yield differ("due_at", due_at, promise.due_at, ends)
    elif promise.due_at != ends:
        moved = rules.moved(promise.counted_from or promise.at, promise.told_at, (promise.due_at, ends))
        yield differ("due_at", due_at, promise.due_at, ends, cause=Cause.CALENDAR if moved else Cause.RULE)


def _legs(tale: Tale, rules: Rules, differ: Differ) -> Iterator[Difference]:
    """Every end that was told of a leg with a limit of its own, whether or not it was replaced since."""
    for pk, told in tale.legs.items():
        for leg in told:
            rule = leg.basis.due(working_calendar())
            if leg.due_at != rule:
                moved = rules.moved(leg.basis.since, leg.told_at, (leg.due_at, rule))
                if not moved or leg is told[-1]:
                    cause = Cause.CALENDAR if moved else Cause.RULE
                    yield differ("due_at", leg.due_at, leg.due_at, rule, pk, cause)


def _foreseen(
    shown: MatterFacts, orders: Mapping[int, OrderFacts], tale: Tale, rules: Rules, differ: Differ
) -> Iterator[Difference]:
    """Where the ends that stand come to lie when each pause runs to its day. No row of the log tells when that was
    counted last, so a calendar that moved since the pause began excuses it."""
    promised: datetime | None = None
    ends: dict[int, datetime | None] = {}
    for pk, stop in tale.stands.items():
        if tale.orders[pk].limit is None:
            ends[pk] = promised = rules.foreseen(tale.promises[-1], stop)
        else:
            ends[pk] = tale.legs[pk][-1].basis.standing(*stop).due(working_calendar())
    columns: list[tuple[int | None, datetime | None, datetime | None]]
    columns = [(None, shown.paused_due_at, promised if tale.matter.paused_at is not None else None)]
    for pk in orders.keys() & tale.orders.keys():
        work = tale.orders[pk]
        shares = promised if work.limit is None and work.paused_at is not None else None
        columns.append((pk, orders[pk].paused_due_at, ends.get(pk, shares)))
    for order, table, rule in columns:
        if table != rule:
            since = min((begun for begun, _ in tale.stands.values()), default=shown.received_at)
            moved = None not in (table, rule) and rules.moved(since, since, (table, rule))
            yield differ("paused_due_at", table, rule, rule, order, Cause.CALENDAR if moved else Cause.TABLE)

"""What the ends of matters and of their legs rest on, out of the tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from linli.core.calendar import working_calendar
from linli.core.calendar.rules import Limit, LimitUnit, Stop
from linli.duties.models.catalogue import ReturnStops
from linli.duties.reads import catalogue
from linli.matters.basis import Basis
from linli.matters.models import Extension, Matter, Pause, Return, WorkOrder
from linli.matters.rules import AskStage


@dataclass(slots=True)
class _Found:
    """Of one leg: what was granted by round, and where its clock stood."""

    extensions: dict[int, list[Limit]] = field(default_factory=lambda: defaultdict(list))
    stops: list[Stop] = field(default_factory=list)


def limit_of(order: WorkOrder) -> Limit | None:
    """The limit that a leg has for itself; None when it has the promise of the matter, as the lead always does."""
    if order.leads or order.limit_amount is None:
        return None
    return Limit(order.limit_amount, LimitUnit(order.limit_unit))


def unit_of(order: WorkOrder) -> LimitUnit:
    """In which unit time for a leg is counted, and an extension asked: that of its limit, else working days."""
    limit = limit_of(order)
    if limit is None:
        row = catalogue().row_of(order.matter.row_id)
        limit = row.limit if row is not None and order.matter.given_due_at is None else None
    return limit.unit if limit is not None else LimitUnit.WORKING_DAYS


def bases(matters: Collection[Matter]) -> tuple[dict[int, Basis], dict[int, Basis]]:
    """By key: of ``matters`` that promise a time, and of their legs that have a limit of their own. Three queries."""
    orders = WorkOrder.objects.filter(matter__in=[matter.pk for matter in matters]).order_by("pk")
    legs: dict[int, list[WorkOrder]] = defaultdict(list)
    for order in orders:
        legs[order.matter_id].append(order)
    found = _found([order.pk for order in orders])
    promises = {m.pk: basis for m in matters if (basis := _promise(m, legs.get(m.pk, ()), found)) is not None}
    own: dict[int, Basis] = {}
    for order in orders:
        limit = limit_of(order)
        if limit is not None:
            told = found[order.pk]
            extensions = tuple(more for round_ in sorted(told.extensions) for more in told.extensions[round_])
            own[order.pk] = Basis(order.dispatched_at, limit, None, extensions, tuple(told.stops))
    return promises, own


def _promise(matter: Matter, legs: Sequence[WorkOrder], found: Mapping[int, _Found]) -> Basis | None:
    """What was granted to any unit that led in this round holds, and so does where its clock stood."""
    if matter.counted_from is None:
        return None
    leading = [found[order.pk] for order in legs if order.leads]
    row = catalogue().row_of(matter.row_id)
    return Basis(
        since=matter.counted_from,
        limit=row.limit if row is not None and matter.given_due_at is None else None,
        given=matter.given_due_at or (matter.due_at if row is None else None),
        extensions=tuple(limit for leg in leading for limit in leg.extensions.get(matter.round, ())),
        stops=tuple(stop for leg in leading for stop in leg.stops),
    )


def stops_of(orders: Collection[int]) -> dict[int, list[Stop]]:
    """By key of each of ``orders``: the stretches during which its clock stood, in pauses that ended and in returns
    whose time was taken off. Two queries."""
    found: dict[int, list[Stop]] = defaultdict(list)
    stood = Pause.objects.filter(order__in=orders, began_at__isnull=False, ended_at__isnull=False)
    for order, since, to in stood.order_by("began_at", "pk").values_list("order", "began_at", "ended_at"):
        if since is not None and to is not None:
            found[order].append((since, to))
    decided = Return.objects.filter(order__in=orders, stopped=True)
    for order, since, to in decided.values_list("order", "asked_at", "decided_at"):
        if to is not None:
            found[order].append((since, to))
    return found


def stands_while_returned() -> list[int]:
    """Keys of the rows of the catalogue by which a leg stands as soon as it is handed back, whatever is decided."""
    return [pk for pk, row in catalogue().row_by_pk.items() if row.return_stops == ReturnStops.ALWAYS]


def foreseen(
    matters: Collection[int], promises: Mapping[int, Basis], own: Mapping[int, Basis]
) -> Iterator[tuple[WorkOrder, datetime]]:
    """Each order of ``matters`` whose own pause runs, and where its end comes to lie when that runs to its day; by
    ``bases``. One query."""
    running = Pause.objects.filter(order__matter__in=matters, began_at__isnull=False, ended_at=None)
    for pause in running.select_related("order").order_by("pk"):
        order = pause.order
        basis = own.get(order.pk) if limit_of(order) is not None else promises.get(order.matter_id)
        if basis is not None and pause.began_at is not None:
            yield order, basis.standing(pause.began_at, pause.until_at).due(working_calendar())


def _found(orders: Sequence[int]) -> dict[int, _Found]:
    found = defaultdict(_Found, {order: _Found(stops=stops) for order, stops in stops_of(orders).items()})
    granted = Extension.objects.filter(order__in=orders, stage=AskStage.GRANTED).order_by("decided_at", "pk")
    for order, round_, amount, unit in granted.values_list("order", "round", "amount", "unit"):
        found[order].extensions[round_].append(Limit(amount, LimitUnit(unit)))
    return found

"""Why a time ends when it does: the row and the limit, since when, what counted and what did not, day by day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import accumulate

from django.utils import timezone

from linli.core.calendar import WorkingCalendar, working_calendar
from linli.core.calendar.rules import Limit, LimitUnit, stands_at
from linli.core.models import Entry
from linli.duties.reads import catalogue
from linli.duties.rules import KindFacts, RowFacts
from linli.matters.basis import Basis
from linli.matters.models import Extension, Matter, Pause, Return, WorkOrder
from linli.matters.reads.ends import bases, limit_of
from linli.matters.rules import CLOCK_STAGES, OPEN_ORDER_STAGES, AskStage
from linli.orgs.models import Organisation

ONE_DAY = timedelta(days=1)
MOST_DAYS = 210  # shown of one deadline: a hold of half a year and its limit


@dataclass(frozen=True, slots=True)
class DayShown:
    """One day of the calendar between the beginning and the end. ``minutes`` is what of its office hours counted;
    ``name`` that of a holiday, or of the one it is worked for."""

    on: date
    works: bool
    name: str
    counts: bool
    stood: bool
    minutes: int


@dataclass(frozen=True, slots=True)
class Stood:
    """A stretch in which the clock stood, or stands when ``to`` is None. Without a cause, an arbiter decided whose the
    order is."""

    since: datetime
    to: datetime | None
    cause: str
    cause_en: str
    words: str
    until_at: datetime | None


@dataclass(frozen=True, slots=True)
class More:
    """An extension: how much, why, when it was granted, and where the end then lay."""

    limit: Limit
    words: str
    granted_at: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Recounted:
    """The calendar moved, and with it the end."""

    at: datetime
    before: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Deadline:
    """Of a matter's promise, or with ``unit`` of a leg that has a limit of its own.

    ``limit`` is None where another system promised ``given``. ``left`` is in whole working days or minutes by the
    ``unit_left``, at the instant the clock stands at while it stands; negative when it is over. Of a clock that stands
    ``days`` lead up to today.
    """

    unit: Organisation | None
    kind: KindFacts
    row: RowFacts | None
    limit: Limit | None
    given: datetime | None
    waived: RowFacts | None  # our own row, where the earlier time of another system binds
    since: datetime
    first_due_at: datetime
    due_at: datetime
    extensions: tuple[More, ...]
    stops: tuple[Stood, ...]
    recounted: tuple[Recounted, ...]
    days: tuple[DayShown, ...]
    is_cut: bool
    unannounced: tuple[int, ...]
    paused_at: datetime | None
    runs: bool
    unit_left: LimitUnit
    left: int

    @property
    def named(self) -> list[DayShown]:
        """The days that a notice or a decree moved."""
        return [day for day in self.days if day.name]


def deadlines(matter: Matter, *, at: datetime) -> list[Deadline]:
    """That of the promise, then those of the legs that have a limit of their own. Eight queries."""
    promises, own = bases([matter])
    orders = list(matter.orders.select_related("unit__division").order_by("-leads", "pk"))
    found = [_promise(matter, promises[matter.pk], orders, at)] if matter.pk in promises else []
    return found + [_leg(matter, order, own[order.pk], at) for order in orders if limit_of(order) is not None]


def _promise(matter: Matter, basis: Basis, orders: list[WorkOrder], at: datetime) -> Deadline:
    leading = [order.pk for order in orders if order.leads]
    row = catalogue().row_of(matter.row_id)
    granted = Extension.objects.filter(order__in=leading, round=matter.round, stage=AskStage.GRANTED)
    return _deadline(
        matter,
        basis,
        None,
        row if basis.limit is not None else None,
        row if basis.limit is None else None,
        list(granted.order_by("order", "decided_at", "pk")),
        _stops(leading, matter.counted_from or at),
        due_at=matter.due_at or at,
        paused_at=matter.paused_at,
        stopped_at=None if matter.stage in CLOCK_STAGES else matter.answered_at or matter.closed_at,
        at=at,
    )


def _leg(matter: Matter, order: WorkOrder, basis: Basis, at: datetime) -> Deadline:
    granted = order.extensions.filter(stage=AskStage.GRANTED).order_by("round", "decided_at", "pk")
    return _deadline(
        matter,
        basis,
        order.unit,
        None,
        None,
        list(granted),
        _stops([order.pk], order.dispatched_at),
        due_at=order.due_at,
        paused_at=order.paused_at,
        stopped_at=None if order.stage in OPEN_ORDER_STAGES else order.done_at or at,
        at=at,
    )


def _deadline(
    matter: Matter,
    basis: Basis,
    unit: Organisation | None,
    row: RowFacts | None,
    waived: RowFacts | None,
    granted: list[Extension],
    stops: list[Stood],
    *,
    due_at: datetime,
    paused_at: datetime | None,
    stopped_at: datetime | None,
    at: datetime,
) -> Deadline:
    calendar = working_calendar()
    counts = basis.limit.unit if basis.limit is not None else LimitUnit.WORKING_DAYS
    first = basis.first(calendar)
    ends = accumulate(basis.extensions, lambda end, more: calendar.due(end, more, basis.stops), initial=first)
    now = paused_at or stopped_at or at
    seen = basis if paused_at is None else replace(basis, stops=(*basis.stops, (paused_at, max(at, paused_at))))
    days = _days(calendar, seen, counts, due_at if paused_at is None else max(at, paused_at))
    return Deadline(
        unit=unit,
        kind=catalogue().kinds[matter.kind_id],
        row=row,
        limit=basis.limit,
        given=basis.given if basis.limit is None else None,
        waived=waived,
        since=basis.since,
        first_due_at=first,
        due_at=due_at,
        extensions=tuple(
            More(more, one.words, one.decided_at or one.asked_at, end)
            for one, more, end in zip(granted, basis.extensions, list(ends)[1:], strict=True)
        ),
        stops=tuple(stops),
        recounted=tuple(_recounted(matter) if unit is None else ()),
        days=tuple(days[:MOST_DAYS]),
        is_cut=len(days) > MOST_DAYS,
        unannounced=tuple(calendar.unannounced(basis.since, due_at)),
        paused_at=paused_at,
        runs=stopped_at is None,
        unit_left=counts,
        left=calendar.counted(now, due_at, counts, basis.stops),
    )


def _days(calendar: WorkingCalendar, basis: Basis, counts: LimitUnit, due_at: datetime) -> list[DayShown]:
    """Every day from the one on which it began to the one on which it ends."""
    day, last = timezone.localdate(basis.since), timezone.localdate(due_at)
    counted = set(calendar.counted_days(basis.since, due_at, basis.stops))
    found: list[DayShown] = []
    while day <= last and len(found) <= MOST_DAYS:
        midnight = timezone.make_aware(datetime.combine(day, datetime.min.time()))
        begins, ends = max(midnight, basis.since), min(midnight + ONE_DAY, due_at)
        minutes = calendar.counted(begins, max(begins, ends), LimitUnit.WORKING_HOURS, basis.stops)
        spans = calendar.spans(day)
        close = timezone.make_aware(datetime.combine(day, spans[-1][1])) if spans else None
        found.append(
            DayShown(
                on=day,
                works=calendar.works(day),
                name=calendar.names.get(day, "") if day in calendar.moved else "",
                counts=day in counted if counts is LimitUnit.WORKING_DAYS else minutes > 0,
                stood=close is not None and stands_at(close, basis.stops),
                minutes=minutes,
            )
        )
        day += ONE_DAY
    return found


def _stops(orders: list[int], since: datetime) -> list[Stood]:
    """Where the clock of these orders stood after ``since``, and where it stands."""
    pauses = Pause.objects.filter(order__in=orders, began_at__isnull=False).select_related("cause")
    found = [
        Stood(pause.began_at, pause.ended_at, pause.cause.name, pause.cause.name_en, pause.words, pause.until_at)
        for pause in pauses
        if pause.began_at is not None
    ]
    returns = Return.objects.filter(order__in=orders, stopped=True)
    found += [Stood(row.asked_at, row.decided_at, "", "", row.words, None) for row in returns]
    return sorted((stop for stop in found if stop.to is None or stop.to > since), key=lambda stop: stop.since)


def _recounted(matter: Matter) -> list[Recounted]:
    told = Entry.objects.about(matter).filter(verb="matters.recounted", at__gte=matter.counted_from).order_by("pk")
    return [
        Recounted(at, datetime.fromisoformat(params["before"]), datetime.fromisoformat(params["due_at"]))
        for at, params in told.values_list("at", "params")
        if params["before"] and params["before"] != params["due_at"]
    ]

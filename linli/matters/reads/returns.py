"""退单: what one may decide, what is in dispute, and how often units and rules of routing have orders handed back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from linli.core.calendar import working_calendar
from linli.duties.reads import catalogue
from linli.duties.reads.lists import Citation, citable
from linli.duties.rules import KindFacts, level_of
from linli.matters.models import Dispute, Return, ReturnReason, WorkOrder
from linli.matters.reads.terms import NoTerms, terms_of
from linli.matters.rules import AT_WORK_STAGES, AskStage, OrderStage
from linli.orgs.authority import inside, may_above, prefixes, units_of
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation
from linli.people.models import Person
from linli.places.reads import gazetteer

SHOWN = 200
COUNTS = {  # none has the name of a relation: the counts after it would be looked up in the count
    "sent": Count("pk"),
    "came_back": Count("handed_back"),
    "upheld": Count("handed_back", filter=Q(handed_back__stage=AskStage.GRANTED)),
    "decided": Count("handed_back", filter=Q(handed_back__decided_at__isnull=False)),
}


@dataclass(frozen=True, slots=True)
class Line:
    """An order that was handed back, as a row of a list."""

    pk: int
    number: str
    number_shown: str
    kind: KindFacts
    place: str
    unit: Organisation
    owner: Organisation | None
    reason: ReturnReason
    words: str
    leads: bool
    asked_at: datetime
    due_at: datetime
    stage: str


@dataclass(frozen=True, slots=True)
class Counted:
    """Of the orders that a unit was sent, or that a rule of routing proposed: how many came back, and were upheld."""

    name: str
    name_en: str
    key: int | None
    sent: int
    handed_back: int
    upheld: int
    decided: int

    @property
    def share(self) -> int | None:
        """Percent of what was decided that was upheld: how often the desk or the rule was wrong."""
        return round(100 * self.upheld / self.decided) if self.decided else None


@dataclass(frozen=True, slots=True)
class Way:
    """What a unit can do with an order that is not its own."""

    may_hand_back: bool
    may_dispute: bool
    until: datetime | None
    first: Return | None  # the return that this leg had already
    dispute: Dispute | None


def before(order: WorkOrder) -> Return | None:
    """The return that this leg had already: the order was kept, or it came by being passed on."""
    return Return.objects.filter(order=order).first() or Return.objects.filter(sent_as=order).first()


def until(order: WorkOrder) -> datetime:
    """The last instant at which the order can be handed back: so long after its dispatch, or after it was kept."""
    kept = Return.objects.filter(order=order, decided_at__isnull=False).values_list("decided_at", flat=True).first()
    begins = kept or order.dispatched_at
    return working_calendar().due(begins, terms_of(order.matter, timezone.localdate(begins)).hand_back)


def returns() -> QuerySet[Return]:
    return Return.objects.select_related(
        "order__matter", "order__unit__division", "reason", "owner", "sent_to", "asked_by", "decided_by"
    )


def to_decide(person: Person) -> list[Return]:
    """The returns that wait and that ``person`` stands above, the oldest first."""
    found = returns().filter(inside("order__matter__place", prefixes(person, Grant.ARBITRATE)), stage=AskStage.ASKED)
    waiting = found.filter(order__stage=OrderStage.RETURNING).order_by("asked_at", "pk")
    return [row for row in waiting[: 2 * SHOWN] if may_decide(person, row)][:SHOWN]


def may_decide(person: Person, row: Return) -> bool:
    return _stands_above(person, Grant.ARBITRATE, row.order)


def may_settle(person: Person, row: Dispute) -> bool:
    return _stands_above(person, Grant.COORDINATE, row.order)


def _stands_above(person: Person, grant: Grant, order: WorkOrder) -> bool:
    above = may_above(person, grant, unit=order.unit, place=order.matter.place)
    return above and order.unit_id not in units_of(person)


def decided(person: Person) -> QuerySet[Return]:
    """Those that were decided in the area of ``person``, the latest first."""
    areas = prefixes(person, Grant.ARBITRATE)
    found = returns().filter(inside("order__matter__place", areas)).exclude(stage=AskStage.ASKED)
    return found.order_by("-decided_at", "-pk")


def disputes(person: Person) -> QuerySet[Dispute]:
    """The coordination queue: legs that nobody takes although it was decided, the oldest first."""
    found = Dispute.objects.filter(inside("matter__place", prefixes(person, Grant.COORDINATE)), settled_at=None)
    return (
        found.filter(order__stage__in=AT_WORK_STAGES)
        .select_related("matter", "order__unit__division", "order__matter", "opened_by")
        .select_related("handed_back__order__unit", "handed_back__reason", "handed_back__owner")
        .order_by("opened_at", "pk")
    )


def line(row: Return) -> Line:
    order = row.order
    return Line(
        pk=row.pk,
        number=order.matter.number,
        number_shown=order.matter.number_shown,
        kind=catalogue().kinds[order.matter.kind_id],
        place=gazetteer().label(order.matter.place),
        unit=order.unit,
        owner=row.owner,
        reason=row.reason,
        words=row.words,
        leads=order.leads,
        asked_at=row.asked_at,
        due_at=order.due_at,
        stage=row.stage,
    )


def way(order: WorkOrder, *, at: datetime) -> Way:
    """Whether and until when ``order`` can be handed back, or disputed."""
    first = before(order)
    dispute = Dispute.objects.filter(handed_back=first).first() if first is not None else None
    try:
        last = until(order)
    except NoTerms:
        last = None
    is_open = order.stage in AT_WORK_STAGES and last is not None and at <= last
    return Way(
        may_hand_back=is_open and first is None,
        may_dispute=is_open and first is not None and dispute is None,
        until=last,
        first=first,
        dispute=dispute if dispute is not None and dispute.order_id == order.pk else None,
    )


def citations(order: WorkOrder, at: datetime) -> tuple[Citation, ...]:
    """What the unit of ``order`` can cite of its duty list, what fits first; a department has no list."""
    level = level_of(order.unit.kind)
    if level is None:
        return ()
    kind = catalogue().kinds[order.matter.kind_id].code
    return citable(level, timezone.localdate(at), kind_code=kind, place=order.matter.place)


def by_unit(areas: Iterable[str], since: datetime) -> list[Counted]:
    """Of each unit that had an order since then: how many it handed back. The most first."""
    found = _counted(areas, since).values("unit").annotate(**COUNTS)
    units = catalogue().units.by_pk
    return _most_first(
        Counted(unit.name, unit.name_en, row["unit"], **_numbers(row))
        for row in found
        if (unit := units.get(row["unit"])) is not None
    )


def by_rule(areas: Iterable[str], since: datetime) -> list[Counted]:
    """Of each rule of routing whose unit the desk took: how many of its orders came back. Where no rule spoke, the
    catalogue or the place did: they count under ``key`` None."""
    taken = _counted(areas, since).filter(leads=True, matter__proposal__unit=F("unit"))
    found = taken.values("matter__proposal__rule", "matter__proposal__rule__name").annotate(**COUNTS)
    return _most_first(
        Counted(
            row["matter__proposal__rule__name"] or "",
            row["matter__proposal__rule__name"] or "",
            row["matter__proposal__rule"],
            **_numbers(row),
        )
        for row in found
    )


def _counted(areas: Iterable[str], since: datetime) -> QuerySet[WorkOrder]:
    return WorkOrder.objects.filter(inside("matter__place", areas), dispatched_at__gte=since)


def _numbers(row: Mapping[str, Any]) -> dict[str, int]:
    return {"handed_back": row["came_back"]} | {name: row[name] for name in ("sent", "upheld", "decided")}


def _most_first(rows: Iterable[Counted]) -> list[Counted]:
    return sorted(rows, key=lambda row: (-row.handed_back, -row.sent, row.name))

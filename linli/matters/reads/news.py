"""What moved last in one's own matters, out of the log: nothing is kept for it, and nobody's reading is recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import DateTimeField, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from linli.core.models import Entry
from linli.duties.reads import catalogue
from linli.duties.rules import KindFacts, UnitFacts
from linli.matters.models import Matter, Reporter, WorkOrder
from linli.matters.reads.timeline import INSIDE, TWICE_TOLD

OWN = frozenset({"matters.received", "matters.joined", "matters.rated", "matters.urged", "matters.withdrawn"})
UNTOLD = frozenset({*INSIDE, *TWICE_TOLD, *OWN, "matters.order_done"})  # what the unit said stands at matters.answered
OF_MATTERS, OF_ORDERS = Matter._meta.label_lower, WorkOrder._meta.label_lower


@dataclass(frozen=True, slots=True)
class News:
    """The last thing that moved in one matter: of the matter itself or of the unit that leads."""

    reporter: int
    number_shown: str  # the one it was reported under
    kind: KindFacts
    verb: str
    params: Mapping[str, Any]
    unit: UnitFacts | None
    at: datetime


def moved_at() -> Greatest:
    """When something last moved that the reporter did not do, else when they said it: a column of reporters."""
    told = Entry.objects.exclude(verb__in=UNTOLD).order_by("-at")
    standing = Coalesce(OuterRef("matter__merged_into"), OuterRef("matter"))
    further = Coalesce(OuterRef(OuterRef("matter__merged_into")), OuterRef(OuterRef("matter")))
    lead = WorkOrder.objects.filter(leads=True, matter=further)
    of_matter = told.filter(subject_type=OF_MATTERS, subject_id=standing)
    of_order = told.filter(subject_type=OF_ORDERS, subject_id__in=lead.values("pk"))

    def last(entries: QuerySet[Entry]) -> Coalesce:
        return Coalesce(Subquery(entries.values("at")[:1]), F("at"), output_field=DateTimeField())

    return Greatest(last(of_matter), last(of_order))


def news(reporters: QuerySet[Reporter], *, most: int = 50) -> list[News]:
    """What moved last in each of the ``most`` matters said last, newest first; none where nothing moved yet.
    Three queries, however many there are."""
    theirs = list(reporters.select_related("matter__merged_into").order_by("-at", "-pk")[:most])
    standing = {reporter.pk: reporter.matter.standing() for reporter in theirs}
    matters = {matter.pk for matter in standing.values()}
    leading = WorkOrder.objects.filter(matter__in=matters, leads=True)
    orders = {pk: (matter, unit) for pk, matter, unit in leading.values_list("pk", "matter_id", "unit_id")}
    about = Q(subject_type=OF_MATTERS, subject_id__in=matters) | Q(subject_type=OF_ORDERS, subject_id__in=orders)
    last: dict[int, Entry] = {}
    for told in Entry.objects.filter(about).exclude(verb__in=UNTOLD).order_by("-at", "-id"):
        last.setdefault(orders[told.subject_id][0] if told.subject_type == OF_ORDERS else told.subject_id, told)
    book = catalogue()
    found = [
        News(
            reporter=reporter.pk,
            number_shown=reporter.matter.number_shown,
            kind=book.kinds[matter.kind_id],
            verb=entry.verb,
            params=entry.params | ({"leads": True} if entry.subject_type == OF_ORDERS else {}),
            unit=book.units.by_pk.get(_unit(entry, orders) or 0),
            at=entry.at,
        )
        for reporter in theirs
        if (entry := last.get((matter := standing[reporter.pk]).pk)) is not None
    ]
    return sorted(found, key=lambda row: row.at, reverse=True)


def _unit(entry: Entry, orders: Mapping[int, tuple[int, int]]) -> int | None:
    if entry.subject_type == OF_ORDERS:
        return orders[entry.subject_id][1]
    return entry.params.get("unit") if entry.verb == "matters.answered" else None

"""Orders as screens want them: one's own, those of a community, those of a unit, and what happened to one."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from linli.commons.models import GroupDay, ServiceOrder, Turn
from linli.commons.rules.orders import ENDED, OPEN, OWED, WITH_A_UNIT, Stage
from linli.core.models import Entry
from linli.orgs.authority import inside, prefixes, units_of
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation
from linli.people.models import Helping, Person

TOLD_TO_ALL = frozenset(
    {
        *("placed", "offered", "declined", "unanswered", "unit_ended", "handed_back", "seated", "accepted", "agreed"),
        *("delivered", "received", "not_received", "closed", "cancelled", "refused"),
    }
)
"""Steps that whoever ordered reads; the looks stand apart."""
WITH = ("service", "community", "unit", "group")


@dataclass(frozen=True, slots=True)
class Happened:
    """One step: the verb, when, by which unit where one is named, and what it was told with."""

    verb: str
    at: datetime
    unit: Organisation | None
    params: dict[str, Any]


def own(person: Person | None, kept: Iterable[int] = ()) -> QuerySet[ServiceOrder]:
    """Orders of the account, of those whose keys this browser keeps, and of those for whom the account ordered and
    still may (代办)."""
    theirs = Q(pk__in=list(kept))
    if person is not None:
        elders = Helping.objects.live().filter(helper=person)
        theirs |= Q(person=person) | Q(entered_by=person, person__in=elders.values("elder"))
    return ServiceOrder.objects.filter(theirs).select_related(*WITH)


def of_communities(person: Person) -> QuerySet[ServiceOrder]:
    """Orders of the areas for which somebody gives them out."""
    areas = prefixes(person, Grant.GIVE_OUT_ORDERS)
    return ServiceOrder.objects.filter(inside("community__code", areas)).select_related(*WITH)


def of_units(person: Person) -> QuerySet[ServiceOrder]:
    """Orders that the units of somebody have, or had to the end."""
    return ServiceOrder.objects.filter(unit__in=units_of(person, Grant.SERVE_ORDERS)).select_related(*WITH)


def seen_at_desks(person: Person) -> QuerySet[ServiceOrder]:
    """What somebody at a desk may open."""
    areas = inside("community__code", prefixes(person, Grant.GIVE_OUT_ORDERS))
    mine = Q(unit__in=units_of(person, Grant.SERVE_ORDERS))
    return ServiceOrder.objects.filter(areas | mine).select_related(*WITH, "person", "entered_by")


TABS: dict[str, Collection[str]] = {
    "to_give": (Stage.TO_GIVE,),
    "to_answer": (Stage.OFFERED,),
    "running": (Stage.ACCEPTED, Stage.DELIVERED),
    "late": OWED,
    "ended": ENDED,
}
"""Parts of a list: which stages each holds; ``late`` only what is overdue."""


def part(rows: QuerySet[ServiceOrder], tab: str, *, at: datetime) -> QuerySet[ServiceOrder]:
    """One part of a list; of an unknown one everything that is open."""
    chosen = rows.filter(stage__in=TABS.get(tab, OPEN))
    return chosen.filter(due_at__lt=at) if tab == "late" else chosen


def steps(order: ServiceOrder, *, everything: bool = False) -> list[Happened]:
    """What happened, newest first; looks and erasing only with ``everything``."""
    entries = list(Entry.objects.about(order).order_by("-pk"))
    units = Organisation.objects.in_bulk({entry.params["unit"] for entry in entries if entry.params.get("unit")})
    return [
        Happened(entry.verb, entry.at, units.get(entry.params.get("unit") or 0), entry.params)
        for entry in entries
        if everything or entry.verb.removeprefix("commons.order_") in TOLD_TO_ALL
    ]


def turns(order: ServiceOrder) -> list[Turn]:
    """Which units were asked, and what came of each."""
    return list(Turn.objects.filter(order=order).select_related("unit").order_by("pk"))


def may_cancel(order: ServiceOrder) -> bool:
    return order.stage in OWED


def has_contact(order: ServiceOrder, person: Person) -> bool:
    """Whether somebody at a desk could see the contact now."""
    serves = order.stage in WITH_A_UNIT and order.unit_id in units_of(person, Grant.SERVE_ORDERS)
    gives = any(order.community.code.startswith(area) for area in prefixes(person, Grant.GIVE_OUT_ORDERS))
    return order.forgotten_at is None and (serves or (gives and order.stage in OPEN))


def days_of(person: Person) -> QuerySet[GroupDay]:
    """Group days of the areas somebody plans for, and those their units were asked to."""
    areas = inside("community__code", prefixes(person, Grant.GIVE_OUT_ORDERS))
    asked = Q(pk__in=GroupDay.objects.filter(parts__unit__in=units_of(person, Grant.SERVE_ORDERS)).values("pk"))
    return GroupDay.objects.filter(areas | asked).select_related("service", "community")

"""The menu as a list: by kind and words, for a community that may have switched some off."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from linli.commons.models import GroupDay, Pause, Service, ServiceOrder
from linli.commons.reads.providers import has_units
from linli.commons.rules.orders import Sort
from linli.places.models import Division


@dataclass(frozen=True, slots=True)
class Meant:
    """What stands on the line that changes: orders that run and days that are planned, which all go on as they were
    made; and whether any unit stands that offers it then."""

    orders: int
    days: int
    is_offered: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """What was asked for, and how many of each kind fit the words."""

    services: list[Service]
    counts: list[tuple[Sort, int]]


def listing(
    on: date, *, community: Division | None = None, sort: str = "", words: str = "", later: bool = False
) -> Listing:
    """The services in force on a day, or ``later`` too; ``words`` are looked for in names and descriptions of both
    languages."""
    asked = words.casefold().split()
    rows = Service.objects.unended(on) if later else Service.objects.valid(on)
    rows = rows.on_in(community).order_by("order", "valid_from", "pk")
    found = [row for row in rows if all(word in _text(row) for word in asked)]
    counted = Counter(row.sort for row in found)
    counts = [(one, counted[one]) for one in Sort if counted[one]]
    return Listing([row for row in found if not sort or row.sort == sort], counts)


def meant(line: Service, at: datetime) -> Meant:
    """Of a line that need not be kept."""
    orders = ServiceOrder.objects.open().filter(service__code=line.code)
    days = GroupDay.objects.open(at).filter(service__code=line.code)
    return Meant(orders.count(), days.count(), has_units(line, timezone.localdate(at)))


def off_in(community: Division) -> set[str]:
    """The codes of what a community has switched off."""
    return set(Pause.objects.filter(community=community, ended_at=None).values_list("code", flat=True))


def ahead(code: str, at: datetime, *, most: int = 30) -> list[GroupDay]:
    """The next days on which several units come together for a service."""
    days = GroupDay.objects.open(at).filter(service__code=code).select_related("community", "service")
    return list(days.order_by("starts_at", "pk")[:most])


def _text(row: Service) -> str:
    return f"{row.name} {row.name_en} {row.words} {row.words_en}".casefold()

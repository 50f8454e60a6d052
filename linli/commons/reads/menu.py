"""The menu as a list: by kind and words, for a community that may have switched some off."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from linli.commons.models import GroupDay, Pause, Service
from linli.commons.rules.orders import Sort
from linli.places.models import Division


@dataclass(frozen=True, slots=True)
class Listing:
    """What was asked for, and how many of each kind fit the words."""

    services: list[Service]
    counts: list[tuple[Sort, int]]


def listing(on: date, *, community: Division | None = None, sort: str = "", words: str = "") -> Listing:
    """The services in force on a day; ``words`` are looked for in names and descriptions of both languages."""
    asked = words.casefold().split()
    rows = Service.objects.valid(on).on_in(community).order_by("order", "pk")
    found = [row for row in rows if all(word in _text(row) for word in asked)]
    counted = Counter(row.sort for row in found)
    counts = [(one, counted[one]) for one in Sort if counted[one]]
    return Listing([row for row in found if not sort or row.sort == sort], counts)


def off_in(community: Division) -> set[str]:
    """The codes of what a community has switched off."""
    return set(Pause.objects.filter(community=community, ended_at=None).values_list("code", flat=True))


def ahead(code: str, at: datetime, *, most: int = 30) -> list[GroupDay]:
    """The next days on which several units come together for a service."""
    days = GroupDay.objects.open(at).filter(service__code=code).select_related("community", "service")
    return list(days.order_by("starts_at", "pk")[:most])


def _text(row: Service) -> str:
    return f"{row.name} {row.name_en} {row.words} {row.words_en}".casefold()

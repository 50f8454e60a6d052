"""Numbers of matters: the day, and seven digits that count nothing, so that nobody can tell how many there were."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.utils import timezone

from linli.matters.models import Matter

AT_ONCE = 1_000


def new_number(at: datetime) -> str:
    """A number for a matter of the day of ``at``, most likely a free one."""
    return _drawn(timezone.localdate(at))


def give_numbers(matters: Iterable[Matter]) -> None:
    """Give each of many unsaved ``matters`` a number that no other has."""
    given: set[str] = set()
    asking = list(matters)
    while asking:
        for matter in asking:
            day = timezone.localdate(matter.received_at)
            while (number := _drawn(day)) in given:
                pass
            given.add(number)
            matter.number = number
        asking = [matter for part in _parts(asking) for matter in _taken(part)]


def _parts(matters: list[Matter]) -> Iterator[list[Matter]]:
    for start in range(0, len(matters), AT_ONCE):
        yield matters[start : start + AT_ONCE]


def _taken(matters: list[Matter]) -> list[Matter]:
    """Those whose number a stored matter has already."""
    numbers = Matter.objects.filter(number__in=[matter.number for matter in matters]).values_list("number", flat=True)
    taken = set(numbers)
    return [matter for matter in matters if matter.number in taken]


def _drawn(day: date) -> str:
    return f"{day:%y%m%d}{secrets.randbelow(10_000_000):07d}"

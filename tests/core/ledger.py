"""A sealed log for the tests of seal and audit: entries of all shapes, sealed at the time of the database's clock."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

from django.db import connection
from django.utils import timezone

from linli.core import log, seal
from linli.core.models import Entry, WorkingHours
from tests.town import T0


def write(count: int) -> list[int]:
    """Write ``count`` entries, each unlike the others; their ids."""
    start = Entry.objects.count()
    return [
        log.write(
            f"core.tested_{number % 7}",
            WorkingHours(pk=number),
            by=SimpleNamespace(pk=number % 5) if number % 3 else None,
            at=T0 + timedelta(minutes=number),
            place="320583100001"[: 6 + number % 7],
            number=number,
            words="办结",
            nested={"b": [1, 2.5, None], "a": True},
        ).pk
        for number in range(start, start + count)
    ]


def grow(batches: int, entries: int) -> None:
    for _ in range(batches):
        write(entries)
        assert seal.seal(at=timezone.now()) == 1


def sql(statement: str, *params: object) -> None:
    """What somebody with the database's password can do."""
    with connection.cursor() as cursor:
        cursor.execute(statement, params)

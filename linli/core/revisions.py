"""Dated data kept in memory: loaded once, loaded anew in every process after anybody changed it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django.db import connections, transaction
from django.db.models import F

from linli.core.models import Revision

T = TypeVar("T")

LOOK_AGAIN_SECONDS = 1.0


def bump(name: str) -> None:
    """Say that the data called ``name`` changed. In the same transaction as the change.

    This process looks at once, the others within a second.
    """
    with transaction.atomic():
        if not Revision.objects.filter(pk=name).update(number=F("number") + 1):
            Revision.objects.get_or_create(pk=name, defaults={"number": 1})
    for kept in _all:
        if kept.name == name:
            kept.look_again()


_all: list[Kept[Any]] = []


class Kept(Generic[T]):
    """A value made by ``load`` and kept until its revision moves. Looks at most once a second.

    Kept for each database and schema by name, so a test database never sees another's data.
    """

    def __init__(self, name: str, load: Callable[[], T]) -> None:
        self.name = name
        self._load = load
        self._lock = threading.Lock()
        self._values: dict[str, tuple[int, float, T]] = {}
        _all.append(self)

    def get(self) -> T:
        key = str(connections.settings["default"]["NAME"])
        now = time.monotonic()
        kept = self._values.get(key)
        if kept is not None and now - kept[1] < LOOK_AGAIN_SECONDS:
            return kept[2]
        with self._lock:
            kept = self._values.get(key)
            if kept is not None and now - kept[1] < LOOK_AGAIN_SECONDS:
                return kept[2]
            number = Revision.objects.filter(pk=self.name).values_list("number", flat=True).first() or 0
            value = kept[2] if kept is not None and kept[0] == number else self._load()
            self._values[key] = (number, now, value)
            return value

    def look_again(self) -> None:
        """Ask for the revision at the next use, however soon."""
        self._values = {key: (number, -LOOK_AGAIN_SECONDS, value) for key, (number, _, value) in self._values.items()}

    def forget(self) -> None:
        with self._lock:  # what is being loaded is forgotten too
            self._values.clear()

"""What several threads want done at the same moment, done together by one of them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(slots=True, eq=False)
class Place(Generic[T]):
    """Where one thread stands in the line."""

    item: T
    kind: Hashable
    called: threading.Lock = field(default_factory=threading.Lock)
    leads: bool = False
    is_done: bool = False
    failed: BaseException | None = None


class Line(Generic[T]):
    """Threads that want something done. The first one does it; those that come meanwhile wait, and the first of them
    does then for all of its kind. Nobody waits for others to come, so a single thread is as quick as without a line.

    ``do`` gets at most ``most`` items of one kind. When it raises one of ``refusals``, nothing was done, and each
    thread does its own alone and meets its own refusal; any other error is everybody's.
    """

    def __init__(self, do: Callable[[Sequence[T]], None], *, most: int, refusals: tuple[type[Exception], ...]) -> None:
        self._do = do
        self._most = most
        self._refusals = refusals
        self._lock = threading.Lock()
        self._waiting: list[Place[T]] = []
        self._is_led = False

    def stand(self, item: T, kind: Hashable) -> None:
        """Come back when ``item`` is done. Raises: what ``do`` raises."""
        mine = Place(item, kind)
        with self._lock:
            mine.leads = not self._is_led
            self._is_led = True
            if not mine.leads:
                mine.called.acquire()
                self._waiting.append(mine)
        if not mine.leads:
            mine.called.acquire()  # until somebody has done it, or lets this thread lead
        if mine.leads:
            self._lead(mine)
        if mine.failed is not None:
            raise mine.failed
        if not mine.is_done:
            self._do([item])

    def _lead(self, first: Place[T]) -> None:
        with self._lock:
            alike = [place for place in self._waiting if place.kind == first.kind][: self._most - 1]
            self._waiting = [place for place in self._waiting if place not in alike]
        together = [first, *alike]
        try:
            self._do([place.item for place in together])
        except self._refusals as refusal:
            first.failed = refusal if not alike else None
        except BaseException as error:
            for place in together:
                place.failed = error
        else:
            for place in together:
                place.is_done = True
        finally:
            with self._lock:
                following = self._waiting.pop(0) if self._waiting else None
                self._is_led = following is not None
            if following is not None:
                following.leads = True
                following.called.release()
            for place in alike:
                place.called.release()

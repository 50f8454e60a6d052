"""The time that is left: what it narrows a list to, and lists in its order.

A list is parted by the clock: what runs ends at ``due_at``, what stands at ``paused_due_at``. Each part asks its own
column, which has an index of its own; one condition for both would have none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from heapq import merge
from itertools import islice

from django.db.models import F, Q
from django.utils import timezone

from linli.matters.models import Matter, MatterQuerySet
from linli.matters.rules import CLOCK_STAGES

AT_ONCE = 2_000
HOURS_LEFT = timedelta(hours=4)
DAYS_LEFT = timedelta(days=3)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Left(StrEnum):
    """How much of the legal time is left."""

    OVERDUE = "overdue"
    HOURS = "hours"  # at most ``HOURS_LEFT``
    TODAY = "today"
    DAYS = "days"  # at most ``DAYS_LEFT``
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Part:
    """The matters whose clock runs, or those whose clock stands; ``column`` says when their time is over."""

    column: str
    stands: bool

    def of(self, left: Left | None, at: datetime) -> Q:
        """That a matter is of this part and has so much time left; without ``left``, any."""
        here = Q(paused_at__isnull=not self.stands)
        return here if left is None else here & Q(stage__in=CLOCK_STAGES) & self._left(left, at)

    def _left(self, left: Left, at: datetime) -> Q:
        match left:
            case Left.OVERDUE:
                return Q(pk__in=[]) if self.stands else self._ends(lt=at)  # what stands is never late
            case Left.HOURS:
                return self._ends(gte=at, lte=at + HOURS_LEFT)
            case Left.TODAY:
                return self._ends(gte=at, lt=midnight(timezone.localdate(at) + timedelta(days=1)))
            case Left.DAYS:
                return self._ends(gte=at, lte=at + DAYS_LEFT)
            case Left.LATER:
                later = self._ends(gt=at + DAYS_LEFT)
                return later | Q(paused_due_at=None) if self.stands else later

    def _ends(self, **asked: datetime) -> Q:
        return Q(**{f"{self.column}__{how}": moment for how, moment in asked.items()})


PARTS = (Part("due_at", stands=False), Part("paused_due_at", stands=True))


@dataclass(frozen=True, slots=True)
class Selected:
    """The matters of a list: ``found``, narrowed to those with so much time ``left`` at an instant."""

    found: MatterQuerySet
    left: Left | None
    at: datetime
    is_cut: bool = False  # of very many that say the words only the newest were searched

    def parts(self) -> list[tuple[str, MatterQuerySet]]:
        """What runs and what stands, each with the column that says when its time is over."""
        return [(part.column, self.found.filter(part.of(self.left, self.at))) for part in PARTS]

    def whole(self) -> MatterQuerySet:
        """Both parts in one, for lists in another order."""
        if self.left is None:
            return self.found
        either = Q()
        for part in PARTS:
            either |= part.of(self.left, self.at)
        return self.found.filter(either)

    def count(self, most: int) -> int:
        """How many there are, in one statement that never counts further than ``most``."""
        if self.left is None:
            return self.found.values("pk")[:most].count()
        runs, stands = (part.values("pk") for _, part in self.parts())
        return runs.union(stands, all=True)[:most].count()

    def first(self, most: int, *, behind: tuple[datetime | None, int] | None = None) -> list[Matter]:
        """The first ``most`` by their end, behind an end and a key: dated ones by their time, then those without one
        (imported, or standing with an open end) by age. Each part is an index range, never an offset."""
        moment, last = behind or (None, 0)
        rows: list[Matter] = []
        if moment is not None or behind is None:
            for column, part in self.parts():
                dated = part.filter(**{f"{column}__isnull": False})
                if moment is not None:
                    dated = dated.filter(Q(**{f"{column}__gt": moment}) | Q(pk__gt=last), **{f"{column}__gte": moment})
                rows += dated.order_by(column, "pk")[:most]
        if len(rows) < most:
            for column, part in self.parts():
                undated = part.filter(**{column: None}, pk__gt=last if moment is None else 0)
                rows += undated.order_by("pk")[:most]
        return sorted(rows, key=_by_end)[:most]

    def stream(self, most: int) -> Iterator[Matter]:
        """The first ``most`` by their end, read little by little."""
        parts = (part.order_by(F(column).asc(nulls_last=True), "pk")[:most] for column, part in self.parts())
        return islice(merge(*(part.iterator(chunk_size=AT_ONCE) for part in parts), key=_by_end), most)


def midnight(on: date) -> datetime:
    """When a day begins."""
    return timezone.make_aware(datetime.combine(on, time.min))


def _by_end(matter: Matter) -> tuple[bool, datetime, int]:
    return matter.ends_at is None, matter.ends_at or EPOCH, matter.pk

"""The queue of a desk: the matters of an area by the time that is left for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from django.db.models import F, Q

from linli.duties.reads import catalogue
from linli.duties.rules import KindFacts
from linli.matters.models import Matter, MatterQuerySet
from linli.matters.rules import CLOCK_STAGES, ENDED_STAGES, OPEN_STAGES, Stage
from linli.orgs.authority import inside
from linli.orgs.models import Organisation
from linli.places.reads import gazetteer
from linli.places.rules import GRID_DIGITS, Level, prefix

PAGE = 50
COUNT_UP_TO = 99
NUMBER_DIGITS = 13
DEPTHS = (Level.COUNTY, Level.TOWN, Level.COMMUNITY, GRID_DIGITS)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
FEWEST_DIGITS = 6  # of a number that is searched for: its day


class Tab(StrEnum):
    """What part of the queue is shown."""

    NEW = "new"
    HANDLING = "handling"
    CHECK = "check"
    OVERDUE = "overdue"
    OPEN = "open"
    ENDED = "ended"


COUNTED = (Tab.NEW, Tab.CHECK, Tab.OVERDUE)
"""The tabs where somebody of the desk must act; only these carry a number."""

STAGES: dict[Tab, tuple[Stage, ...]] = {
    Tab.NEW: (Stage.RECEIVED, Stage.ACCEPTED),
    Tab.HANDLING: (Stage.HANDLING,),
    Tab.CHECK: (Stage.ANSWERED,),
    Tab.OVERDUE: CLOCK_STAGES,
    Tab.OPEN: OPEN_STAGES,
    Tab.ENDED: ENDED_STAGES,
}


class BadCursor(ValueError):
    """This is no place in a list that we gave out."""


@dataclass(frozen=True, slots=True)
class Line:
    """One matter as a row of the queue. ``words`` is one line; ``place`` a label."""

    number: str
    number_shown: str
    stage: str
    round: int
    kind: KindFacts
    place: str
    address: str
    words: str
    unit: Organisation | None
    channel: str
    received_at: datetime
    due_at: datetime | None
    stopped_at: datetime | None  # when it was answered or ended
    clock_runs: bool


@dataclass(frozen=True, slots=True)
class Page:
    """A page of lines and the cursor behind the last one, empty on the last page."""

    lines: list[Line]
    after: str


def counts(areas: Sequence[str], *, at: datetime) -> dict[Tab, int]:
    """How many matters wait under each counted tab; ``COUNT_UP_TO`` + 1 means more than that."""
    return {tab: _of(tab, areas, at).values("pk")[: COUNT_UP_TO + 1].count() for tab in COUNTED}


def page(areas: Sequence[str], tab: Tab, *, at: datetime, asked: str = "", after: str = "") -> Page:
    """The lines behind the cursor ``after``. A number (six digits or more) is looked for under every tab,
    words under the one that is open. Raises: BadCursor."""
    digits = asked.replace("-", "").strip()
    if digits.isascii() and digits.isdigit() and FEWEST_DIGITS <= len(digits) <= NUMBER_DIGITS:
        tab = Tab.ENDED  # newest first
        found = Matter.objects.filter(inside("place", areas), number__startswith=digits)
    else:
        found = _of(tab, areas, at)
        if asked.strip():
            found = found.filter(Q(words__contains=asked.strip()) | Q(address__contains=asked.strip()))
    found = found.select_related("unit")
    rows = _newest(found, after) if tab is Tab.ENDED else _by_time_left(found, after)
    shown = rows[:PAGE]
    cursor = _cursor(shown[-1], tab) if len(rows) > PAGE else ""
    return Page([line_of(row, below=max(map(len, areas), default=0)) for row in shown], cursor)


def next_to_do(areas: Sequence[str], *, but: Matter) -> Line | None:
    """The matter that the desk of ``areas`` should open after ``but``: the first by time left of those to take on,
    else of those to check."""
    for tab in (Tab.NEW, Tab.CHECK):
        waiting = Matter.objects.filter(inside("place", areas), stage__in=STAGES[tab]).exclude(pk=but.pk)
        found = waiting.select_related("unit").order_by(F("due_at").asc(nulls_last=True), "pk").first()
        if found is not None:
            return line_of(found, below=max(map(len, areas), default=0))
    return None


def parts(areas: Sequence[str]) -> list[tuple[str, str]]:
    """(prefix, name) of the places one level below ``areas``: towns of a county, communities of a town, grids."""
    deeper = {area: below for area in areas for above, below in pairwise(DEPTHS) if len(area) == above}
    named = [(prefix(code), name) for code, name in gazetteer().names.items()]
    return sorted(
        (code, name) for code, name in named if any(len(code) == deeper[a] and code.startswith(a) for a in deeper)
    )


def line_of(matter: Matter, *, below: int) -> Line:
    """``below`` is how many digits of the place everybody who reads the list knows already."""
    steps = [name for code, name in gazetteer().path(matter.place) if len(prefix(code)) > below]
    return Line(
        number=matter.number,
        number_shown=matter.number_shown,
        stage=matter.stage,
        round=matter.round,
        kind=catalogue().kinds[matter.kind_id],
        place=" · ".join(steps) or gazetteer().label(matter.place),
        address=matter.address,
        words=" ".join(matter.words.split()),
        unit=matter.unit,
        channel=matter.channel,
        received_at=matter.received_at,
        due_at=matter.due_at,
        stopped_at=matter.closed_at or matter.answered_at,
        clock_runs=matter.stage in CLOCK_STAGES,
    )


def _of(tab: Tab, areas: Sequence[str], at: datetime) -> MatterQuerySet:
    found = Matter.objects.filter(inside("place", areas))
    found = found.filter(stage__in=STAGES[tab])
    return found.overdue(at) if tab is Tab.OVERDUE else found


def _by_time_left(found: MatterQuerySet, after: str) -> list[Matter]:
    """Dated ones by their time, then those without one (imported) by age: each part an index range, never an offset."""
    moment, last = _read(after)
    rows: list[Matter] = []
    if moment is not None or not after:
        dated = found.filter(due_at__isnull=False)
        if moment is not None:
            dated = dated.filter(Q(due_at__gt=moment) | Q(pk__gt=last), due_at__gte=moment)
        rows = list(dated.order_by("due_at", "pk")[: PAGE + 1])
    if len(rows) <= PAGE:
        undated = found.filter(due_at=None, pk__gt=last if after and moment is None else 0)
        rows += undated.order_by("pk")[: PAGE + 1 - len(rows)]
    return rows


def _newest(found: MatterQuerySet, after: str) -> list[Matter]:
    moment, last = _read(after)
    if moment is not None:
        found = found.filter(Q(received_at__lt=moment) | Q(pk__lt=last), received_at__lte=moment)
    return list(found.order_by("-received_at", "-pk")[: PAGE + 1])


def _cursor(last: Matter, tab: Tab) -> str:
    moment = last.received_at if tab is Tab.ENDED else last.due_at
    return f"{(moment - EPOCH) // MICROSECOND if moment else ''}.{last.pk}"


def _read(cursor: str) -> tuple[datetime | None, int]:
    if not cursor:
        return None, 0
    micros, _, last = cursor.partition(".")
    try:
        return EPOCH + int(micros) * MICROSECOND if micros else None, int(last)
    except (ValueError, OverflowError) as error:
        raise BadCursor from error

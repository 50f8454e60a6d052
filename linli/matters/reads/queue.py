"""The queue of a desk: the matters of an area by the time that is left for them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from heapq import merge
from itertools import islice, pairwise

from django.db.models import F, Q

from linli.duties.reads import catalogue
from linli.duties.rules import KindFacts
from linli.matters.models import Matter, MatterQuerySet
from linli.matters.reads.asked import NOTHING, NUMBER_DIGITS, Asked, narrowed, with_words, within
from linli.matters.rules import CLOCK_STAGES, ENDED_STAGES, OPEN_STAGES, Stage
from linli.orgs.authority import inside
from linli.orgs.models import Organisation
from linli.places.reads import gazetteer
from linli.places.rules import GRID_DIGITS, Level, prefix

PAGE = 50
AT_ONCE = 2_000
COUNT_UP_TO = 999
DEPTHS = (Level.COUNTY, Level.TOWN, Level.COMMUNITY, GRID_DIGITS)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


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

WANT_DESK = (Stage.RECEIVED, Stage.ACCEPTED, Stage.ANSWERED)
"""Somebody of the desk is to do something next."""

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
    version: int
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
    paused_at: datetime | None
    paused_due_at: datetime | None
    stopped_at: datetime | None  # when it was answered or ended
    clock_runs: bool


@dataclass(frozen=True, slots=True)
class Page:
    """A page of lines and the cursor behind the last one, empty on the last page."""

    lines: list[Line]
    after: str
    is_cut: bool = False  # of very many that say the words only the newest were searched


def counts(areas: Sequence[str], *, at: datetime, asked: Asked = NOTHING) -> dict[Tab, int]:
    """How many matters wait under each counted tab; ``COUNT_UP_TO`` + 1 means more than that."""
    return {tab: count(areas, tab, at=at, asked=asked) for tab in COUNTED}


def count(areas: Sequence[str], tab: Tab, *, at: datetime, asked: Asked = NOTHING) -> int:
    """How many matters a list holds, never counting further than ``COUNT_UP_TO`` + 1."""
    found, _ = select(areas, tab, at=at, asked=asked)
    return found.values("pk")[: COUNT_UP_TO + 1].count()


def page(areas: Sequence[str], tab: Tab, *, at: datetime, asked: Asked = NOTHING, after: str = "") -> Page:
    """The lines behind the cursor ``after``. Raises: BadCursor."""
    found, is_cut = select(areas, tab, at=at, asked=asked)
    newest = is_newest_first(tab, asked)
    found = found.select_related("unit")
    rows = _newest(found, after) if newest else _by_time_left(found, after)
    shown = rows[:PAGE]
    cursor = _cursor(shown[-1], newest) if len(rows) > PAGE else ""
    below = max(map(len, within(areas, asked.place)), default=0)
    return Page([line_of(row, below=below) for row in shown], cursor, is_cut)


def first(areas: Sequence[str], tab: Tab, most: int, *, at: datetime, asked: Asked = NOTHING) -> list[Matter]:
    """The first ``most`` matters of a list, in its order."""
    return list(stream(areas, tab, most, at=at, asked=asked))


def is_newest_first(tab: Tab, asked: Asked) -> bool:
    """Whether a list goes by age instead of by the time that is left."""
    return tab is Tab.ENDED or asked.is_for_one


def select(areas: Sequence[str], tab: Tab, *, at: datetime, asked: Asked) -> tuple[MatterQuerySet, bool]:
    """The matters of a list, in no order, and whether older ones were left out. A number (six digits or more) and a
    caller are looked for under every tab."""
    seen = within(areas, asked.place)
    found = Matter.objects.filter(inside("place", seen))
    if not asked.is_for_one:
        found = _of(tab, found, asked.own, at)
    found = narrowed(found, asked, at=at)
    if asked.number:
        lowest, highest = (asked.number.ljust(NUMBER_DIGITS, digit) for digit in "09")
        return found.filter(number__range=(lowest, highest)), False  # SQLite reads a range by its index, LIKE not
    if asked.words.strip():
        return with_words(found, asked.words, seen, newest_only=is_newest_first(tab, asked))
    return found, False


def next_after(matter: Matter, areas: Sequence[str], tab: Tab, *, at: datetime, asked: Asked) -> Line | None:
    """The line of a list that comes after ``matter``, else its first one; under the tabs that hold everything only
    what waits for the desk."""
    found = select(areas, tab, at=at, asked=asked)[0].exclude(pk=matter.pk).select_related("unit")
    if tab in (Tab.OPEN, Tab.OVERDUE):
        found = found.filter(stage__in=WANT_DESK)
    newest = is_newest_first(tab, asked)
    rows = _newest if newest else _by_time_left
    row = next(iter(rows(found, _cursor(matter, newest)) or rows(found, "")), None)
    return line_of(row, below=max(map(len, areas), default=0)) if row is not None else None


def stream(areas: Sequence[str], tab: Tab, most: int, *, at: datetime, asked: Asked) -> Iterator[Matter]:
    """The same as ``first``, read little by little."""
    found = select(areas, tab, at=at, asked=asked)[0].select_related("unit")
    if is_newest_first(tab, asked):
        return found.order_by("-received_at", "-pk")[:most].iterator(chunk_size=AT_ONCE)
    parts = [part.order_by(F(name).asc(nulls_last=True), "pk") for name, part in _parts(found)]
    return islice(merge(*(part[:most].iterator(chunk_size=AT_ONCE) for part in parts), key=_by_end), most)


def next_to_do(areas: Sequence[str], own_units: Collection[int], *, but: Matter) -> Line | None:
    """The matter that the desk of ``areas`` should open after ``but``: the first by time left of those to take on,
    else of those to check; what the own units answered, others check."""
    for tab in (Tab.NEW, Tab.CHECK):
        waiting = Matter.objects.filter(inside("place", areas), stage__in=STAGES[tab]).exclude(pk=but.pk)
        if tab is Tab.CHECK:
            waiting = waiting.exclude(unit__in=own_units)
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
        version=matter.version,
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
        paused_at=matter.paused_at,
        paused_due_at=matter.paused_due_at,
        stopped_at=matter.closed_at or matter.answered_at,
        clock_runs=matter.stage in CLOCK_STAGES,
    )


def _of(tab: Tab, found: MatterQuerySet, own: Collection[int], at: datetime) -> MatterQuerySet:
    found = found.filter(stage__in=STAGES[tab])
    if tab is Tab.CHECK and own:
        found = found.exclude(unit__in=own)
    return found.overdue(at) if tab is Tab.OVERDUE else found


def _by_time_left(found: MatterQuerySet, after: str) -> list[Matter]:
    """Dated ones by their time, then those without one (imported, or standing with an open end) by age: each part an
    index range, never an offset. Those that stand are a part of their own, sorted in by where they will end."""
    moment, last = _read(after)
    parts = _parts(found)
    rows: list[Matter] = []
    if moment is not None or not after:
        for name, part in parts:
            dated = part.filter(**{f"{name}__isnull": False})
            if moment is not None:
                dated = dated.filter(Q(**{f"{name}__gt": moment}) | Q(pk__gt=last), **{f"{name}__gte": moment})
            rows += dated.order_by(name, "pk")[: PAGE + 1]
    if len(rows) <= PAGE:
        for name, part in parts:
            undated = part.filter(**{name: None}, pk__gt=last if after and moment is None else 0)
            rows += undated.order_by("pk")[: PAGE + 1]
    return sorted(rows, key=_by_end)[: PAGE + 1]


def _parts(found: MatterQuerySet) -> tuple[tuple[str, MatterQuerySet], ...]:
    """What runs and what stands, each with the column that says when its time is over."""
    return ("due_at", found.filter(paused_at=None)), ("paused_due_at", found.filter(paused_at__isnull=False))


def _by_end(matter: Matter) -> tuple[bool, datetime, int]:
    return matter.ends_at is None, matter.ends_at or EPOCH, matter.pk


def _newest(found: MatterQuerySet, after: str) -> list[Matter]:
    moment, last = _read(after)
    if moment is not None:
        found = found.filter(Q(received_at__lt=moment) | Q(pk__lt=last), received_at__lte=moment)
    return list(found.order_by("-received_at", "-pk")[: PAGE + 1])


def _cursor(last: Matter, newest: bool) -> str:
    moment = last.received_at if newest else last.ends_at
    return f"{(moment - EPOCH) // MICROSECOND if moment else ''}.{last.pk}"


def _read(cursor: str) -> tuple[datetime | None, int]:
    if not cursor:
        return None, 0
    micros, _, last = cursor.partition(".")
    try:
        return EPOCH + int(micros) * MICROSECOND if micros else None, int(last)
    except (ValueError, OverflowError) as error:
        raise BadCursor from error

"""The queue of a desk: the matters of an area by the time that is left for them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from django.db.models import F, Q

from linli.duties.reads import catalogue
from linli.duties.rules import KindFacts
from linli.matters.models import Matter, MatterQuerySet
from linli.matters.reads.asked import NOTHING, NUMBER_DIGITS, Asked, narrowed, with_words, within
from linli.matters.reads.left import AT_ONCE, EPOCH, Selected
from linli.matters.rules import CLOCK_STAGES, ENDED_STAGES, OPEN_STAGES, Stage
from linli.orgs.authority import inside
from linli.orgs.models import Organisation
from linli.places.reads import gazetteer
from linli.places.rules import GRID_DIGITS, Level, prefix

PAGE = 50
COUNT_UP_TO = 999
DEPTHS = (Level.COUNTY, Level.TOWN, Level.COMMUNITY, GRID_DIGITS)
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
    return select(areas, tab, at=at, asked=asked).count(COUNT_UP_TO + 1)


def page(areas: Sequence[str], tab: Tab, *, at: datetime, asked: Asked = NOTHING, after: str = "") -> Page:
    """The lines behind the cursor ``after``. Raises: BadCursor."""
    chosen = select(areas, tab, at=at, asked=asked)
    newest = is_newest_first(tab, asked)
    rows = _rows(chosen, after, newest)
    shown = rows[:PAGE]
    cursor = _cursor(shown[-1], newest) if len(rows) > PAGE else ""
    below = max(map(len, within(areas, asked.place)), default=0)
    return Page([line_of(row, below=below) for row in shown], cursor, chosen.is_cut)


def first(areas: Sequence[str], tab: Tab, most: int, *, at: datetime, asked: Asked = NOTHING) -> list[Matter]:
    """The first ``most`` matters of a list, in its order."""
    return list(stream(areas, tab, most, at=at, asked=asked))


def is_newest_first(tab: Tab, asked: Asked) -> bool:
    """Whether a list goes by age instead of by the time that is left."""
    return tab is Tab.ENDED or asked.is_for_one


def select(areas: Sequence[str], tab: Tab, *, at: datetime, asked: Asked) -> Selected:
    """The matters of a list. A number (six digits or more) and a caller are looked for under every tab."""
    seen = within(areas, asked.place)
    found = Matter.objects.filter(inside("place", seen)).select_related("unit")
    if not asked.is_for_one:
        found = _of(tab, found, asked.own, at)
    found, is_cut = narrowed(found, asked), False
    if asked.number:
        lowest, highest = (asked.number.ljust(NUMBER_DIGITS, digit) for digit in "09")
        found = found.filter(number__range=(lowest, highest))  # SQLite reads a range by its index, LIKE not
    elif asked.words.strip():
        found, is_cut = with_words(found, asked.words, seen, newest_only=is_newest_first(tab, asked))
    return Selected(found, asked.left, at, is_cut)


def next_after(matter: Matter, areas: Sequence[str], tab: Tab, *, at: datetime, asked: Asked) -> Line | None:
    """The line of a list that comes after ``matter``, else its first one; under the tabs that hold everything only
    what waits for the desk."""
    chosen = select(areas, tab, at=at, asked=asked)
    found = chosen.found.exclude(pk=matter.pk)
    if tab in (Tab.OPEN, Tab.OVERDUE):
        found = found.filter(stage__in=WANT_DESK)
    others = replace(chosen, found=found)
    newest = is_newest_first(tab, asked)
    row = next(iter(_rows(others, _cursor(matter, newest), newest) or _rows(others, "", newest)), None)
    return line_of(row, below=max(map(len, areas), default=0)) if row is not None else None


def stream(areas: Sequence[str], tab: Tab, most: int, *, at: datetime, asked: Asked) -> Iterator[Matter]:
    """The same as ``first``, read little by little."""
    chosen = select(areas, tab, at=at, asked=asked)
    if is_newest_first(tab, asked):
        return chosen.whole().order_by("-received_at", "-pk")[:most].iterator(chunk_size=AT_ONCE)
    return chosen.stream(most)


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


def _rows(chosen: Selected, after: str, newest: bool) -> list[Matter]:
    """A page of rows behind the cursor ``after``, and one more if there is one."""
    behind = _read(after) if after else None
    if not newest:
        return chosen.first(PAGE + 1, behind=behind)
    found = chosen.whole()
    if behind is not None and behind[0] is not None:
        moment, last = behind
        found = found.filter(Q(received_at__lt=moment) | Q(pk__lt=last), received_at__lte=moment)
    return list(found.order_by("-received_at", "-pk")[: PAGE + 1])


def _cursor(last: Matter, newest: bool) -> str:
    moment = last.received_at if newest else last.ends_at
    return f"{(moment - EPOCH) // MICROSECOND if moment else ''}.{last.pk}"


def _read(cursor: str) -> tuple[datetime | None, int]:
    micros, _, last = cursor.partition(".")
    try:
        return EPOCH + int(micros) * MICROSECOND if micros else None, int(last)
    except (ValueError, OverflowError) as error:
        raise BadCursor from error

"""Whistles in lists: what one's own department must answer, what the own area blew, what was chased, what ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Exists, OuterRef, Prefetch, Q

from linli.orgs.authority import inside, posts_with, prefixes, units_of
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation
from linli.people.models import Person
from linli.places.reads import gazetteer
from linli.whistles.models import Cause, Chase, ChaseQuerySet, Summons, Whistle, WhistleQuerySet
from linli.whistles.reads.scope import answered_by, seen_by
from linli.whistles.reads.seen import kept
from linli.whistles.rules import (
    OPEN_STAGES,
    OPEN_SUMMONS_STAGES,
    RATED_STAGES,
    ChaseTo,
    Rank,
    Stage,
    SummonsStage,
)

SHOWN = 200


class Tab(StrEnum):
    ANSWER = "answer"  # the own department owes something
    OURS = "ours"  # blown in the own area, not closed yet
    DECIDE = "decide"  # refusals that wait for the arbiter
    CHASED = "chased"  # somebody stays away and others have heard
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class WhistleLine:
    """One whistle as a row of a list. ``due_at`` is the next limit to be kept; in ``ANSWER``, that of the reader."""

    pk: int
    number_shown: str
    stage: str
    cause: Cause
    rank: str
    unit: Organisation
    place: str
    address: str
    words: str
    blown_at: datetime
    departments: tuple[Organisation, ...]
    came: int
    own: Summons | None  # the reader's part
    due_at: datetime | None
    since: datetime | None
    is_open: bool
    told: ChaseTo | None  # the highest who heard that somebody stays away
    wants: str  # of a concluded one: rate or judge, when the reader has still to say how it was


def tabs_of(person: Person) -> list[Tab]:
    """The tabs that mean something to ``person``."""
    has = {grant for grant in (Grant.ANSWER_WHISTLE, Grant.DECIDE_REFUSALS) if posts_with(person, grant)}
    area = bool(prefixes(person, Grant.SEE_MATTERS))
    tabs = [Tab.ANSWER] if Grant.ANSWER_WHISTLE in has else []
    tabs += [Tab.OURS] if area else []
    tabs += [Tab.DECIDE] if Grant.DECIDE_REFUSALS in has else []
    return [*tabs, Tab.CHASED, Tab.ENDED]


def rows(person: Person, tab: Tab) -> WhistleQuerySet:
    """The whistles of a tab."""
    area = inside("place", prefixes(person, Grant.SEE_MATTERS))
    match tab:
        case Tab.ANSWER:
            owes = Q(stage__in=OPEN_SUMMONS_STAGES, whistle__stage__in=OPEN_STAGES)
            judges = Q(whistle__stage=Stage.CONCLUDED, verdict=None) & ~Q(stage=SummonsStage.RELEASED)
            return Whistle.objects.filter(pk__in=answered_by(person).filter(owes | judges).values("whistle"))
        case Tab.OURS:
            return Whistle.objects.filter(area, stage__in=(*OPEN_STAGES, Stage.CONCLUDED))
        case Tab.DECIDE:
            refused = Summons.objects.filter(stage=SummonsStage.REFUSED, whistle__stage__in=OPEN_STAGES)
            places = inside("place", prefixes(person, Grant.DECIDE_REFUSALS))
            return Whistle.objects.filter(places, pk__in=refused.values("whistle"))
        case Tab.CHASED:
            return seen_by(person).open().filter(Exists(_chased(person)))
    return seen_by(person).filter(stage__in=(Stage.CLOSED, Stage.CALLED_OFF))


def _chased(person: Person) -> ChaseQuerySet:
    """Steps that were fired for parts which are still owed; of a department without an area, its own only."""
    owed = (SummonsStage.CALLED, SummonsStage.SIGNED, SummonsStage.CONTACTED)
    found = Chase.objects.fired().filter(summons__whistle=OuterRef("pk"), summons__stage__in=owed)
    if prefixes(person, Grant.SEE_MATTERS):
        return found
    return found.filter(summons__department__in=units_of(person, Grant.ANSWER_WHISTLE))


def counts(person: Person) -> dict[Tab, int]:
    """How many wait in each tab that is a to-do."""
    return {tab: rows(person, tab).count() for tab in tabs_of(person) if tab is not Tab.ENDED}


def lines(person: Person, tab: Tab, *, at: datetime) -> list[WhistleLine]:
    """The rows of a tab, at most ``SHOWN``: what is due first, ended ones the newest first. Four queries."""
    parts = Summons.objects.select_related("department", "verdict").order_by("pk")
    fired = Chase.objects.fired()
    found = (
        rows(person, tab)
        .select_related("cause", "unit")
        .prefetch_related(Prefetch("summonses", parts), Prefetch("summonses__chases", fired))
        .order_by("-blown_at", "-pk")[:SHOWN]
    )
    own = set(units_of(person, Grant.ANSWER_WHISTLE))
    made = [_line(whistle, own, tab, at) for whistle in found]
    if tab is Tab.ENDED:
        return made
    due = sorted((line for line in made if line.due_at is not None), key=lambda line: line.due_at or at)
    return [*due, *(line for line in made if line.due_at is None)]


def _line(whistle: Whistle, own: set[int], tab: Tab, at: datetime) -> WhistleLine:
    parts = list(whistle.summonses.all())
    mine = next((one for one in parts if one.department_id in own), None)
    asked = [mine] if tab is Tab.ANSWER and mine is not None else parts
    nexts = [(limit.due_at, one.called_at) for one in asked for limit in kept(one, whistle, at) if limit.is_next]
    due_at, since = min(nexts, default=(None, None))
    told = [ChaseTo(chase.to) for one in parts if one.arrived_at is None for chase in one.chases.all()]
    return WhistleLine(
        pk=whistle.pk,
        number_shown=whistle.number_shown,
        stage=whistle.stage,
        cause=whistle.cause,
        rank=Rank(whistle.rank),
        unit=whistle.unit,
        place=gazetteer().label(whistle.place),
        address=whistle.address,
        words=whistle.words,
        blown_at=whistle.blown_at,
        departments=tuple(one.department for one in parts),
        came=sum(one.arrived_at is not None for one in parts),
        own=mine,
        due_at=due_at,
        since=since,
        is_open=whistle.is_open,
        told=max(told, key=list(ChaseTo).index, default=None),
        wants=_wants(whistle, mine),
    )


def _wants(whistle: Whistle, mine: Summons | None) -> str:
    if whistle.stage not in RATED_STAGES:
        return ""
    if mine is not None and mine.stage != SummonsStage.RELEASED and getattr(mine, "verdict", None) is None:
        return "judge"
    return "rate" if whistle.stage == Stage.CONCLUDED else ""

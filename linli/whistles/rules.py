"""Moves of a whistle and of a summons, the limits of each, and what counts as late. Pure: time comes in as ``at``.

Source of the limits: rules of 南京鼓楼: sign within 1 h, contact within 24 h, arrive within 3 working days (推进) or 5
(攻坚); nights and holidays count for signing (domain notes, 吹哨规则). They are dated data (``models.Cause``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from linli.core.calendar.rules import WorkingCalendar
from linli.core.rules import wilson


class Rank(StrEnum):
    """On what level a whistle is blown."""

    GRID = "grid"
    COMMUNITY = "community"
    STREET = "street"


RANKS = (Rank.GRID, Rank.COMMUNITY, Rank.STREET)  # who stands later leads what the earlier ones blew


class Stage(StrEnum):
    BLOWN = "blown"
    JOINED = "joined"  # somebody came: joint action
    CONCLUDED = "concluded"  # the result is written, both sides rate
    CLOSED = "closed"
    CALLED_OFF = "called_off"


class SummonsStage(StrEnum):
    CALLED = "called"
    SIGNED = "signed"
    CONTACTED = "contacted"
    ARRIVED = "arrived"
    DONE = "done"
    REFUSED = "refused"  # an arbiter decides
    RELEASED = "released"  # the refusal was right
    STOOD_DOWN = "stood_down"  # it ended before they came


class Move(NamedTuple):
    """From any of ``before`` to ``after``."""

    before: frozenset[str]
    after: str


OPEN_STAGES = (Stage.BLOWN, Stage.JOINED)
RATED_STAGES = (Stage.CONCLUDED, Stage.CLOSED)

OPEN_SUMMONS_STAGES = (SummonsStage.CALLED, SummonsStage.SIGNED, SummonsStage.CONTACTED, SummonsStage.ARRIVED)
"""The department still owes something."""

MOVES: dict[str, Move] = {
    "join": Move(frozenset({Stage.BLOWN}), Stage.JOINED),
    "conclude": Move(frozenset({Stage.JOINED}), Stage.CONCLUDED),
    "close": Move(frozenset({Stage.CONCLUDED}), Stage.CLOSED),
    "call_off": Move(frozenset(OPEN_STAGES), Stage.CALLED_OFF),
}

_ON_THE_WAY = frozenset({SummonsStage.CALLED, SummonsStage.SIGNED, SummonsStage.CONTACTED})

SUMMONS_MOVES: dict[str, Move] = {
    "sign": Move(frozenset({SummonsStage.CALLED}), SummonsStage.SIGNED),
    "contact": Move(frozenset({SummonsStage.SIGNED}), SummonsStage.CONTACTED),
    "arrive": Move(frozenset({SummonsStage.SIGNED, SummonsStage.CONTACTED}), SummonsStage.ARRIVED),
    "finish": Move(frozenset({SummonsStage.ARRIVED}), SummonsStage.DONE),
    "refuse": Move(frozenset({SummonsStage.CALLED, SummonsStage.SIGNED}), SummonsStage.REFUSED),
    "release": Move(frozenset({SummonsStage.REFUSED}), SummonsStage.RELEASED),
    "insist": Move(frozenset({SummonsStage.REFUSED}), SummonsStage.CALLED),
    "stand_down": Move(_ON_THE_WAY | {SummonsStage.REFUSED}, SummonsStage.STOOD_DOWN),
}


class Limit(StrEnum):
    """The three times a department must keep."""

    SIGN = "sign"
    CONTACT = "contact"
    ARRIVE = "arrive"


MET_BY: dict[str, tuple[Limit, ...]] = {
    "sign": (Limit.SIGN,),
    "contact": (Limit.CONTACT,),
    "arrive": (Limit.CONTACT, Limit.ARRIVE),  # who stands there has been in contact
}
"""Which limits a move keeps."""


class WorkingDays(int):
    """So many working days; the day of the call is not counted, the last one ends when offices close."""


Within = timedelta | WorkingDays


class Limits(NamedTuple):
    sign: timedelta
    contact: timedelta
    arrive: Within


class Dues(NamedTuple):
    sign_due_at: datetime
    contact_due_at: datetime
    arrive_due_at: datetime


def ends(at: datetime, within: Within, calendar: WorkingCalendar) -> datetime:
    """The instant at which ``within``, begun at ``at``, is over. A span of hours runs on nights and holidays too."""
    return calendar.add_days(at, within) if isinstance(within, WorkingDays) else at + within


def dues(at: datetime, limits: Limits, calendar: WorkingCalendar) -> Dues:
    """By when a department called at ``at`` must sign, be in contact and be there."""
    return Dues(*(ends(at, within, calendar) for within in limits))


class ChaseTo(StrEnum):
    """Who hears of a department that does not come."""

    HEAD = "head"  # the department's head
    JOINT_MEETING = "joint_meeting"  # the list that the joint meeting takes up
    CENTRE = "centre"  # the city centre


class ChaseStep(NamedTuple):
    """``after`` the missed ``limit``, ``to`` hears of it."""

    limit: Limit
    after: Within
    to: ChaseTo


def chase_steps(rows: Iterable[Mapping[str, Any]]) -> list[ChaseStep]:
    """Steps out of the JSON of a cause: ``{"limit": "arrive", "working_days": 1, "to": "centre"}`` or ``minutes``.
    Raises: ValueError, KeyError on anything else."""
    made = []
    for row in rows:
        days = row.get("working_days")
        after: Within = WorkingDays(days) if days else timedelta(minutes=int(row.get("minutes", 0)))
        made.append(ChaseStep(Limit(row["limit"]), after, ChaseTo(row["to"])))
    return made


def chase_times(due: Dues, steps: Iterable[ChaseStep], calendar: WorkingCalendar) -> list[tuple[ChaseStep, datetime]]:
    """When each step falls due, if the department stays away."""
    base = {Limit.SIGN: due.sign_due_at, Limit.CONTACT: due.contact_due_at, Limit.ARRIVE: due.arrive_due_at}
    return [(step, ends(base[step.limit], step.after, calendar)) for step in steps]


class RefusalReason(StrEnum):
    """Why a department does not come. Each must be told in words; ``OTHER_OWNER`` names the right one."""

    OTHER_OWNER = "other_owner"
    NO_LEGAL_BASIS = "no_legal_basis"
    LEVEL_CAN_SOLVE = "level_can_solve"
    ALREADY_SOLVED = "already_solved"


def is_late(due_at: datetime, done_at: datetime | None, at: datetime) -> bool:
    """Whether a limit was missed by ``at``; the last instant still counts as kept."""
    return (done_at or at) > due_at


WORDS_LIMIT = 1_000  # characters of a call, a result, a line of the joint log
MARKS = range(1, 6)  # 1 没帮上忙 to 5 很得力
BOUNCES = 2  # after so many returns or failed rounds a whistle is suggested
ALIKE = 3  # of the same kind in the same community
ALIKE_WITHIN = timedelta(days=30)
FEWEST = 10  # below so many a share is shown as counts only


class Share(NamedTuple):
    """``part`` of ``whole``, with the interval in which the true share lies 19 times out of 20."""

    part: int
    whole: int
    low: float
    high: float

    @property
    def is_told(self) -> bool:
        """Whether there are enough to say a share at all."""
        return self.whole >= FEWEST

    @property
    def value(self) -> float:
        return self.part / self.whole if self.whole else 0.0


def share(part: int, whole: int) -> Share:
    """A share with its interval; of nothing it may be anything."""
    if whole == 0:
        return Share(0, 0, 0.0, 1.0)
    interval = wilson(part, whole)
    return Share(part, whole, interval.low, interval.high)

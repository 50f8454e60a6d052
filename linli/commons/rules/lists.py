"""The three lists (三张清单): what things are needed and offered, where they come from, how far a need has come.

Source: domain notes, mechanisms D1 to D4. Limits of length are ours.
"""

from __future__ import annotations

import re
from datetime import timedelta
from enum import IntEnum, StrEnum


class Sort(StrEnum):
    """What a part of a need is, and what a resource is: the same words, so that one fits the other."""

    VENUE = "venue"  # 场地
    PEOPLE = "people"  # 人员
    SERVICE = "service"  # 服务与技能
    GOODS = "goods"  # 物资
    MONEY = "money"  # 资金, in whole yuan


BY_TIME = frozenset({Sort.VENUE, Sort.PEOPLE, Sort.SERVICE})
"""These are booked for a span of time and are free again after it; the others are used up."""


class Origin(StrEnum):
    """Where an item of the lists comes from."""

    TYPED = "typed"
    MATTER = "matter"
    VISIT = "visit"
    MEETING = "meeting"
    FILE = "file"


class NeedStage(StrEnum):
    OPEN = "open"  # something of it is still to be claimed
    TAKEN = "taken"  # all of it is claimed, something is not delivered yet
    MET = "met"
    WITHDRAWN = "withdrawn"


RUNNING = (NeedStage.OPEN, NeedStage.TAKEN)


class ClaimStage(StrEnum):
    PROMISED = "promised"
    DELIVERED = "delivered"
    GIVEN_UP = "given_up"


class BookingStage(StrEnum):
    BOOKED = "booked"
    USED = "used"
    CALLED_OFF = "called_off"


class ProjectStage(StrEnum):
    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"


PROJECT_MOVES = {
    ProjectStage.PLANNED: frozenset({ProjectStage.RUNNING, ProjectStage.STOPPED}),
    ProjectStage.RUNNING: frozenset({ProjectStage.DONE, ProjectStage.STOPPED}),
    ProjectStage.DONE: frozenset(),
    ProjectStage.STOPPED: frozenset(),
}


class PointStage(StrEnum):
    """What a community says of a point of the model: words, no score."""

    STANDS = "stands"
    UNDER_WAY = "under_way"
    NOT_BEGUN = "not_begun"


class Side(StrEnum):
    """Who speaks of whom: the community of the unit, or the unit of the community."""

    COMMUNITY = "community"
    UNIT = "unit"


class Level(IntEnum):
    """As far as a need is shown to partner units; the value is the number of digits that the codes inside share."""

    COMMUNITY = 12
    TOWN = 9
    COUNTY = 6


ABOVE = {Level.COMMUNITY: Level.TOWN, Level.TOWN: Level.COUNTY}

LONGEST_TITLE, LONGEST_WORDS, LONGEST_MEASURE, LONGEST_SOURCE = 60, 500, 10, 60
MOST = 100_000_000
MOST_PARTS = 12
LONGEST_TERM = 366
LONGEST_BOOKING = timedelta(days=31)
FURTHEST_BOOKING = timedelta(days=366)

_PERSONAL = (
    re.compile(r"(?<!\d)1\d{10}(?!\d)"),  # mobile number
    re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)"),  # identity number (GB 11643)
    re.compile(r"\d+\s*(?:号楼|幢|栋|单元)\s*\d+"),  # somebody's door
)


def names_somebody(*texts: str) -> bool:
    """Whether a text holds a mobile or identity number or a door: then it is not for everybody."""
    return any(one.search(text) for text in texts for one in _PERSONAL)


def may_move(from_: ProjectStage, to: ProjectStage) -> bool:
    return to in PROJECT_MOVES[from_]

"""What a service of the menu is, how an order for it moves, and who is asked to serve it. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from enum import StrEnum
from typing import NamedTuple


class Form(StrEnum):
    """How a service is ordered (seed 004: 菜单式, 组团式, 定制化)."""

    MENU = "menu"  # 菜单式: taken from the list as it stands there
    GROUP = "group"  # 组团式: several units come together on a day
    CUSTOM = "custom"  # 定制化: somebody says what is wanted, and a unit answers


class Sort(StrEnum):
    """What a service is about, as the menu is divided."""

    REPAIR = "repair"
    HOUSEWORK = "housework"
    HEALTH = "health"
    ELDERS = "elders"
    CHILDREN = "children"
    COMPANY = "company"
    ERRANDS = "errands"
    LAW = "law"
    JOBS = "jobs"
    LEARNING = "learning"
    CULTURE = "culture"
    SAFETY = "safety"
    GREEN = "green"
    FIRMS = "firms"


class Whom(StrEnum):
    """For whom a service is meant. It is told, never checked against what is known of somebody."""

    EVERYBODY = "everybody"
    ELDERS = "elders"
    CHILDREN = "children"
    FAMILIES = "families"
    DISABLED = "disabled"
    CARERS = "carers"
    JOB_SEEKERS = "job_seekers"
    NEW_JOBS = "new_jobs"  # 新就业群体: riders, couriers, drivers
    LOW_INCOME = "low_income"
    VETERANS = "veterans"
    FIRMS = "firms"
    NEWCOMERS = "newcomers"


class Where(StrEnum):
    HOME = "home"  # 上门
    SITE = "site"  # at a place


class Stage(StrEnum):
    TO_GIVE = "to_give"  # the community looks for a unit
    OFFERED = "offered"  # a unit was asked and has not answered
    ACCEPTED = "accepted"
    DELIVERED = "delivered"  # the unit says so; whoever ordered has the word
    RECEIVED = "received"
    CLOSED = "closed"  # nobody said otherwise in time
    CANCELLED = "cancelled"  # by whoever ordered
    REFUSED = "refused"  # nobody can serve it: said by the community, with the reason


OWED = (Stage.TO_GIVE, Stage.OFFERED, Stage.ACCEPTED)
"""Somebody of an office owes the next step; ``due_at`` says until when."""
OPEN = (*OWED, Stage.DELIVERED)
WITH_A_UNIT = (Stage.OFFERED, Stage.ACCEPTED, Stage.DELIVERED)
ENDED = (Stage.RECEIVED, Stage.CLOSED, Stage.CANCELLED, Stage.REFUSED)


class Move(NamedTuple):
    """From any of ``before`` to ``after``."""

    before: frozenset[str]
    after: str


MOVES: dict[str, Move] = {
    "offer": Move(frozenset({Stage.TO_GIVE, Stage.OFFERED, Stage.ACCEPTED}), Stage.OFFERED),  # ask a (the next) unit
    "hand_back": Move(frozenset({Stage.OFFERED, Stage.ACCEPTED}), Stage.TO_GIVE),  # nobody is left to ask
    "accept": Move(frozenset({Stage.OFFERED}), Stage.ACCEPTED),
    "join_group": Move(frozenset({Stage.TO_GIVE}), Stage.ACCEPTED),
    "agree": Move(frozenset({Stage.ACCEPTED}), Stage.ACCEPTED),  # a time
    "deliver": Move(frozenset({Stage.ACCEPTED}), Stage.DELIVERED),
    "receive": Move(frozenset({Stage.DELIVERED}), Stage.RECEIVED),
    "do_again": Move(frozenset({Stage.DELIVERED}), Stage.ACCEPTED),  # not received: the same unit, once
    "look_into": Move(frozenset({Stage.DELIVERED}), Stage.TO_GIVE),  # not received again: the community takes it up
    "close": Move(frozenset({Stage.DELIVERED}), Stage.CLOSED),
    "cancel": Move(frozenset(OWED), Stage.CANCELLED),
    "refuse": Move(frozenset({Stage.TO_GIVE}), Stage.REFUSED),
}
"""Every way in which an order moves."""


class Channel(StrEnum):
    """Where it was ordered."""

    WEB = "web"
    DESK = "desk"  # at the counter, or on the phone


class PartOfDay(StrEnum):
    """When it suits best; a wish and no promise."""

    ANY = ""
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


class End(StrEnum):
    """What became of asking one unit."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    SILENT = "silent"  # no answer in time: the next one is asked
    GIVEN_UP = "given_up"  # accepted, then declined
    TAKEN = "taken"  # the community gave it to another one
    CANCELLED = "cancelled"  # by whoever ordered
    UNIT_ENDED = "unit_ended"  # it was dissolved: the next one is asked


class Reason(StrEnum):
    """Why a unit declines. Shown to the community and, in plain words, to whoever ordered."""

    NO_HANDS = "no_hands"
    NOT_OURS = "not_ours"
    NEEDS_LICENCE = "needs_licence"
    NO_TIME = "no_time"
    UNREACHABLE = "unreachable"
    UNSAFE = "unsafe"


class GroupStage(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    CALLED_OFF = "called_off"


GROUP_MOVES: dict[str, Move] = {
    "hold": Move(frozenset({GroupStage.PLANNED}), GroupStage.HELD),
    "call_off": Move(frozenset({GroupStage.PLANNED}), GroupStage.CALLED_OFF),
}

ROUNDS_OF_ONE_UNIT = 2  # after so many rounds that brought nothing the community looks into it
WORDS_LIMIT = 500
RATING_LIMIT = 200
NAME_LIMIT, PHONE_LIMIT, ADDRESS_LIMIT = 30, 20, 120
MARKS = range(1, 6)
AHEAD = timedelta(days=60)  # how far ahead a day can be wished for or agreed
SEATS_MOST = 500
UNITS_MOST = 20  # of one group day
ASKED_MOST = 4  # kinds of units that offer one service
MINUTES_MOST = 24 * 60
ACCEPT_HOURS_MOST, DAYS_MOST = 80, 250  # ten working days to answer, a working year to bring it
PRICE_FEN_MOST = 100_000_00
AT_ONCE = 500  # orders in one round of a job
CODE_ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"  # nothing that is read for something else, no words
CODE_LENGTH = 8
NUMBER_MARK = "F"  # 服务: so that a number of an order is not taken for one of a matter


class Asked(NamedTuple):
    """A kind of unit that offers a service; ``duty`` only of departments."""

    kind: str
    duty: str = ""


def asked_kinds(rows: Iterable[str]) -> list[Asked]:
    """``["department:health", "partner_unit"]`` as kinds of units."""
    return [Asked(kind, duty) for kind, _colon, duty in (row.partition(":") for row in rows)]


def areas_of(place: str) -> list[str]:
    """The division codes of county, town and community that hold a ``place`` (12 digits or more)."""
    return [place[:digits].ljust(12, "0") for digits in (6, 9, 12)]

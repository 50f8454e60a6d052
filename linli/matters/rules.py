"""Which moves a matter and a work order know. One table each; an action makes a move as one conditional update.

Source: GB/T 30428.8 workflow: no stage is skipped, only a check or the reporter's own word closes, a failed check
goes back to handling and counts as rework.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple


class Stage(StrEnum):
    RECEIVED = "received"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"
    HANDLING = "handling"
    ANSWERED = "answered"
    CLOSED = "closed"


class OrderStage(StrEnum):
    DISPATCHED = "dispatched"
    SIGNED = "signed"
    IN_HAND = "in_hand"
    RETURNING = "returning"  # handed back; an arbiter decides
    DONE = "done"
    CANCELLED = "cancelled"


class AskStage(StrEnum):
    """Of what a unit asks for and a level above decides: a return, an extension, a pause, an exclusion."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    DROPPED = "dropped"  # nobody decided before the work on the order ended


class SpokenTo(StrEnum):
    """Whom a unit spoke to before it answered; kinds of people, no names."""

    REPORTER = "reporter"
    FAMILY = "family"
    AGENT = "agent"  # 代办人
    NOBODY = "nobody"  # anonymous, or not reached


class LadderAct(StrEnum):
    """What a step of the ladder does."""

    WARN = "warn"  # the unit
    WARN_ABOVE = "warn_above"  # the unit and the level above it
    SUPERVISE = "supervise"  # an order that needs a reply
    CIRCULAR = "circular"  # named in the circular of the month


class ExclusionReason(StrEnum):
    """Why a matter need not count in the rates. Source: 剔除规则 (domain notes, section 3)."""

    OUTSIDE_LAW = "outside_law"
    MALICIOUS_REPEAT = "malicious_repeat"
    IN_COURT = "in_court"
    IN_PETITION = "in_petition"
    UNREACHABLE = "unreachable"


class Unanswered(StrEnum):
    """How a call-back that reached nobody counts in resolution and satisfaction."""

    NOT_COUNTED = "not_counted"
    AS_SOLVED = "as_solved"
    AS_UNSOLVED = "as_unsolved"


class Move(NamedTuple):
    """From any of ``before`` to ``after``."""

    before: frozenset[str]
    after: str


OPEN_STAGES = (Stage.RECEIVED, Stage.ACCEPTED, Stage.HANDLING, Stage.ANSWERED)
"""Somebody still owes something: the clock of the matter runs until it is answered, the desk's until it is closed."""

SPLIT_STAGES = (Stage.RECEIVED, Stage.ACCEPTED, Stage.HANDLING)
"""A matter that tells several things is taken apart before it is answered."""

ENDED_STAGES = (Stage.DECLINED, Stage.MERGED, Stage.WITHDRAWN, Stage.CLOSED)

NOTHING_OWED = (Stage.DECLINED, Stage.WITHDRAWN, Stage.MERGED)
"""Ended without an answer being owed: counted in no rate."""

CLOCK_STAGES = (Stage.RECEIVED, Stage.ACCEPTED, Stage.HANDLING)
"""The promised time is still ahead, or missed."""

AT_WORK_STAGES = (OrderStage.DISPATCHED, OrderStage.SIGNED, OrderStage.IN_HAND)
"""The unit has it and has not handed it back."""

OPEN_ORDER_STAGES = (*AT_WORK_STAGES, OrderStage.RETURNING)

MOVES: dict[str, Move] = {
    "accept": Move(frozenset({Stage.RECEIVED}), Stage.ACCEPTED),
    "decline": Move(frozenset({Stage.RECEIVED}), Stage.DECLINED),
    "merge": Move(frozenset({Stage.RECEIVED, Stage.ACCEPTED, Stage.HANDLING}), Stage.MERGED),
    "unmerge": Move(frozenset({Stage.MERGED}), Stage.RECEIVED),  # the desk decides anew
    "withdraw": Move(frozenset({Stage.RECEIVED, Stage.ACCEPTED, Stage.HANDLING}), Stage.WITHDRAWN),
    "dispatch": Move(frozenset({Stage.ACCEPTED, Stage.HANDLING}), Stage.HANDLING),
    "answer": Move(frozenset({Stage.HANDLING}), Stage.ANSWERED),
    "send_back": Move(frozenset({Stage.ANSWERED}), Stage.HANDLING),
    "close": Move(frozenset({Stage.ANSWERED}), Stage.CLOSED),
    "reopen": Move(frozenset({Stage.ANSWERED, Stage.CLOSED}), Stage.HANDLING),
}

ORDER_MOVES: dict[str, Move] = {
    "sign": Move(frozenset({OrderStage.DISPATCHED}), OrderStage.SIGNED),
    "start": Move(frozenset({OrderStage.SIGNED}), OrderStage.IN_HAND),
    "finish": Move(frozenset({OrderStage.SIGNED, OrderStage.IN_HAND}), OrderStage.DONE),
    "take_up_again": Move(frozenset({OrderStage.DONE}), OrderStage.IN_HAND),
    "hand_back": Move(frozenset(AT_WORK_STAGES), OrderStage.RETURNING),
    "keep": Move(frozenset({OrderStage.RETURNING}), OrderStage.SIGNED),
    "pass_on": Move(frozenset({OrderStage.RETURNING}), OrderStage.CANCELLED),
    "cancel": Move(frozenset(OPEN_ORDER_STAGES), OrderStage.CANCELLED),
}


ASK_MOVES: dict[str, Move] = {
    "grant": Move(frozenset({AskStage.ASKED}), AskStage.GRANTED),
    "refuse": Move(frozenset({AskStage.ASKED}), AskStage.REFUSED),
    "drop": Move(frozenset({AskStage.ASKED}), AskStage.DROPPED),
}


class DeclineReason(StrEnum):
    """Why a matter is not taken on. Each has the door to knock at, told to the reporter."""

    NOT_A_REQUEST = "not_a_request"
    OUTSIDE_COUNTY = "outside_county"
    IN_COURT = "in_court"
    IN_PETITION = "in_petition"
    TOO_LITTLE_SAID = "too_little_said"
    AGAINST_LAW = "against_law"


class UnsolvedReason(StrEnum):
    """What a resident says is wrong with the result: chips, one tap."""

    NOTHING_DONE = "nothing_done"
    HALF_DONE = "half_done"
    CAME_BACK = "came_back"
    NOBODY_CAME = "nobody_came"
    ANSWER_UNCLEAR = "answer_unclear"


WORDS_LIMIT = 2_000  # characters; longer tales come as an attachment or to the desk
LONG_WORDS_LIMIT = 4_000  # from other systems; Source: Open311 GeoReport v2, description
SHORT_WORDS_LIMIT = 300  # a reason, a task, a remark
BASIS_LIMIT = 200  # a law or rule, with its article
ADDRESS_LIMIT = 120
NAME_LIMIT = 40
PHONE_LIMIT = 20
PETITION_NUMBER_LIMIT = 60
PHOTOS_LIMIT = 6
PARTS_LIMIT = 5  # of one matter, at once
SATISFACTION = range(1, 6)  # 1 很不满意 to 5 很满意
REOPEN_WITHIN_DAYS = 30
CONTACT_KEPT = timedelta(days=365)  # after the end: a complaint about the handling may still come

CONTACT_TRIES = 3  # so often a reporter is tried before an answer may say that nobody was spoken to

FOLLOW_ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"  # nothing that is read for something else, no words
FOLLOW_LENGTH = 8


def could_be(told: datetime, *, since: datetime, now: datetime) -> bool:
    """Whether something may have happened when it is told to have: told to the minute, and not in the future."""
    return since.replace(second=0, microsecond=0) <= told <= now


def may_check(own_units: Collection[int], answered_by: int | None) -> bool:
    """Whether somebody of these units checks an answer: never of the own unit. The street and the centre above it, and
    the reporter, always can, so that no matter is left without a way to be closed."""
    return answered_by not in own_units


def in_time(due_at: datetime, done_at: datetime) -> bool:
    """Whether something was done by its time; the last instant still counts."""
    return done_at <= due_at


def sign_is_late(stage: str, sign_by: datetime | None, at: datetime) -> bool:
    """签收超时: whether an order waits to be signed for, and its time to sign is over."""
    return stage == OrderStage.DISPATCHED and sign_by is not None and sign_by < at


def tidy(text: str) -> str:
    """What was typed, without space around it and without what no database keeps: NUL and halves of characters."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode().strip()


def tidy_all(value: Any) -> Any:
    """The same for every text inside a JSON value."""
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, Mapping):
        return {tidy(str(key)): tidy_all(inner) for key, inner in value.items()}
    if isinstance(value, Sequence):
        return [tidy_all(inner) for inner in value]
    return value

"""Activities: their moves, what clashes, how many minutes count, what a certificate shows of a name."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class ActivityStage(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    HELD = "held"
    CALLED_OFF = "called_off"


@dataclass(frozen=True, slots=True)
class Move:
    before: Collection[ActivityStage]
    after: ActivityStage


PUBLISH = Move((ActivityStage.DRAFT,), ActivityStage.PUBLISHED)
CHANGE = Move((ActivityStage.DRAFT,), ActivityStage.DRAFT)
HOLD = Move((ActivityStage.PUBLISHED,), ActivityStage.HELD)
CALL_OFF = Move((ActivityStage.DRAFT, ActivityStage.PUBLISHED), ActivityStage.CALLED_OFF)

OPEN = (ActivityStage.PUBLISHED,)
TAKES_PLACE = (ActivityStage.PUBLISHED, ActivityStage.HELD)


class SignUpState(StrEnum):
    GOING = "going"
    WAITING = "waiting"  # in the order of asking
    CANCELLED = "cancelled"


LIVE = (SignUpState.GOING, SignUpState.WAITING)


class NameShown(StrEnum):
    """How much of the name a certificate shows to whoever checks it: the volunteer's choice."""

    FULL = "full"
    SURNAME = "surname"
    NONE = "none"


MOST_WANTED = 2_000  # in one shift
MOST_SHIFTS = 12  # of one activity: roles times hours
LONGEST_SHIFT = timedelta(hours=24)
REASON_LIMIT = 200  # characters, for calling off and striking out
MOST_WEEKS = 26  # a term of a school has about twenty
MOST_PUPILS = 500
MOST_CAME = 100_000
OLDEST_ENTERED = timedelta(days=366)  # what was held before that stands in the papers
MOST_LIVE = 30  # sign-ups of one person that lie ahead
REMIND_BEFORE = timedelta(hours=24)
SAY_WITHIN = timedelta(days=30)  # how long after a shift somebody says that they were there
NEAR_METRES = 5_000  # what "near me" reaches, as the crow flies
AHEAD = timedelta(days=60)  # what lists show
CERTIFICATE_LENGTH = 12
CERTIFICATE_ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"  # nothing that is read for something else, no words
SIGN_UPS_KEPT = timedelta(days=366)  # where nobody attended there is nothing to prove


def clash(begins: datetime, ends: datetime, other_begins: datetime, other_ends: datetime) -> bool:
    """Whether two shifts overlap; one that begins when the other ends does not."""
    return begins < other_ends and other_begins < ends


def minutes_between(begins: datetime, ends: datetime) -> int:
    return int((ends - begins).total_seconds() // 60)


def minutes_counted(said: int | None, shift_minutes: int) -> int:
    """The minutes of service: what was said, never more than the shift; nothing said is the whole shift, so that a
    forgotten check-out piles nothing up."""
    return shift_minutes if said is None else min(said, shift_minutes)


def name_as(name: str, how: NameShown) -> str:
    """``王某`` of ``王小明`` where only the surname is to be shown."""
    name = name.strip()
    match how:
        case NameShown.FULL:
            return name
        case NameShown.SURNAME:
            return f"{name[:1]}某" if name else ""
        case NameShown.NONE:
            return ""


def parse_certificate(text: str) -> str:
    """The letters and digits of a code as somebody typed or read them out."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", text).upper() if letter.isalnum())


def grouped(code: str) -> str:
    """``ABCD-EFGH-JKLM``, as it is printed."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))

"""Which deeds of the log can earn points and whose they are; caps, periods, terms and what a code looks like."""

from __future__ import annotations

import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Any

ACTOR = ""  # the person is who wrote the entry


@dataclass(frozen=True, slots=True)
class Deed:
    """A verb of the log that can earn. ``person`` names the parameter that holds whose deed it is (a key), or is
    ``ACTOR``; ``undone_by`` are the verbs about the same subject that take the deed back."""

    person: str
    undone_by: tuple[str, ...] = ()


DEEDS: dict[str, Deed] = {
    "volunteering.attended": Deed("member", ("volunteering.attendance_struck",)),
    "volunteering.task_done": Deed("member", ("volunteering.task_struck",)),
    "volunteering.pledge_kept": Deed(ACTOR, ("volunteering.pledge_withdrawn",)),
}
"""All that points read of the log. What earns how much is dated data (``models.Rule``)."""

UNDOES: dict[str, str] = {undo: verb for verb, deed in DEEDS.items() for undo in deed.undone_by}
READ = (*DEEDS, *UNDOES)


def person_of(verb: str, actor: int | None, params: dict[str, Any]) -> int | None:
    """Whose deed an entry of the log tells, by the key of the person; None when it names nobody."""
    where = DEEDS[UNDOES.get(verb, verb)].person
    found = actor if where == ACTOR else params.get(where)
    return found if isinstance(found, int) else None


class Outcome(StrEnum):
    """What reading one entry of the log came to."""

    EARNED = "earned"
    CAPPED = "capped"  # the day or the month has given all it gives
    AGAIN = "again"  # this deed has earned before
    NO_RULE = "no_rule"
    NO_WALLET = "no_wallet"
    TAKEN_BACK = "taken_back"
    NOTHING = "nothing"  # taken back before it had earned, or after all of it was spent


class Why(StrEnum):
    """What moved points."""

    EARNED = "earned"
    TAKEN_BACK = "taken_back"
    HELD = "held"  # for a code that was not used yet
    SPENT = "spent"
    RETURNED = "returned"  # the code ran out or was given up
    GIVEN = "given"
    EXPIRED = "expired"
    CLOSED = "closed"  # the wallet was closed: what was left goes back to issue


class Holder(StrEnum):
    """What an account is. The last three stand once in a house."""

    WALLET = "wallet"
    UNIT = "unit"  # a merchant or centre: the thanks it gave
    CAUSE = "cause"
    ISSUE = "issue"  # where points come from
    EXPIRED = "expired"
    HELD = "held"  # between taking a code and using it


SINGLE = (Holder.ISSUE, Holder.EXPIRED, Holder.HELD)


class Period(StrEnum):
    """What the stock of an offer is counted in."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    WHOLE = "whole"


LEDGER = ("points_movement", "points_line")  # tables whose rows are never changed or deleted
LATE_ROWS = 10_000  # rows of the log are numbered before they are seen; none is seen so many rows late
AT_ONCE = 1_000  # entries, lots or codes in one round of a job
HIGHEST_PRICE = 10_000
LONGEST_TERM_MONTHS = 60

CODE_LENGTH = 8
CODE_ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"  # nothing that is read for something else, no words
CODE_VALID = timedelta(days=14)
CODES_AT_ONCE = 5  # open codes of one wallet
WRONG_CODES = (30, 3600)  # of one person at a counter, within seconds
INVITATION_VALID = timedelta(days=1)
WRONG_INVITATIONS = (10, 3600)
LONGEST_STAR, LONGEST_TASK = 30, 60
MOST_TASKS, MOST_TIMES = 8, 365
HOUSEHOLD_MEMBERS = 12
HOUSEHOLD_MONTHS = 12  # a household's taking part ends by itself, and what was done counts for as long


def granted(points: int, *, day: int, day_cap: int | None, month: int, month_cap: int | None) -> int:
    """What is left of ``points`` when the rule has given ``day`` and ``month`` already; at least 0."""
    left = [points]
    if day_cap is not None:
        left.append(day_cap - day)
    if month_cap is not None:
        left.append(month_cap - month)
    return max(0, min(left))


def months_after(on: date, months: int) -> date:
    """The same day ``months`` later; the last of the month where there is no such day."""
    year, month = divmod(on.year * 12 + on.month - 1 + months, 12)
    return date(year, month + 1, min(on.day, monthrange(year, month + 1)[1]))


def begin_of_day(on: date, zone: tzinfo) -> datetime:
    return datetime.combine(on, time.min, tzinfo=zone)


def span(period: Period, on: date, zone: tzinfo) -> tuple[datetime, datetime] | None:
    """The day, week (from Monday) or month that holds ``on``, from its begin to before its end; None: all time."""
    match period:
        case Period.DAY:
            first, last = on, on + timedelta(days=1)
        case Period.WEEK:
            first = on - timedelta(days=on.weekday())
            last = first + timedelta(days=7)
        case Period.MONTH:
            first = on.replace(day=1)
            last = months_after(first, 1)
        case Period.WHOLE:
            return None
    return begin_of_day(first, zone), begin_of_day(last, zone)


def expires_at(on: date, months: int, zone: tzinfo) -> datetime:
    """When points earned on a day are gone: with the end of the same day ``months`` later."""
    return begin_of_day(months_after(on, months) + timedelta(days=1), zone)


def parse_code(text: str) -> str:
    """The letters and digits of a code as somebody typed or read them out."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", text).upper() if letter.isalnum())


def stars_of(tasks: dict[str, list[tuple[str, int]]], done: dict[str, int]) -> list[str]:
    """The stars whose every task was done as often as it asks. ``tasks``: star to (task, times); ``done``: task to
    how often."""
    return [star for star, asked in tasks.items() if asked and all(done.get(task, 0) >= n for task, n in asked)]

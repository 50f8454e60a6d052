"""The double report-in: its stages, the period that both sides comment on, how long what is kept of a person stands."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from enum import StrEnum


class Stage(StrEnum):
    """How far a report-in, of a person or a unit, or a word that a task was done, has come."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    STRUCK = "struck"  # a task that was confirmed in error


class Side(StrEnum):
    """Who comments once a period. Source: seed 002, 双考评: 社区大党委 and the member's own organisation."""

    COMMUNITY = "community"
    HOME = "home"


PERIODS = (1, 3, 6, 12)  # months that divide a year
TOLD_BEFORE_DAYS = 14  # that a report-in ends; afterwards nothing is left that could tell whom
DECLINED_KEPT_DAYS = 30  # long enough for the reason to be read
DEEDS_KEPT_MONTHS = 36
COMMENTS_KEPT_MONTHS = 24
DAYS_KEPT_MONTHS = 13  # a whole year can be looked back on
PLEDGES_KEPT_MONTHS = 24
OLDEST_DEED_DAYS = 92  # what was done longer ago is not said any more
FIRST_WEEKEND_DAY = 5  # Saturday, as ``date.weekday`` counts
NAME_LIMIT = 20
TITLE_LIMIT = 60
WORDS_LIMIT = 200
PLEDGE_LIMIT = 100
OPEN_PLEDGES = 10  # of one person
WAITING_DEEDS = 20  # of one report-in


def months_after(on: date, months: int) -> date:
    """The same day ``months`` later; the last of the month where there is no such day."""
    year, month = divmod(on.year * 12 + on.month - 1 + months, 12)
    return date(year, month + 1, min(on.day, monthrange(year, month + 1)[1]))


def period(on: date, months: int) -> tuple[date, date]:
    """The quarter, half-year … that holds ``on``, counted from January: its first day, and the first day after it."""
    begin = date(on.year, (on.month - 1) // months * months + 1, 1)
    return begin, months_after(begin, months)


def last_period(on: date, months: int) -> tuple[date, date]:
    """The last one that is over on ``on``."""
    begin, _ = period(on, months)
    return months_after(begin, -months), begin


def is_weekend(on: date) -> bool:
    return on.weekday() >= FIRST_WEEKEND_DAY

"""How a household ends, what is asked by its slip, and how long and how much of what is kept. Pure."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from linli.orgs.rules import term_end

PEOPLE, OWNERS = "people", "owners"
"""Codes of the keeping rules without which nobody is written down; every other rule is a kind of care need."""


class End(StrEnum):
    """How a household ended. That it wants nothing kept is no end, and is noted nowhere."""

    MOVED_OUT = "moved_out"
    MERGED = "merged"  # it was written twice; it stands again when the two are taken apart


class Asked(StrEnum):
    """What a household asks to have corrected."""

    NAME = "name"
    PHONE = "phone"
    OTHER = "other"


NAME_LIMIT = 20
PHONE_LIMIT = 20
WORDS_LIMIT = 200
WORDING_LIMIT = 300
PEOPLE_LIMIT = 30  # of one household: a shared flat
OWNERS_LIMIT = 20  # of one dwelling
LARGEST_AREA = 1_000_000  # hundredths of a square metre: no dwelling has 10,000 m²
LONGEST_MONTHS = 60

SLIP_LENGTH = 12  # of people.rules.INVITATION_ALPHABET: 57 bits, too many to try
SLIP_MONTHS = 12
WRONG_SLIPS = (20, 3600)  # of one network address, how often within how many seconds
OPEN_REQUESTS = 10  # of one household
OPEN_KEPT_DAYS = 366  # what nobody decided within a year is asked anew
DECIDED_KEPT_DAYS = 90  # long enough for the answer to be read


def kept_until(on: date, months: int, agreed_until: date | None) -> date:
    """The day from which a line is gone that was written or said again ``on``: after so many months, and sooner where
    the person agreed to less."""
    end = term_end(on, months)
    return end if agreed_until is None else min(end, agreed_until)

"""Codes of divisions and grids. Source: GB/T 2260, GB/T 10114, NBS 统计用区划代码 and 城乡分类代码."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta
from enum import IntEnum

CODE_DIGITS = 12
GRID_DIGITS = 15

# NBS 城乡分类代码: 111 main urban, 112 urban fringe, 121 town centre, 122 town fringe, 123 special,
# 210 township, 220 village
URBAN_RURAL_CLASSES = frozenset({"111", "112", "121", "122", "123", "210", "220"})


LONGEST_NAME = 60
LONGEST_WORDS = 300
MOST_PLACES = 2000  # beds or bays of one house
MOST_OF_AN_ASSET = 1_000_000
LONGEST_ALLOCATION = timedelta(days=366)  # longer ones are asked for anew


class Level(IntEnum):
    """How deep a division stands; the value is the number of digits that its code uses."""

    PROVINCE = 2
    CITY = 4
    COUNTY = 6
    TOWN = 9
    COMMUNITY = 12


class BadCode(ValueError):
    """Not a division code. ``args[0]`` says what is wrong, in a word: length, digits, gap, serial."""


def level(code: str) -> Level:
    """The level of a 12-digit code. Raises: BadCode."""
    if len(code) != CODE_DIGITS:
        raise BadCode("length")
    if not (code.isascii() and code.isdigit()):
        raise BadCode("digits")
    parts = [code[0:2], code[2:4], code[4:6], code[6:9], code[9:12]]
    filled = [part.strip("0") != "" for part in parts]
    depth = sum(filled)
    if depth == 0 or filled != [True] * depth + [False] * (5 - depth):
        raise BadCode("gap")
    return list(Level)[depth - 1]


def prefix(code: str) -> str:
    """The digits that every place inside shares: a town's 9, a community's 12; a grid's own 15."""
    return code if len(code) == GRID_DIGITS else code[: level(code)]


def parent_code(code: str) -> str | None:
    """The code one level up, None for a province."""
    levels = list(Level)
    at = levels.index(level(code))
    return None if at == 0 else code[: levels[at - 1]].ljust(CODE_DIGITS, "0")


def after(prefix_: str) -> str:
    """The first string of digits that sorts behind everything beginning with ``prefix_``."""
    return str(int(prefix_) + 1).zfill(len(prefix_))


def town_serial_ok(code: str) -> bool:
    """001-099 street office, 100-199 town, 200-399 township, 400-599 special (GB/T 10114)."""
    return 1 <= int(code[6:9]) <= 599


def community_serial_ok(code: str, name: str = "") -> bool:
    """001-199 residents' committee, 200-399 villagers', 400-499 like a residents', 500-599 like a villagers'.

    16 of 39,322 published rows are communities with a 2xx code; ``community_serial_odd`` tells them.
    """
    return 1 <= int(code[9:12]) <= 599


def community_serial_odd(code: str, name: str) -> bool:
    """A 2xx code whose name ends like a residents' committee (居委会, 社区): known, accepted, reported."""
    return 200 <= int(code[9:12]) <= 399 and name.endswith(("居委会", "居民委员会", "社区"))


def showable(name: str) -> bool:
    """Whether ``name`` has no control character, unpaired surrogate or unassigned one: not all databases take those."""
    return not any(unicodedata.category(character) in ("Cc", "Cs", "Cn") for character in name)


def fullest(taken: Iterable[tuple[date, date]], since: date, until: date) -> int:
    """How many of ``taken`` meet on the fullest day from ``since``. Every end is the day after the last one."""
    turns = sorted(
        turn for begin, end in taken if begin < until and end > since for turn in ((max(begin, since), 1), (end, -1))
    )  # on one day those who leave go before those who come: -1 sorts first
    most = now = 0
    for _day, change in turns:
        now += change
        most = max(most, now)
    return most

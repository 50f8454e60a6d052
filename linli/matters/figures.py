"""What is counted of matters, and which share each figure is. Pure; ``reads.facts`` counts, faces put it into words.

Source: 三率 (response, resolution, satisfaction) as in the practice of 接诉即办; GB/T 30428.4 for closing, closing in
time, rework, signing in time, return and redo (domain notes, section 3).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from operator import add, attrgetter, sub

FEWEST = 5  # cells below this are not told: GB/T 42460-2023 asks for k-anonymity, the number is ours
SATISFIED_FROM = 4  # of 1 to 5
HUNDREDTH = Decimal("0.01")


class Figure(StrEnum):
    """A share with a name. Portal, desk, circular and data call the same thing by the same name."""

    RESPONSE = "response"  # 响应率
    RESOLUTION = "resolution"  # 解决率
    SATISFACTION = "satisfaction"  # 满意率
    IN_TIME = "in_time"  # 按时答复率
    CLOSING = "closing"  # 结案率
    CLOSING_IN_TIME = "closing_in_time"  # 按期结案率
    REWORK = "rework"  # 返工率
    REDO = "redo"  # 重办率
    SIGNING = "signing"  # 及时签收率
    RETURN = "return"  # 回退率


THREE_RATES = (Figure.RESPONSE, Figure.RESOLUTION, Figure.SATISFACTION)


@dataclass(frozen=True, slots=True)
class Share:
    """``part`` of ``whole``; too few to tell to everybody when the whole is smaller than ``FEWEST``."""

    part: int
    whole: int

    @property
    def is_told(self) -> bool:
        return self.whole >= FEWEST

    @property
    def exact(self) -> Decimal | None:
        """In hundred, two decimals, half up; None of nothing. 100 means all and 0 none: what rounding would make of
        nearly all is a hundredth less, of nearly none a hundredth more."""
        if not self.whole:
            return None
        rounded = (Decimal(100 * self.part) / self.whole).quantize(HUNDREDTH, ROUND_HALF_UP)
        if 0 < self.part < self.whole:
            return min(max(rounded, HUNDREDTH), 100 - HUNDREDTH)
        return rounded

    @property
    def percent(self) -> str | None:
        """``exact`` as everybody may read it; None when it is not told."""
        return str(self.exact) if self.is_told else None


@dataclass(frozen=True, slots=True)
class Counts:
    """What a month has of a unit, a place, a kind or a channel. Definitions: ``reads.facts``."""

    taken: int = 0
    assigned: int = 0
    contacted: int = 0
    heard: int = 0
    solved: int = 0
    marked: int = 0
    satisfied: int = 0
    due: int = 0
    kept: int = 0
    closed: int = 0
    closed_in_time: int = 0
    reworked: int = 0
    redone: int = 0
    to_sign: int = 0
    signed: int = 0
    sent: int = 0
    returned: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*map(add, self.numbers, other.numbers))

    def __sub__(self, other: Counts) -> Counts:
        return Counts(*map(sub, self.numbers, other.numbers))

    @property
    def numbers(self) -> tuple[int, ...]:
        """All of them in their order, many times as quickly as ``astuple``."""
        return _numbers_of(self)

    def share(self, figure: Figure) -> Share:
        part, whole = PARTS[figure]
        return Share(getattr(self, part), getattr(self, whole))


_numbers_of: Callable[[Counts], tuple[int, ...]] = attrgetter(*(field.name for field in fields(Counts)))


PARTS: dict[Figure, tuple[str, str]] = {
    Figure.RESPONSE: ("contacted", "assigned"),
    Figure.RESOLUTION: ("solved", "heard"),
    Figure.SATISFACTION: ("satisfied", "marked"),
    Figure.IN_TIME: ("kept", "due"),
    Figure.CLOSING: ("closed", "due"),
    Figure.CLOSING_IN_TIME: ("closed_in_time", "due"),
    Figure.REWORK: ("reworked", "due"),
    Figure.REDO: ("redone", "due"),
    Figure.SIGNING: ("signed", "to_sign"),
    Figure.RETURN: ("returned", "sent"),
}
"""Above and below the line of each figure."""


@dataclass(frozen=True, slots=True)
class Tally:
    """The same with everything in it, and without what was left out (剔除) by decision."""

    raw: Counts = Counts()
    net: Counts = Counts()

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.raw + other.raw, self.net + other.net)

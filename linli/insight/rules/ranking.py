"""Units in bands: those whose intervals overlap, also through others, stand in one and share its rank.

So equal values share a rank, and no rank pretends a difference that the numbers do not show.
Source: 月排名, 红榜 and 黑榜 (domain notes, section 3); that overlap makes no difference is our rule.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from linli.core.rules import Interval

LISTED = 5  # units on the red and on the black list at most


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit with its weighed value."""

    code: str
    interval: Interval


@dataclass(frozen=True, slots=True)
class Band:
    """Units that the numbers do not tell apart, by code. ``rank`` is 1 and how many units stand clearly above."""

    rank: int
    codes: tuple[str, ...]

    @property
    def last(self) -> int:
        """The rank that the last of them would have."""
        return self.rank + len(self.codes) - 1


@dataclass(frozen=True, slots=True)
class Ranking:
    """The bands from the best to the last, and who of them is listed."""

    bands: tuple[Band, ...]
    red: tuple[str, ...]  # 红榜
    black: tuple[str, ...]  # 黑榜


def rank(intervals: Mapping[str, Interval]) -> Ranking:
    """Rank units by code."""
    bands = _bands([Standing(code, interval) for code, interval in intervals.items()])
    return Ranking(bands, red=_listed(bands), black=_listed(bands[::-1]))


def _bands(standings: Sequence[Standing]) -> tuple[Band, ...]:
    """The connected parts of who overlaps whom: a new band begins where the next one's upper end lies below
    everything before it."""
    ordered = sorted(standings, key=lambda each: (-each.interval.high, -each.interval.low, each.code))
    bands: list[Band] = []
    codes: list[str] = []
    lowest = 0.0
    for each in ordered:
        if codes and each.interval.high < lowest:
            bands.append(_band(bands, codes))
            codes = []
        lowest = min(lowest, each.interval.low) if codes else each.interval.low
        codes.append(each.code)
    if codes:
        bands.append(_band(bands, codes))
    return tuple(bands)


def _band(before: Sequence[Band], codes: Sequence[str]) -> Band:
    return Band(1 + sum(len(band.codes) for band in before), tuple(sorted(codes)))


def _listed(bands: Sequence[Band]) -> tuple[str, ...]:
    """Whole bands from one end, so that who is listed is clearly apart; ``LISTED`` units and half of them at most."""
    most = min(LISTED, sum(len(band.codes) for band in bands) // 2)
    listed: list[str] = []
    for band in bands:
        if len(listed) + len(band.codes) > most:
            break
        listed += band.codes
    return tuple(listed)

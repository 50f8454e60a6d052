"""How sure a share is: the interval that holds the true one in 95 of 100 cases."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import sqrt
from typing import NamedTuple

Z_95 = 1.959964  # of the normal distribution, two-sided


class Interval(NamedTuple):
    """A value in 0 to 1 between what it may be at least and at most."""

    low: float
    value: Fraction
    high: float


class Weighed(NamedTuple):
    """``part`` of ``whole`` with a weight."""

    part: int
    whole: int
    weight: int


def wilson(part: int, whole: int, z: float = Z_95) -> Interval:
    """The interval of ``part`` of ``whole``; good for small numbers too, and never outside 0 to 1.

    Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927).
    Raises: ZeroDivisionError of nothing.
    """
    share = part / whole
    spread = z * z / whole
    middle = (share + spread / 2) / (1 + spread)
    half = z * sqrt(share * (1 - share) / whole + spread / (4 * whole)) / (1 + spread)
    return Interval(
        low=0.0 if part == 0 else max(middle - half, 0.0),
        value=Fraction(part, whole),
        high=1.0 if part == whole else min(middle + half, 1.0),
    )


def combined(shares: Sequence[Weighed], z: float = Z_95) -> Interval:
    """The weighed mean of shares with its interval, made of theirs (method of variance estimates recovery).

    Source: G. Y. Zou, A. Donner, Construction of confidence limits about effect measures, Statistics in Medicine 27
    (2008). Raises: ZeroDivisionError when a share is of nothing or all weights are 0.
    """
    total = sum(share.weight for share in shares)
    value = sum((Fraction(share.weight * share.part, total * share.whole) for share in shares), Fraction(0))
    below = above = 0.0
    for share in shares:
        each, weight = wilson(share.part, share.whole, z), share.weight / total
        below += (weight * (float(each.value) - each.low)) ** 2
        above += (weight * (each.high - float(each.value))) ** 2
    return Interval(max(float(value) - sqrt(below), 0.0), value, min(float(value) + sqrt(above), 1.0))

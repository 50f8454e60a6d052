"""How sure a share is: the interval that holds the true one in 95 of 100 cases. Pure."""

from __future__ import annotations

from fractions import Fraction
from math import sqrt
from typing import NamedTuple

Z_95 = 1.959964  # of the normal distribution, two-sided


class Interval(NamedTuple):
    """A value in 0 to 1 between what it may be at least and at most."""

    low: float
    value: Fraction
    high: float


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

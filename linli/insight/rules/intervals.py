"""Shares with weights, and how sure their mean is."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import sqrt
from typing import NamedTuple

from linli.core.rules import Z_95, Interval, wilson


class Weighed(NamedTuple):
    """``part`` of ``whole`` with a weight."""

    part: int
    whole: int
    weight: int


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

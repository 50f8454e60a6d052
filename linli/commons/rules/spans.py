"""Time and capacity of a resource: how much of it is taken, where it is free. Pure; instants are aware."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple


class Taken(NamedTuple):
    """``amount`` is away from ``begins_at`` (inclusive) to ``ends_at`` (exclusive)."""

    begins_at: datetime
    ends_at: datetime
    amount: int


Span = tuple[datetime, datetime]


def peak(taken: Iterable[Taken], span: Span) -> int:
    """The most that is away at once at any moment of ``span``."""
    begin, end = span
    edges = [
        edge
        for one in taken
        if one.begins_at < end and one.ends_at > begin
        for edge in ((one.ends_at, 0, -one.amount), (one.begins_at, 1, one.amount))
    ]
    most = now = 0
    for _, _, change in sorted(edges):
        now += change
        most = max(most, now)
    return most


def within(span: Span, openings: Iterable[Span]) -> bool:
    """Whether ``span`` lies inside hours that follow one another without a gap."""
    begin, end = span
    for opens, shuts in sorted(openings):
        if opens <= begin < shuts:
            begin = shuts
        if begin >= end:
            return True
    return begin >= end


def free(
    openings: Iterable[Span], taken: Sequence[Taken], *, capacity: int, amount: int, since: datetime
) -> Span | None:
    """The first stretch of opening hours, not before ``since``, in which ``amount`` is there all the time."""
    for opens, shuts in sorted(openings):
        begin = max(opens, since)
        if begin >= shuts:
            continue
        cuts = sorted({begin, shuts} | {edge for one in taken for edge in one[:2] if begin < edge < shuts})
        run: Span | None = None
        for step in pairwise(cuts):
            if capacity - peak(taken, step) >= amount:
                run = (run[0] if run else step[0], step[1])
            elif run:
                break
        if run:
            return run
    return None

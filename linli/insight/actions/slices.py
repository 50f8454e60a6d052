"""A month counted place by place: each slice is a town, which takes a fraction of a second of a large county."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from linli.insight.models import Count
from linli.insight.reads.snapshot import PARTS, Counted
from linli.matters.figures import Counts, Tally
from linli.matters.reads.facts import By, Key, Span, tallies
from linli.matters.reads.months import Month
from linli.places.reads import gazetteer
from linli.places.rules import Level, prefix

LAST = ":"  # behind every code: they are digits
KEYS: Mapping[By, type[int] | type[str]] = {By.UNIT: int, By.TOWN: str, By.KIND: int, By.CHANNEL: str}


def count_on(month: Month, *, at: datetime) -> Count | None:
    """Count one more slice of ``month``, up to the instant at which its first one was counted. Returns the whole count
    when no place is left. Of several clocks one counts a slice; what the others counted is dropped."""
    row, _ = Count.objects.get_or_create(month=month.code, defaults={"cut_off_at": at})
    if row.reached == LAST:
        return row
    ends = next((code for code in sorted(_towns()) if code > row.reached), LAST)
    span = Span(row.reached, ends)
    counted = counts_of(row)
    for by in PARTS:
        for key, tally in tallies(month, at=row.cut_off_at, by=by, span=span).items():
            counted[by][key] = counted[by].get(key, Tally()) + tally
    Count.objects.filter(pk=row.pk, reached=row.reached).update(reached=ends, counted=_stored(counted))
    return None


def counts_of(row: Count) -> dict[By, dict[Key, Tally]]:
    """What was counted, out of JSON."""
    return {by: {_key(by, key): _tally(said) for key, said in row.counted.get(by.value, {}).items()} for by in PARTS}


def _towns() -> set[str]:
    """First digits of every town: with them a slice begins, and so no place lies between two."""
    return {digits[: Level.TOWN] for digits in map(prefix, gazetteer().names) if len(digits) >= Level.TOWN}


def _stored(counted: Counted) -> dict[str, dict[str, list[tuple[int, ...]]]]:
    return {by.value: {str(key or ""): _pair(tally) for key, tally in of.items()} for by, of in counted.items()}


def _pair(tally: Tally) -> list[tuple[int, ...]]:
    return [tally.raw.numbers, tally.net.numbers]


def _key(by: By, key: str) -> Key:
    return KEYS[by](key) if key else None


def _tally(said: list[Any]) -> Tally:
    return Tally(*(Counts(*numbers) for numbers in said))

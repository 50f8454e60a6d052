"""What fits a need, and why: the kind, the place, the time, the words. Pure; it knows things and places, no people."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from linli.commons.rules.lists import Sort

SHORTEST_WORD = 2  # characters of Chinese that are a word
NEAR_METRES = 1_000
METRES_PER_DEGREE = 111_320  # of latitude
SAID_OF_ANYTHING = frozenset(
    (
        "社区",
        "居民",
        "服务",
        "需要",
        "提供",
        "活动",
        "开展",
        "可以",
        "我们",
        "小区",
        "街道",
        "希望",
        "免费",
        "一次",
        "每周",
    )
)  # words that make nothing alike


class Why(StrEnum):
    """One reason why something fits."""

    KIND = "kind"
    SORT = "sort"
    AMOUNT = "amount"
    WORDS = "words"
    METRES = "metres"
    COMMUNITY = "community"
    TOWN = "town"
    SLOT = "slot"


WEIGHT = {
    Why.KIND: 8,
    Why.WORDS: 3,
    Why.METRES: 3,
    Why.COMMUNITY: 3,
    Why.SLOT: 2,
    Why.SORT: 2,
    Why.AMOUNT: 1,
    Why.TOWN: 1,
}


@dataclass(frozen=True, slots=True)
class Reason:
    """``words`` are those shared, or a sort; ``number`` metres or an amount; ``slot`` when it is free."""

    why: Why
    words: tuple[str, ...] = ()
    number: int = 0
    slot: tuple[datetime, datetime] | None = None


@dataclass(frozen=True, slots=True)
class Thing:
    """A need or a resource as the rules see it; ``sorts`` with the amount of each, ``point`` longitude and latitude."""

    kind: str
    text: str
    place: str
    sorts: dict[Sort, int]
    point: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Fit:
    """The reasons for one thing, the strongest first, and what they weigh together."""

    reasons: tuple[Reason, ...]

    @property
    def weight(self) -> int:
        return sum(WEIGHT[reason.why] for reason in self.reasons)


def fit(need: Thing, other: Thing, slot: tuple[datetime, datetime] | None = None) -> Fit | None:
    """Why ``other`` may help with ``need``; None when only its place or time would speak for it."""
    reasons: list[Reason] = []
    if need.kind == other.kind:
        reasons.append(Reason(Why.KIND))
    if words := shared(need.text, other.text):
        reasons.append(Reason(Why.WORDS, words))
    both = [sort for sort in need.sorts if sort in other.sorts]
    if not reasons or not both:
        return None
    reasons.append(Reason(Why.SORT, tuple(both)))
    if all(other.sorts[sort] >= need.sorts[sort] for sort in both):
        reasons.append(Reason(Why.AMOUNT, number=min(other.sorts[sort] for sort in both)))
    if (near := _nearness(need, other)) is not None:
        reasons.append(near)
    if slot is not None:
        reasons.append(Reason(Why.SLOT, slot=slot))
    return Fit(tuple(sorted(reasons, key=lambda reason: -WEIGHT[reason.why])))


def _nearness(need: Thing, other: Thing) -> Reason | None:
    if need.point is not None and other.point is not None:
        far = metres(need.point, other.point)
        if far <= NEAR_METRES:
            return Reason(Why.METRES, number=far)
    if need.place[:12] == other.place[:12]:
        return Reason(Why.COMMUNITY)
    return Reason(Why.TOWN) if need.place[:9] == other.place[:9] else None


def metres(one: tuple[float, float], other: tuple[float, float]) -> int:
    """As the crow flies, to the nearest ten; good to a per cent over a town."""
    north = (other[1] - one[1]) * METRES_PER_DEGREE
    east = (other[0] - one[0]) * METRES_PER_DEGREE * math.cos(math.radians((one[1] + other[1]) / 2))
    return round(math.hypot(north, east) / 10) * 10


def shared(one: str, other: str, *, but: Collection[str] = SAID_OF_ANYTHING) -> tuple[str, ...]:
    """The longest runs of characters that both texts have, two or more, in the order of the first; no run inside
    another. What is said of anything does not count."""
    found: list[str] = []
    start = 0
    while start < len(one):
        end = start + SHORTEST_WORD
        if not _is_word(one[start:end]) or one[start:end] not in other:
            start += 1
            continue
        while end < len(one) and _is_word(one[end]) and one[start : end + 1] in other:
            end += 1
        found.append(one[start:end])
        start = end
    said = dict.fromkeys(word for word in found if not _is_empty(word, but))
    return tuple(word for word in said if not any(word != longer and word in longer for longer in said))


def _is_word(text: str) -> bool:
    return all(character.isalnum() for character in text)


def _is_empty(word: str, but: Iterable[str]) -> bool:
    """Whether nothing is left when the words said of anything are taken out."""
    for common in but:
        word = word.replace(common, "")
    return len(word) < SHORTEST_WORD

"""What everybody may be told of a table of shares: no cell of fewer than ``fewest`` cases, and none that could be
found by taking the others from the sum."""

from __future__ import annotations

from collections.abc import Sequence


def told(wholes: Sequence[int], fewest: int) -> list[bool]:
    """For each cell of a table that adds up whether it is told. One of nothing is: it hides nobody.

    When the hidden ones together are fewer than ``fewest``, the smallest of the others are hidden with them.
    Source: complementary suppression, to the aim of GB/T 42460-2023 Annex D (k-anonymity).
    """
    shown = [whole == 0 or whole >= fewest for whole in wholes]
    if all(shown):
        return shown
    for at in sorted(range(len(wholes)), key=lambda at: (wholes[at], at)):
        if _hides(wholes, shown, fewest):
            break
        if shown[at] and wholes[at]:
            shown[at] = False
    return shown


def _hides(wholes: Sequence[int], shown: Sequence[bool], fewest: int) -> bool:
    """Whether the sum of the hidden cells tells of none of them: they are two or more, and ``fewest`` together."""
    hidden = [whole for whole, is_shown in zip(wholes, shown, strict=True) if not is_shown]
    return len(hidden) > 1 and sum(hidden) >= fewest

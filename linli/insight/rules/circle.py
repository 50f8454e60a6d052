"""The walk that a neighbourhood's facilities should lie within. Pure.

Source: GB 50180-2018 (城市居住区规划设计标准) 2.0.2 to 2.0.4: 15 minutes are 800 to 1,000 m of walking, 10 minutes
500 m, 5 minutes 300 m. The share of homes within these distances is what is counted; the minutes shown for a walk are
those of the pace behind the longest of them, 1,000 m in 15 minutes (4 km/h).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

REACH: dict[int, float] = {5: 300.0, 10: 500.0, 15: 1000.0}  # minutes to metres of walking
PACE = REACH[15] / 15  # metres a minute


@dataclass(frozen=True, slots=True)
class Share:
    """Of how many homes how many lie within a walk of 5, 10 and 15 minutes."""

    homes: int
    within: tuple[int, int, int]

    @property
    def per_cent(self) -> tuple[float | None, float | None, float | None]:
        five, ten, fifteen = (100 * part / self.homes if self.homes else None for part in self.within)
        return five, ten, fifteen

    @property
    def without(self) -> int:
        """Homes farther than 15 minutes."""
        return self.homes - self.within[2]


def minutes(metres: float) -> int | None:
    """How long a walk takes, in whole minutes and at least one; None for one that nobody can walk."""
    return max(1, math.ceil(metres / PACE - 1e-9)) if math.isfinite(metres) else None

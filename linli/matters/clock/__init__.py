"""What the log tells of one matter, folded into what its tables must show. Pure: rows of the log in, facts out.

``reads.clock`` compares it with the tables, and the promises with the catalogue and the calendar.
"""

from __future__ import annotations

from linli.matters.clock.facts import (
    BEGINS,
    MATTER_MOVES,
    MOVE_NOTHING,
    TIME_MOVES,
    WORK_MOVES,
    WORK_MOVES_NOTHING,
    Breach,
    Leg,
    MatterFacts,
    OrderFacts,
    Promise,
    Tale,
    Told,
    Unreadable,
    Value,
)
from linli.matters.clock.fold import fold

__all__ = [
    "BEGINS",
    "MATTER_MOVES",
    "MOVE_NOTHING",
    "TIME_MOVES",
    "WORK_MOVES",
    "WORK_MOVES_NOTHING",
    "Breach",
    "Leg",
    "MatterFacts",
    "OrderFacts",
    "Promise",
    "Tale",
    "Told",
    "Unreadable",
    "Value",
    "fold",
]

"""When each step of the ladder comes for a leg. Pure: its times, the steps in force and the calendar in, instants out.

Source: 催督办 practice of the 12345 lines; the steps themselves are dated data (``LadderStep``).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from linli.core.calendar.rules import LimitUnit, Stop, WorkingCalendar
from linli.matters.reads.terms import StepFacts


class Coming(NamedTuple):
    """A step and when it is taken."""

    at: datetime
    step: StepFacts


def coming(
    steps: Sequence[StepFacts],
    *,
    since: datetime,
    due_at: datetime,
    counts: LimitUnit,
    stops: Sequence[Stop] = (),
    calendar: WorkingCalendar,
) -> list[Coming]:
    """The steps in the order of their instants.

    A share of the limit is a share of the time that counts between ``since``, when the unit had it, and its end. To
    a unit that had it only after the end, it is told once that it is late, and what comes after the end is counted
    from when it had it.
    """
    end = max(since, due_at)
    found = []
    for step in steps:
        if step.after is not None:
            found.append(Coming(calendar.due(end, step.after), step))
        elif step.percent == 100:
            found.append(Coming(end, step))
        elif step.percent is not None and since < due_at:
            found.append(Coming(_share(step.percent, since, due_at, counts, stops, calendar), step))
    return sorted(found, key=lambda each: (each.at, each.step.pk))


def _share(
    percent: int,
    since: datetime,
    due_at: datetime,
    counts: LimitUnit,
    stops: Sequence[Stop],
    calendar: WorkingCalendar,
) -> datetime:
    """``percent`` of the time that counts, reckoned back from the end, so that what stood before it needs no care."""
    if counts is LimitUnit.CALENDAR_HOURS:
        whole = due_at - since - sum((end - start for start, end in stops), timedelta())
        return max(since, due_at - whole * (100 - percent) / 100)
    minutes = calendar.minutes_between(since, due_at) - sum(calendar.minutes_between(*stop) for stop in stops)
    return max(since, calendar.add_minutes(due_at, -(minutes * (100 - percent) // 100)))

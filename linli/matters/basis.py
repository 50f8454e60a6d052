"""What an end of time rests on, and the instant it comes to. Pure: the actions ask it with what the tables hold, the
clock with what the log tells, the page that explains a deadline with both."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from linli.core.calendar.rules import Limit, Stop, WorkingCalendar


@dataclass(frozen=True, slots=True)
class Basis:
    """A ``limit`` that runs from ``since``, longer by ``extensions`` in their order, standing still in ``stops``.

    Without a limit, ``given`` is the end that another system promised; there a stop is as long as it is by the clock
    on the wall.
    """

    since: datetime
    limit: Limit | None
    given: datetime | None = None
    extensions: tuple[Limit, ...] = ()
    stops: tuple[Stop, ...] = ()

    def standing(self, since: datetime, until: datetime) -> Basis:
        """The same, with one stop more."""
        return replace(self, stops=(*self.stops, (since, until)))

    def first(self, calendar: WorkingCalendar) -> datetime:
        """Where it ends before any extension."""
        if self.limit is not None:
            return calendar.due(self.since, self.limit, self.stops)
        given = self.given or self.since
        return calendar.stretched(self.since, given - self.since, self.stops)

    def due(self, calendar: WorkingCalendar) -> datetime:
        return calendar.due_after(self.first(calendar), self.extensions, self.stops)

"""What the rules give for a promise that was made: by the row and the calendar that were in force then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cached_property

from django.utils import timezone

from linli.core.calendar import working_calendar
from linli.core.calendar.rules import Stop
from linli.core.models import Entry
from linli.duties.reads import catalogue
from linli.duties.rules import RowFacts
from linli.matters.basis import Basis
from linli.matters.clock import Promise

UNSEEN = timedelta(seconds=5)  # so long after a change another process may still go by what stood before
CALENDAR_SET = ("core.day_decreed", "core.year_filled", "core.hours_set")
FIRST_MONTH_OF_A_NOTICE = 12  # the notice of a year may move days of the December before


class Rules:
    """The catalogue and the calendar with the instants at which they were changed, out of the log."""

    def of(self, promise: Promise) -> tuple[int | None, datetime | None]:
        """The row that bound ``promise``, and the instant it comes to. Where no rule says anything (another system
        promised, or the kind was dropped and never had a row here) the first promise is its own rule."""
        row = None if promise.is_foreign else self._row(promise)
        bound = promise.row if promise.is_foreign else row.pk if row is not None else None
        if promise.counted_from is None:
            return bound, promise.due_at if row is None else working_calendar().due(promise.at, row.limit)
        limit = row.limit if row is not None else None
        basis = Basis(promise.counted_from, limit, promise.given, promise.extensions, promise.stops)
        return bound, basis.due(working_calendar())

    def foreseen(self, promise: Promise, stop: Stop) -> datetime | None:
        """The instant ``promise`` comes to when the clock stands in ``stop`` as well; None where no time was
        promised."""
        if promise.counted_from is None:
            return None
        return self.of(replace(promise, stops=(*promise.stops, stop)))[1]

    def moved(self, since: datetime, told_at: datetime, ends: Iterable[datetime | None]) -> bool:
        """Whether days or hours between ``since`` and the last of ``ends`` were set anew after ``told_at``."""
        known = [end for end in ends if end is not None]
        first, last = timezone.localdate(since), timezone.localdate(max(known))
        return any(
            begins <= last and first <= until for at, begins, until in self._calendar_set if at + UNSEEN > told_at
        )

    def _row(self, promise: Promise) -> RowFacts | None:
        book, day = catalogue(), timezone.localdate(promise.at)
        rows = book.rows.get(promise.kind, ())
        new = next((row for row in rows if row.valid(day)), None)
        if new is None:
            return book.row_of(promise.before)
        old = next((row for row in rows if row.valid_to == new.valid_from == day), None)
        set_at = self._rows_set.get(new.pk) if old is not None else None
        if old is None or set_at is None or promise.at > set_at + UNSEEN:
            return new
        if promise.at < set_at - UNSEEN:  # the row of this day was set later on the same day
            return old
        return old if promise.row == old.pk else new

    @cached_property
    def _rows_set(self) -> dict[int, datetime]:
        """When each row of the catalogue was set."""
        return dict(Entry.objects.filter(verb="duties.row_set").values_list("subject_id", "at"))

    @cached_property
    def _calendar_set(self) -> list[tuple[datetime, date, date]]:
        """When the calendar was set, and the first and last day that this was about."""
        return list(self._calendar_told())

    def _calendar_told(self) -> Iterator[tuple[datetime, date, date]]:
        told = Entry.objects.filter(verb__in=CALENDAR_SET)
        for verb, year, at, params in told.values_list("verb", "subject_id", "at", "params"):
            match verb:
                case "core.day_decreed":
                    yield at, date.fromisoformat(params["on"]), date.fromisoformat(params["on"])
                case "core.year_filled":
                    yield at, date(year - 1, FIRST_MONTH_OF_A_NOTICE, 1), date(year, 12, 31)
                case "core.hours_set":
                    yield at, date.fromisoformat(params["valid_from"]), date.max

"""Why a time ends when it does, said in words: for ``kit/deadline.html``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from linli.core.calendar import Limit, LimitUnit
from linli.faces.kit import moments, words
from linli.matters.models import PauseCause
from linli.matters.reads.deadline import DayShown, Deadline, Stood

register = template.Library()


def _english() -> bool:
    return (get_language() or "").startswith("en")


@register.filter
def plainly(cause: PauseCause) -> str:
    """How a resident reads why a clock stands."""
    return (_english() and cause.told_en) or cause.told


@register.filter
def cause_of(stop: Stood) -> str:
    """What the cause of a stop is called."""
    return (_english() and stop.cause_en) or stop.cause


@register.filter
def spoken(limit: Limit) -> str:
    """``4 个工作小时``."""
    return f"{limit.amount} {words.LIMIT_UNIT[limit.unit]}"


@register.inclusion_tag("kit/due.html")
def left_of(deadline: Deadline, now: datetime) -> dict[str, object]:
    """How long is left of it, or how much it is over, said once: in the unit in which it is counted, and on its last
    day, or where that unit comes to nothing, by the clock on the wall."""
    left = moments.left(deadline.due_at, now, deadline.since, deadline.paused_at)
    ends_today = left.state != "paused" and timezone.localdate(deadline.due_at) == timezone.localdate(now)
    if deadline.left and not ends_today:
        left = replace(left, text=str(SAID[left.state]) % _amount(deadline))
    return {"left": left, "due_at": deadline.due_at, "now": now}


SAID = {
    "fine": gettext_lazy("%s left"),
    "soon": gettext_lazy("%s left"),
    "late": gettext_lazy("overdue by %s"),
    "paused": gettext_lazy("stands still, %s left"),
}


def _amount(deadline: Deadline) -> str:
    amount = abs(deadline.left)
    if deadline.unit_left is LimitUnit.WORKING_DAYS:
        return ngettext("%d working day", "%d working days", amount) % amount
    if deadline.unit_left is LimitUnit.CALENDAR_HOURS:
        return moments.length(timedelta(minutes=amount))
    return _("%s of office hours") % moments.hours(amount)


@register.filter
def hours_of(minutes: int) -> str:
    return moments.hours(minutes)


@register.filter
def short_day(on: date) -> str:
    """``3/9``: there is little room in a calendar."""
    return f"{on.month}/{on.day}"


@register.filter
def through(until: datetime, now: datetime | None = None) -> str:
    """The last day that lies before ``until``: who reads a date takes the whole of it."""
    return moments.day(timezone.localdate(until - timedelta(microseconds=1)), now)


@register.filter
def weeks(days: Sequence[DayShown]) -> list[list[tuple[DayShown | None, int]]]:
    """The days in rows of seven from Monday, each with which counted day it is (0: not counted)."""
    number = 0
    cells: list[tuple[DayShown | None, int]] = [(None, 0)] * (days[0].on.weekday() if days else 0)
    for day in days:
        number += day.counts
        cells.append((day, number if day.counts else 0))
    cells += [(None, 0)] * (-len(cells) % 7)
    return [cells[at : at + 7] for at in range(0, len(cells), 7)]

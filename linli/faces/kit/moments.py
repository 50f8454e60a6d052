"""Instants as people say them: ``7月3日 18:00`` and how long is left, in whole words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SOON = timedelta(hours=2)  # when nobody says how long the term was
SOON_SHARE = 0.2


def day(on: date, now: datetime | None = None) -> str:
    """``7月3日`` / ``3 Jul``, with the year when ``now`` lies in another one."""
    other = now is not None and timezone.localdate(now).year != on.year
    if (get_language() or "").startswith("en"):
        return f"{on.day} {MONTHS[on.month - 1]}{f' {on.year}' if other else ''}"
    return f"{f'{on.year}年' if other else ''}{on.month}月{on.day}日"


def moment(at: datetime, now: datetime | None = None) -> str:
    """``7月3日 18:00`` / ``3 Jul, 18:00``, in the county's time."""
    local = timezone.localtime(at)
    comma = "," if (get_language() or "").startswith("en") else ""
    return f"{day(local.date(), now)}{comma} {local:%H:%M}"


@dataclass(frozen=True, slots=True)
class Left:
    """Time left of a term: ``state`` is fine, soon, late or paused; ``text`` says it."""

    state: str
    text: str


def left(
    due_at: datetime,
    now: datetime,
    since: datetime | None = None,
    paused_at: datetime | None = None,
    paused_due_at: datetime | None = None,
) -> Left:
    """Clock time to ``due_at``, or past it. ``since`` is when the term began: its last fifth is soon. Of a clock that
    stands since ``paused_at`` it is when it ends at the latest, or where nobody knows that what was left then."""
    if paused_at is not None and paused_due_at is not None:
        return Left("paused", _("stands still, ends %s at the latest") % moment(paused_due_at, now))
    if paused_at is not None:
        return Left("paused", _("stands still, %s left") % length(max(due_at - paused_at, timedelta(0))))
    span = due_at - now
    if span < timedelta(0):
        return Left("late", _("overdue by %s") % length(-span))
    near = (due_at - since) * SOON_SHARE if since is not None else SOON
    return Left("soon" if span <= near else "fine", _("%s left") % length(span))


def hours(minutes: int) -> str:
    """``3 小时 20 分钟``, ``45 分钟``."""
    whole, rest = divmod(minutes, 60)
    said = [ngettext("%d hour", "%d hours", whole) % whole] if whole else []
    if rest or not whole:
        said.append(ngettext("%d minute", "%d minutes", rest) % rest)
    return " ".join(said)


def length(span: timedelta) -> str:
    """``25 分钟``, ``3 小时``, ``2 天``: one unit, rounded down, at least a minute."""
    minutes = max(int(span.total_seconds() // 60), 1)
    if minutes < 60:
        return ngettext("%d minute", "%d minutes", minutes) % minutes
    hours = minutes // 60
    if hours < 48:
        return ngettext("%d hour", "%d hours", hours) % hours
    days = hours // 24
    return ngettext("%d day", "%d days", days) % days

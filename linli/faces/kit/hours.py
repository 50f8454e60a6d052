"""Opening hours in words: 周一至周五 9:00–17:30，法定节假日休息."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from linli.places.hours import DAYS, Freq, Holidays, Hours, Rule, State, runs

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

WEEKDAY: dict[str, _StrPromise] = dict(
    zip(
        DAYS,
        (
            pgettext_lazy("weekday", "Mon"),
            pgettext_lazy("weekday", "Tue"),
            pgettext_lazy("weekday", "Wed"),
            pgettext_lazy("weekday", "Thu"),
            pgettext_lazy("weekday", "Fri"),
            pgettext_lazy("weekday", "Sat"),
            pgettext_lazy("weekday", "Sun"),
        ),
        strict=True,
    )
)
HOLIDAYS: dict[str, _StrPromise] = {
    Holidays.AS_USUAL: gettext_lazy("open on public holidays too"),
    Holidays.CLOSED: gettext_lazy("closed on public holidays"),
    Holidays.OFFICE: gettext_lazy("closed on public holidays, open on days made up for"),
}


def in_words(hours: Hours) -> list[str]:
    """Each rule as a line; what public holidays do stands behind the last one. Empty where nobody told the hours."""
    lines: dict[str, list[str]] = {}
    for rule in hours.rules:
        lines.setdefault(_days(rule), []).append(_span(rule.opens, rule.closes))
    told = [f"{days} {_(', ').join(spans)}" if days else _(", ").join(spans) for days, spans in lines.items()]
    round_the_clock = told == [_("Round the clock")] and hours.holidays is Holidays.AS_USUAL
    if told and not round_the_clock:
        told[-1] = _("%(hours)s; %(holidays)s") % {"hours": told[-1], "holidays": HOLIDAYS[hours.holidays]}
    return told


def changes_in_words(hours: Hours, today: date) -> list[str]:
    """The single days that differ, from today on."""
    lines = []
    for on, change in sorted(hours.changes.items()):
        if on < today:
            continue
        when = _("%(month)s-%(day)s") % {"month": on.month, "day": on.day}
        what = _span(*change.span) if change.span else _("closed")
        lines.append(f"{when} {what}" + (f" ({change.reason})" if change.reason else ""))
    return lines


def state_in_words(state: State, now: datetime, *, known: bool = True) -> str:
    """How the door stands, as one line."""
    if not known:
        return _("Hours not told yet")
    if state.is_open:
        if state.closes_at is None:
            return _("Open round the clock")
        return _("Open, until %(when)s") % {"when": _when(state.closes_at, now)}
    if state.opens_at is None:
        return _("Closed until further notice")
    return _("Closed, opens %(when)s") % {"when": _when(state.opens_at, now)}


def _when(at: datetime, now: datetime) -> str:
    """``17:30`` today, ``tomorrow 9:00``, ``Mon 9:00`` within the week, else with the day."""
    local, today = timezone.localtime(at), timezone.localdate(now)
    clock = _clock(local.time())
    ahead = (local.date() - today).days
    if ahead == 0:
        return clock
    if ahead == 1:
        return _("tomorrow %(clock)s") % {"clock": clock}
    if ahead < 7:
        return f"{WEEKDAY[DAYS[local.weekday()]]} {clock}"
    day = _("%(month)s-%(day)s") % {"month": local.month, "day": local.day}
    return f"{day} {clock}"


def _days(rule: Rule) -> str:
    days = rule.days
    if days.bymonthday:
        named = _("on day %(days)s of the month") % {
            "days": _(", ").join(map(_day_of_month, days.bymonthday.split(",")))
        }
    else:
        named = _weekdays(days.byday.split(","))
    if days.interval > 1:
        unit = (
            ngettext("every %(n)s week, %(days)s", "every %(n)s weeks, %(days)s", days.interval)
            if days.freq is Freq.WEEKLY
            else ngettext("every %(n)s month, %(days)s", "every %(n)s months, %(days)s", days.interval)
        )
        named = unit % {"n": days.interval, "days": named}
    if rule.until or (rule.since and days.interval == 1):
        season = {"since": rule.since or "", "until": rule.until or "", "days": named}
        named = _("%(since)s to %(until)s, %(days)s") % season
    if named == _("every day") and rule.is_round_the_clock:
        return ""
    return named


def _weekdays(parts: list[str]) -> str:
    if set(DAYS) <= set(parts):
        return _("every day")
    named = []
    for run in runs(parts):
        if len(run) > 2:
            named.append(_("%(first)s to %(last)s") % {"first": WEEKDAY[run[0]], "last": WEEKDAY[run[-1]]})
        else:
            named += [str(WEEKDAY[day]) for day in run]
    named += [_counted(part) for part in parts if part not in DAYS]
    return _(", ").join(named)


def _counted(part: str) -> str:
    nth, day = int(part[:-2]), WEEKDAY[part[-2:]]
    if nth == -1:
        return _("the last %(day)s of the month") % {"day": day}
    if nth < 0:
        return _("the %(n)s. %(day)s before the month ends") % {"n": -nth, "day": day}
    return _("the %(n)s. %(day)s of the month") % {"n": nth, "day": day}


def _day_of_month(text: str) -> str:
    return _("last") if text == "-1" else text


def _span(opens: time, closes: time) -> str:
    if opens == closes:
        return _("Round the clock")
    if closes < opens and closes != time():
        return _("%(opens)s–%(closes)s of the next day") % {"opens": _clock(opens), "closes": _clock(closes)}
    return f"{_clock(opens)}–{'24:00' if closes == time() else _clock(closes)}"


def _clock(at: time) -> str:
    return f"{at.hour}:{at.minute:02d}"

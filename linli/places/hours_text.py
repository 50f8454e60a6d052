"""Opening hours as one line of text, for tables: ``Mo-Fr 09:00-17:30; Sa[1] 09:00-12:00``. Pure.

A part of the ``opening_hours`` syntax of OpenStreetMap: days of the week, counted ones of the month in brackets,
``24/7``; ours alone are ``day 1,15`` for days of the month, ``week/2 from 2026-01-05`` for every second week, and
``2026-01-01..2026-06-30`` before a rule for its season. Single days stand apart: ``2026-05-02 off``. Days may be
written in Chinese: ``周一至周五 9:00-17:30；每月第1个周六 9:00-11:00``, ``每天``, ``全天``, ``2026-05-02 休息``.
Source: wiki.openstreetmap.org/wiki/Key:opening_hours/specification.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, time

from linli.places.hours import DAYS, BadHours, Change, Days, Freq, Rule, runs

ROUND_THE_CLOCK = "24/7"
_Changes = Sequence[tuple[re.Pattern[str], Callable[[re.Match[str]], str]]]
_NAMED: dict[str, str] = dict(zip("一二三四五六日天", ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su", "Su"), strict=True))
_CHINESE: _Changes = (
    (re.compile(r"每月第([1-5])个(?:周|星期)([一二三四五六日天])"), lambda told: f"{_NAMED[told[2]]}[{told[1]}]"),
    (re.compile(r"每月最后一个(?:周|星期)([一二三四五六日天])"), lambda told: f"{_NAMED[told[1]]}[-1]"),
    (re.compile(r"每天|每日"), lambda told: "Mo-Su"),
    (re.compile(r"全天|24小时"), lambda told: ROUND_THE_CLOCK),
    (re.compile(r"(?:周|星期)([一二三四五六日天])"), lambda told: _NAMED[told[1]]),
    (re.compile(r"\s*(?:至|到|—|–|～|~)\s*"), lambda told: "-"),
    (re.compile(r"[，、]"), lambda told: ","),
    (re.compile(r"[；\n\r]+"), lambda told: ";"),
    (re.compile(r"："), lambda told: ":"),
    (re.compile(r"休息|关闭|不开放"), lambda told: "off"),
)
_CHINESE_OF = dict(zip(("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"), "一二三四五六日", strict=True))
_ANY = "Mo|Tu|We|Th|Fr|Sa|Su"
_BACK: _Changes = (
    (re.compile(r"24/7"), lambda told: "全天"),
    (re.compile(r"Mo-Su(?= )"), lambda told: "每天"),
    (re.compile(rf"({_ANY})\[-1\]"), lambda told: f"每月最后一个周{_CHINESE_OF[told[1]]}"),
    (re.compile(rf"({_ANY})\[([1-5])\]"), lambda told: f"每月第{told[2]}个周{_CHINESE_OF[told[1]]}"),
    (re.compile(rf"({_ANY})-({_ANY})"), lambda told: f"周{_CHINESE_OF[told[1]]}至周{_CHINESE_OF[told[2]]}"),
    (re.compile(rf"\b({_ANY})\b"), lambda told: f"周{_CHINESE_OF[told[1]]}"),
    (re.compile(r"\boff\b"), lambda told: "休息"),
)
_TIME = r"(?:[01]?[0-9]|2[0-4]):[0-5][0-9]"
_RULE = re.compile(
    rf"""(?:(?P<since>\d{{4}}-\d\d-\d\d)?\.\.(?P<until>\d{{4}}-\d\d-\d\d)?\s+)?
    (?:(?P<what>week|month)/(?P<interval>\d+)\s+from\s+(?P<anchor>\d{{4}}-\d\d-\d\d)\s+)?
    (?:day\s+(?P<monthdays>-?\d+(?:,-?\d+)*)|(?P<days>[A-Za-z][A-Za-z,\[\]\-0-9]*))\s+
    (?P<spans>{_TIME}-{_TIME}(?:,{_TIME}-{_TIME})*)""",
    re.VERBOSE,
)
_DAY = re.compile(r"([A-Za-z]{2})(?:-([A-Za-z]{2})|\[(-?[1-5])\])?")
_CHANGE = re.compile(rf"(\d{{4}}-\d\d-\d\d)\s+(?:off|({_TIME})-({_TIME}))(?:\s+\"([^\";]*)\")?")


def read(text: str) -> tuple[Rule, ...]:
    """The rules that ``text`` tells, none for an empty one. Raises: BadHours."""
    rules: list[Rule] = []
    for part in _parts(text):
        if part in (ROUND_THE_CLOCK, f"Mo-Su {ROUND_THE_CLOCK}"):
            rules.append(Rule(Days(byday=",".join(DAYS)), time(), time()))
            continue
        told = _RULE.fullmatch(part)
        if told is None:
            raise BadHours("text")
        for span in told["spans"].split(","):
            opens, closes = (_time(one) for one in span.split("-"))
            days = _days(told)
            rules.append(Rule(days, opens, closes, _date(told["since"]) or days.since, _date(told["until"])))
    return tuple(rules)


def write(rules: Iterable[Rule]) -> str:
    """``rules`` as ``read`` takes them back; spans of the same days stand together."""
    parts: list[tuple[str, list[str]]] = []
    for rule in rules:
        days, span = _when(rule), _span(rule)
        if parts and parts[-1][0] == days:
            parts[-1][1].append(span)
        else:
            parts.append((days, [span]))
    return "; ".join(_part(days, spans) for days, spans in parts)


def in_chinese(text: str) -> str:
    """What ``write`` and ``write_changes`` made, one rule a line, with days in Chinese as ``read`` takes them too."""
    return _outside_quotes(text, _BACK).replace("; ", "\n")


def read_changes(text: str) -> dict[date, Change]:
    """Single days: ``2026-05-02 off; 2026-05-03 09:00-12:00 "值班"``. Raises: BadHours."""
    changes = {}
    for part in _parts(text):
        told = _CHANGE.fullmatch(part)
        on = _date(told[1]) if told else None
        if told is None or on is None:
            raise BadHours("text")
        span = (_time(told[2]), _time(told[3])) if told[2] else None
        changes[on] = Change(span, told[4] or "")
    return changes


def write_changes(changes: Mapping[date, Change]) -> str:
    parts = []
    for on, change in sorted(changes.items()):
        hours = "off" if change.span is None else "-".join(f"{one:%H:%M}" for one in change.span)
        reason = f' "{change.reason}"' if change.reason else ""
        parts.append(f"{on.isoformat()} {hours}{reason}")
    return "; ".join(parts)


def _parts(text: str) -> list[str]:
    return [part for part in (part.strip() for part in _outside_quotes(text, _CHINESE).split(";")) if part]


def _outside_quotes(text: str, changes: _Changes) -> str:
    """``text`` changed, but for the reasons that stand in quotes."""
    pieces = text.split('"')
    for at in range(0, len(pieces), 2):
        for pattern, plain in changes:
            pieces[at] = pattern.sub(plain, pieces[at])
    return '"'.join(pieces)


def _days(told: re.Match[str]) -> Days:
    """The days of a rule; ones that are counted make it one of the month."""
    interval, since = int(told["interval"] or 1), _date(told["anchor"])
    if told["monthdays"]:
        return Days(Freq.MONTHLY, bymonthday=told["monthdays"], interval=interval, since=since)
    weekly: list[str] = []
    counted: list[str] = []
    for part in told["days"].split(","):
        day = _DAY.fullmatch(part)
        if day is None:
            raise BadHours("text")
        first, last = day[1].upper(), (day[2] or day[1]).upper()
        if first not in DAYS or last not in DAYS:
            raise BadHours("text")
        if day[3]:
            counted.append(f"{int(day[3])}{first}")
            continue
        at, end = DAYS.index(first), DAYS.index(last)
        weekly += DAYS[at : end + 1] if at <= end else [*DAYS[at:], *DAYS[: end + 1]]
    if counted or told["what"] == "month":
        return Days(Freq.MONTHLY, ",".join([*_in_order(weekly), *counted]), interval=interval, since=since)
    return Days(Freq.WEEKLY, ",".join(_in_order(weekly)), interval=interval, since=since)


def _in_order(days: Iterable[str]) -> list[str]:
    return sorted(set(days), key=DAYS.index)


def _part(days: str, spans: list[str]) -> str:
    return ROUND_THE_CLOCK if days == "Mo-Su" and spans == ["00:00-24:00"] else f"{days} {','.join(spans)}"


def _when(rule: Rule) -> str:
    """The season and the days of a rule."""
    days = rule.days
    since = None if rule.since == days.since else rule.since
    season = f"{since or ''}..{rule.until or ''} " if since or rule.until else ""
    unit = "week" if days.freq is Freq.WEEKLY else "month"
    every = f"{unit}/{days.interval} from {days.since} " if days.interval > 1 and days.since else ""
    return f"{season}{every}{f'day {days.bymonthday}' if days.bymonthday else _named(days.byday)}"


def _span(rule: Rule) -> str:
    return f"{rule.opens:%H:%M}-{'24:00' if rule.closes == time() else f'{rule.closes:%H:%M}'}"


def _named(byday: str) -> str:
    """``MO,TU,WE,SA`` as ``Mo-We,Sa``, ``1SA`` as ``Sa[1]``."""
    parts = byday.split(",")
    told = []
    for run in runs(parts):
        told += [f"{run[0].title()}-{run[-1].title()}"] if len(run) > 2 else [day.title() for day in run]
    return ",".join(told + [f"{part[-2:].title()}[{int(part[:-2])}]" for part in parts if part not in DAYS])


def _time(text: str) -> time:
    hour, minute = (int(part) for part in text.split(":"))
    if hour == 24 and minute:
        raise BadHours("text")
    return time(hour % 24, minute)


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise BadHours("text") from error

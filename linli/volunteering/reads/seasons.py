"""Festivals as days of a year, lunar ones worked out, and the theme of a month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from linli.core.dated import in_force
from linli.volunteering.models import Festival, Reckoning, Theme

LOOK_AHEAD = timedelta(days=120)


@dataclass(frozen=True, slots=True)
class Coming:
    """A festival and its day."""

    festival: Festival
    on: date


def day_of(festival: Festival, year: int) -> date | None:
    """The day on which a festival falls in a year; a lunar one of the year that began in it. None: not in this year.

    Source: GB/T 33661-2017 (农历的编算和颁行) by way of the tables of ``borax``, good for 1900 to 2100.
    """
    from borax.calendars.lunardate import LunarDate, TermUtils  # loads its tables, and few pages need them

    try:
        match Reckoning(festival.reckoning):
            case Reckoning.SOLAR:
                return date(year, festival.month or 1, festival.day or 1)
            case Reckoning.LUNAR:
                return date.fromordinal(LunarDate(year, festival.month, festival.day).to_solar_date().toordinal())
            case Reckoning.TERM:
                return date.fromordinal(TermUtils.day_start_from_term(year, festival.term).toordinal())
    except ValueError:  # 29 February, or no thirtieth day in this month
        return None


def coming(on: date) -> list[Coming]:
    """The festivals of the next months, the nearest first."""
    found = []
    for festival in Festival.objects.filter(in_force(on)):
        for year in (on.year - 1, on.year, on.year + 1):  # the twelfth lunar month lies in the next year
            day = day_of(festival, year)
            if day is not None and on <= day <= on + LOOK_AHEAD:
                found.append(Coming(festival, day))
    return sorted(found, key=lambda one: (one.on, one.festival.pk))


def theme(on: date) -> Theme | None:
    """What the month of a day is about."""
    return Theme.objects.filter(in_force(on), month=on.month).first()

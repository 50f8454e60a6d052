"""How long a need waits on a level, and the terms of orders: a dated row each, replaced from a day on."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from linli.commons.actions.saying import check_day
from linli.commons.errors.lists import BadTerm
from linli.commons.models import MenuTerms, RiseTerm
from linli.commons.rules.lists import ABOVE, LONGEST_TERM, Level
from linli.core import log
from linli.orgs.authority import require
from linli.orgs.grants import Grant
from linli.people.models import Person


@dataclass(frozen=True, slots=True)
class MenuSays:
    """``give_hours`` are working hours, ``answer_days`` working days, ``keep_days`` days of the calendar."""

    give_hours: int
    answer_days: int
    keep_days: int
    source: str = ""


@transaction.atomic
def set_rise(*, by: Person, level: Level, days: int, on: date, at: datetime) -> RiseTerm:
    """Let needs that come to a level from the day ``on`` rise after so many days. What was set for that day or a later
    one goes; needs that wait keep their day. Raises: PermissionDenied, InThePast, BadTerm."""
    require(by, Grant.SET_RULES, at=settings.LINLI_COUNTY)
    check_day("on", on, at)
    if level not in ABOVE or not 1 <= days <= LONGEST_TERM:
        raise BadTerm("days")
    rows = RiseTerm.objects.filter(level=level)
    list(rows.select_for_update())  # two at once set one after the other
    rows.give_way(on)
    made = rows.create(level=level, days=days, valid_from=on)
    told = {"level": level.name.lower(), "days": days, "on": on.isoformat()}
    log.write("commons.rise_set", made, by=by, at=at, place=settings.LINLI_COUNTY, **told)
    return made


@transaction.atomic
def set_menu(*, by: Person, says: MenuSays, on: date, at: datetime) -> MenuTerms:
    """Let other terms hold for every order from the day ``on``; steps that run keep their day. Raises:
    PermissionDenied, InThePast, BadTerm."""
    require(by, Grant.SET_RULES, at=settings.LINLI_COUNTY)
    check_day("on", on, at)
    for name in ("give_hours", "answer_days", "keep_days"):
        if not 1 <= getattr(says, name) <= LONGEST_TERM:
            raise BadTerm(name)
    list(MenuTerms.objects.select_for_update())
    MenuTerms.objects.give_way(on)
    made = MenuTerms.objects.create(valid_from=on, **asdict(says))
    log.write("commons.menu_terms_set", made, by=by, at=at, place=settings.LINLI_COUNTY, on=on.isoformat())
    return made


@transaction.atomic
def take_back_rise(*, by: Person, row: RiseTerm, at: datetime) -> None:
    """Strike out a term that does not hold yet. Raises: PermissionDenied, HasBegun."""
    require(by, Grant.SET_RULES, at=settings.LINLI_COUNTY)
    RiseTerm.objects.filter(level=row.level).take_back(row, timezone.localdate(at))
    told = {"level": Level(row.level).name.lower(), "on": row.valid_from.isoformat()}
    log.write("commons.rise_taken_back", row, by=by, at=at, place=settings.LINLI_COUNTY, **told)


@transaction.atomic
def take_back_menu(*, by: Person, row: MenuTerms, at: datetime) -> None:
    """Strike out terms that do not hold yet. Raises: PermissionDenied, HasBegun."""
    require(by, Grant.SET_RULES, at=settings.LINLI_COUNTY)
    MenuTerms.objects.take_back(row, timezone.localdate(at))
    told = {"on": row.valid_from.isoformat()}
    log.write("commons.menu_terms_taken_back", row, by=by, at=at, place=settings.LINLI_COUNTY, **told)

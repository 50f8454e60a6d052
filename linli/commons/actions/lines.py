"""The lines of the menu, as a county keeps them: a line holds from a day on and ends the one before it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from linli.commons.actions.orders.moving import fits
from linli.commons.errors.lists import NamesSomebody
from linli.commons.errors.orders import BadLine, LineBegins, LineOver, SameLine
from linli.commons.models import Service
from linli.commons.rules.lists import names_somebody
from linli.commons.rules.orders import (
    ACCEPT_HOURS_MOST,
    ASKED_MOST,
    DAYS_MOST,
    MINUTES_MOST,
    PRICE_FEN_MOST,
    Form,
    Sort,
    Where,
    Whom,
    asked_kinds,
)
from linli.core import log
from linli.orgs.authority import require
from linli.orgs.grants import Grant
from linli.orgs.models import OrgKind
from linli.people.models import Person

LIMITS = {
    "name": 40,
    "name_en": 80,
    "words": 200,
    "words_en": 300,
    "papers": 120,
    "papers_en": 200,
    "price_each": 20,
    "price_each_en": 30,
    "source": 120,
}
"""Of each text, as many characters as ``Service`` keeps."""


@dataclass(frozen=True, slots=True)
class LineSays:
    """A line but for its code, its place in the menu and its days; ``units`` as ``Service`` has them."""

    form: str
    sort: str
    name: str
    words: str
    whom: str
    place: str
    units: list[str]
    price_fen: int
    minutes: int
    accept_hours: int
    days: int
    name_en: str = ""
    words_en: str = ""
    papers: str = ""
    papers_en: str = ""
    price_each: str = ""
    price_each_en: str = ""
    source: str = ""


@transaction.atomic
def set_line(*, by: Person, code: str, says: LineSays, on: date, at: datetime) -> Service:
    """Let a line of the menu be so from the day ``on``; orders keep the line they were made by. What was set for that
    day or a later one goes. Raises: PermissionDenied, LineBegins, BadLine, TooLong, NamesSomebody, SameLine."""
    _require(by, on, at)
    says = checked(says)
    rows = Service.objects.filter(code=code)
    last = rows.select_for_update().order_by("valid_from").last()
    if last is not None and last.valid_to is None and all(getattr(last, n) == told for n, told in asdict(says).items()):
        raise SameLine
    rows.give_way(on)
    behind = (Service.objects.aggregate(most=Max("order"))["most"] or 0) + 1
    order = last.order if last is not None else behind
    try:
        with transaction.atomic():
            made = rows.create(code=code, order=order, valid_from=on, **asdict(says))
    except IntegrityError as error:
        raise LineBegins from error
    log.write("commons.line_set", made, by=by, at=at, place=settings.LINLI_COUNTY, code=code, on=on.isoformat())
    return made


@transaction.atomic
def end_line(*, by: Person, line: Service, on: date, at: datetime) -> None:
    """Take a line off the menu from the day ``on``; orders that run go on. Raises: PermissionDenied, LineBegins,
    LineOver."""
    _require(by, on, at)
    rows = Service.objects.filter(code=line.code)
    list(rows.select_for_update())
    if not rows.unended(on).exists():
        raise LineOver
    rows.give_way(on)
    told = {"code": line.code, "on": on.isoformat()}
    log.write("commons.line_ended", line, by=by, at=at, place=settings.LINLI_COUNTY, **told)


@transaction.atomic
def take_back_line(*, by: Person, row: Service, at: datetime) -> None:
    """Strike out a line that nobody can order yet; what held before holds on. Raises: PermissionDenied, HasBegun."""
    require(by, Grant.SET_RULES, at=settings.LINLI_COUNTY)
    Service.objects.filter(code=row.code).take_back(row, timezone.localdate(at))
    told = {"code": row.code, "on": row.valid_from.isoformat()}
    log.write("commons.line_taken_back", row, by=by, at=at, place=settings.LINLI_COUNTY, **told)


def checked(says: LineSays) -> LineSays:
    """What is said, without blanks around it. Raises: BadLine, TooLong, NamesSomebody."""
    texts: dict[str, Any] = {name: fits(name, getattr(says, name), limit) for name, limit in LIMITS.items()}
    for name, text in texts.items():
        if not text and name in ("name", "words"):
            raise BadLine(name)
        if names_somebody(text):
            raise NamesSomebody(name)
    for name, known in {"form": Form, "sort": Sort, "whom": Whom, "place": Where}.items():
        if getattr(says, name) not in set(known):
            raise BadLine(name)
    most = {"minutes": MINUTES_MOST, "accept_hours": ACCEPT_HOURS_MOST, "days": DAYS_MOST}
    for name, highest in most.items():
        if not 1 <= getattr(says, name) <= highest:
            raise BadLine(name)
    if not 0 <= says.price_fen <= PRICE_FEN_MOST:
        raise BadLine("price_fen")
    if not _are_units(says.units):
        raise BadLine("units")
    return replace(says, **texts)


def check_day(on: date, at: datetime) -> None:
    """What is ordered today was ordered by the line that holds today. Raises: LineBegins."""
    if on <= timezone.localdate(at):
        raise LineBegins


def _are_units(units: list[str]) -> bool:
    """Whether each is a kind of units, departments by their duty, and none stands twice."""
    asked = asked_kinds(units)
    known = all(one.kind in OrgKind.values and (one.kind == OrgKind.DEPARTMENT) == bool(one.duty) for one in asked)
    return known and 1 <= len(set(asked)) == len(asked) <= ASKED_MOST


def _require(by: Person, on: date, at: datetime) -> None:
    require(by, Grant.SET_RULES, at=settings.LINLI_COUNTY)
    check_day(on, at)

"""What a program asks: parameters of the path, the query and the form, each fault told with the others."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from linli.exchange import actions
from linli.exchange.models import Partner
from linli.faces.api.open311.gate import Wrong

LONGEST_SPAN = timedelta(days=90)
MOST_ROWS = 1_000
MOST_IDS = 200
STATUSES = ("open", "closed")
YEARS = range(1970, 2200)


@dataclass(frozen=True, slots=True)
class Span:
    """From one instant to another, both counted in."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Listing:
    """Which requests are asked for. ``ids`` set: those, and nothing else counts."""

    ids: tuple[str, ...]
    codes: tuple[str, ...]
    statuses: tuple[str, ...]
    span: Span
    page: int
    page_size: int


def parameters(request: HttpRequest) -> dict[str, str]:
    """Query and form together, the form first; what is empty was not sent."""
    told = {name: values[-1] for name, values in [*request.GET.lists(), *request.POST.lists()] if values}
    return {name: value.strip() for name, value in told.items() if value.strip()}


def check_jurisdiction(told: Mapping[str, str]) -> None:
    """One endpoint serves one county, so its code may be left out. Raises: Wrong."""
    if told.get("jurisdiction_id", settings.LINLI_COUNTY) != settings.LINLI_COUNTY:
        raise Wrong(404, _("jurisdiction_id was not found"))


def partner_of(told: Mapping[str, str]) -> Partner | None:
    """Whose ``api_key`` was sent; None when none was. Raises: NotSigned for a wrong one."""
    return actions.admit_plain(key=told["api_key"]) if "api_key" in told else None


def listing(told: Mapping[str, str], at: datetime) -> Listing:
    """Raises: Wrong, with every fault."""
    faults: list[str] = []
    statuses = tuple(part.lower() for part in _parts(told.get("status", "")))
    if not set(statuses) <= set(STATUSES):
        faults.append(_("status is open or closed, or both with a comma between"))
    ids = _parts(told.get("service_request_id", ""))
    if len(ids) > MOST_IDS:
        faults.append(_("At most %d service_request_id at once") % MOST_IDS)
    page = _whole(told, "page", 1, 100_000, 1, faults)
    page_size = _whole(told, "page_size", 1, MOST_ROWS, MOST_ROWS, faults)
    span = _span(told, at, faults)
    if faults:
        raise Wrong(400, *faults)
    return Listing(ids, _parts(told.get("service_code", "")), statuses, span, page, page_size)


def span(told: Mapping[str, str], at: datetime) -> Span:
    """Raises: Wrong."""
    faults: list[str] = []
    found = _span(told, at, faults)
    if faults:
        raise Wrong(400, *faults)
    return found


def _span(told: Mapping[str, str], at: datetime, faults: list[str]) -> Span:
    """``start_date`` and ``end_date``; the ninety days before the end, or after the start, when one is left out."""
    start, end = (_instant(told, name, faults) for name in ("start_date", "end_date"))
    if start is None and end is None:
        return Span(at - LONGEST_SPAN, at)
    found = Span(start or (end or at) - LONGEST_SPAN, end or min((start or at) + LONGEST_SPAN, max(at, start or at)))
    if found.end < found.start:
        faults.append(_("end_date lies before start_date"))
    if found.end - found.start > LONGEST_SPAN:
        faults.append(_("start_date and end_date may lie 90 days apart, not more"))
    return found


def point(told: Mapping[str, str], faults: list[str]) -> tuple[float, float] | None:
    """``long`` and ``lat`` in WGS84 degrees, longitude first."""
    if "lat" not in told and "long" not in told:
        return None
    try:
        lon, lat = float(told.get("long", "")), float(told.get("lat", ""))
    except ValueError:
        lon = lat = math.nan
    if not (abs(lon) <= 180 and abs(lat) <= 90):
        faults.append(_("lat and long are degrees of WGS84, both of them"))
        return None
    return lon, lat


def _instant(told: Mapping[str, str], name: str, faults: list[str]) -> datetime | None:
    if name not in told:
        return None
    try:
        found = datetime.fromisoformat(told[name].replace(" ", "+"))  # a plus that was not escaped
        if found.tzinfo is None or found.year not in YEARS:
            raise ValueError
        return found.astimezone(UTC)
    except ValueError:
        faults.append(_("%s is not a time as in 2026-03-02T09:00:00+08:00") % name)
        return None


def _whole(told: Mapping[str, str], name: str, least: int, most: int, otherwise: int, faults: list[str]) -> int:
    text = told.get(name, str(otherwise))
    if not (text.isascii() and text.isdigit() and len(text) < 10 and least <= int(text) <= most):
        faults.append(_("%(name)s is a number from %(least)d to %(most)d") % vars_of(name, least, most))
        return otherwise
    return int(text)


def vars_of(name: str, least: int, most: int) -> dict[str, object]:
    return {"name": name, "least": least, "most": most}


def _parts(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))

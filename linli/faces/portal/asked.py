"""What a visitor asks for: a month, a town, a page. What makes no sense is as if it had not been asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpRequest

from linli.matters.reads.months import Month
from linli.places.reads import gazetteer
from linli.places.rules import Level, level

MONTHS_BACK = 12


@dataclass(frozen=True, slots=True)
class Asked:
    """``town`` is the 9 first digits of a town, empty for the whole county."""

    month: Month
    town: str

    @property
    def town_name(self) -> str:
        return gazetteer().name(self.town.ljust(12, "0")) if self.town else ""

    @property
    def query(self) -> str:
        return urlencode({"month": self.month.code, "town": self.town})


def asked(request: HttpRequest, at: datetime) -> Asked:
    wanted = {month.code: month for month in months(at)}
    town = request.GET.get("town", "")
    return Asked(
        month=wanted.get(request.GET.get("month", ""), Month.of(at)),
        town=town if any(code == town for code, _ in towns()) else "",
    )


def months(at: datetime) -> Sequence[Month]:
    """This month and those before it, the newest first."""
    return [Month.of(at).before(back) for back in range(MONTHS_BACK + 1)]


def towns() -> list[tuple[str, str]]:
    """(first digits, name) of every town of the county."""
    book = gazetteer()
    return sorted((code[: Level.TOWN], book.name(code)) for code in book.divisions if level(code) == Level.TOWN)

"""Keyset pages: the next page begins behind the last row seen, however many rows lie before it."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

from django.db.models import Q, QuerySet
from django.http import HttpRequest

Row = TypeVar("Row", bound=Any)

PAGE = 50
LONGEST_AFTER = 100


class BadPage(ValueError):
    """``after`` is not one that a page gave."""


def page(
    rows: QuerySet[Row], field: str, after: str, *, newest_first: bool = False
) -> tuple[Sequence[Row], str | None]:
    """One page of ``rows`` by ``field`` (an instant) and key, and the mark of the next one. Raises: BadPage."""
    sign, beyond = ("-", "lt") if newest_first else ("", "gt")
    if after:
        at, pk = _read(after)
        rows = rows.filter(**{f"{field}__{beyond}e": at})  # by which a database enters its index; the rest is for ties
        rows = rows.filter(Q(**{f"{field}__{beyond}": at}) | Q(**{f"pk__{beyond}": pk}))
    found = list(rows.order_by(f"{sign}{field}", f"{sign}pk")[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    return found[:PAGE], _mark(getattr(last, field), last.pk) if last is not None else None


def asked(request: HttpRequest, rows: QuerySet[Row], field: str, *, newest_first: bool = False) -> dict[str, Any]:
    """The page that ``after`` asks for, as lists show it: its ``rows``, the mark of the ``following`` one, whether it
    ``is_first``. A mark that no page gave begins at the beginning."""
    after = request.GET.get("after", "")
    try:
        found, following = page(rows, field, after, newest_first=newest_first)
    except BadPage:
        after = ""
        found, following = page(rows, field, after, newest_first=newest_first)
    return {"rows": found, "following": following, "is_first": not after}


def _mark(at: datetime, pk: int) -> str:
    return urlsafe_b64encode(f"{at.isoformat()} {pk}".encode()).decode().rstrip("=")


def _read(mark: str) -> tuple[datetime, int]:
    try:
        text = urlsafe_b64decode(mark + "=" * (-len(mark) % 4)).decode()
        at, _, pk = text.partition(" ")
        told, key = datetime.fromisoformat(at), int(pk)
        instant = told.astimezone(UTC)  # a forged one may lie beyond the calendar there
    except (ValueError, OverflowError) as error:
        raise BadPage from error
    if told.tzinfo is None or not 0 < key < 2**63:
        raise BadPage
    return instant, key

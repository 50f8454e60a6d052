"""A code that somebody typed is looked up; wrong ones are counted, so that nobody finds one by trying."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from django.db.models import Model, QuerySet

from linli.people import limits
from linli.points import codes
from linli.points.errors import TooOften
from linli.points.rules import parse_code

M = TypeVar("M", bound=Model)


def guess(
    rows: QuerySet[M], code: str, purpose: str, *, key: str, most: tuple[int, int], at: datetime, wrong: type[Exception]
) -> M:
    """The one of ``rows`` that ``code`` opens. ``most`` is how many wrong ones in how many seconds are counted under
    ``key``. Raises: TooOften, ``wrong``."""
    if limits.free_at(key, *most, at=at):
        raise TooOften
    row = rows.filter(digest=codes.digest(parse_code(code), purpose)).first()
    if row is None:
        limits.use(key, most[1], at=at)
        raise wrong
    return row

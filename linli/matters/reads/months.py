"""A month, as figures count it."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import NamedTuple, Self

from django.utils import timezone


class Month(NamedTuple):
    """A calendar month in the county's time."""

    year: int
    month: int

    @classmethod
    def of(cls, at: datetime) -> Self:
        local = timezone.localtime(at)
        return cls(local.year, local.month)

    @classmethod
    def from_code(cls, code: str) -> Self:
        """Raises: ValueError, when ``code`` is not a year and a month as ``code`` gives them."""
        year, _, month = code.partition("-")
        found = cls(int(year), int(month))
        if found.code != code or not (1 <= found.month <= 12 and found.year >= 1):
            raise ValueError(code)
        return found

    def before(self, months: int) -> Self:
        years, month = divmod(self.year * 12 + self.month - 1 - months, 12)
        return type(self)(years, month + 1)

    @property
    def start(self) -> datetime:
        return timezone.make_aware(datetime.combine(date(self.year, self.month, 1), time()))

    @property
    def end(self) -> datetime:
        return self.before(-1).start

    @property
    def code(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

"""What the actions on lists, admissions and burdens refuse, and why."""

from __future__ import annotations


class NothingSaid(ValueError):
    """A required text is empty; ``field`` says which."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class TooLong(ValueError):
    """A text has more characters than are kept; ``field`` and ``limit`` say which and how many."""

    def __init__(self, field: str, limit: int) -> None:
        super().__init__(field, limit)
        self.field, self.limit = field, limit


class ItemStands(ValueError):
    """A line under this code begins that day or later: what was published stays as it was."""


class ItemGone(ValueError):
    """No line under this code is in force."""

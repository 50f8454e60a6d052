"""What can go wrong at a desk."""

from __future__ import annotations


class NameTaken(ValueError):
    """A view or template of this name is there already."""


class TooMany(ValueError):
    """More than ``limit`` at once, or kept."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


class NoName(ValueError):
    """A view and a template have a name and say something."""


class NoDesk(ValueError):
    """The organisation has no desk that refuses anything."""


class SamePerson(PermissionError):
    """Whoever proposed a refusal cannot confirm it."""


class AlreadyDecided(RuntimeError):
    """Somebody else has confirmed the refusal or sent it back, or the matter has moved."""


class AlreadyProposed(RuntimeError):
    """A refusal of this matter waits for a second pair of eyes already."""

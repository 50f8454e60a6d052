"""What can go wrong with a whistle, beside what ``matters.errors`` has: Moved, NothingSaid, TooManyWords and others."""

from __future__ import annotations


class NobodyCalled(ValueError):
    """A whistle must call at least one department."""


class NotCallable(ValueError):
    """This organisation takes no whistles here."""


class AlreadyCalled(ValueError):
    """This department is called by this whistle already."""


class AlreadyBlown(ValueError):
    """A whistle is open at this matter. ``fresh`` is that one."""

    def __init__(self, fresh: object) -> None:
        super().__init__()
        self.fresh = fresh


class Elsewhere(ValueError):
    """The place lies outside the area of the one who whistles."""


class MatterEnded(ValueError):
    """Nobody can be called to a matter that has ended."""


class CauseEnded(ValueError):
    """This cause is not in force here on this day."""


class CauseNotTheirs(ValueError):
    """This cause is kept for other levels."""


class RefusedBefore(ValueError):
    """An arbiter has decided already that this department must come."""


class NoOwner(ValueError):
    """Who says that another one is the owner names it."""


class NotRated(ValueError):
    """A whistle closes when every department that was called has been rated."""


class AlreadyRated(ValueError):
    """This side has said already how it was."""


class BadLimits(ValueError):
    """The limits of a cause: signing before contact, contact before arrival, and one way to count the latter."""


class CauseTaken(ValueError):
    """A row of this cause begins on this day already, or the day is gone."""

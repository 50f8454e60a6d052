"""What can go wrong with homes."""

from __future__ import annotations


class NoRule(ValueError):
    """No rule in force lets this be kept, or it is no care need."""


class NoConsent(ValueError):
    """No law lets this be kept: somebody has to agree, in which words, on which day. ``field`` is what is missing."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class NoName(ValueError):
    """A person is called something."""


class LongName(ValueError):
    """A name has so many characters at most."""


class BadPhone(ValueError):
    """Not a number that can be called."""


class BadArea(ValueError):
    """Not the floor area of a dwelling."""


class LongWords(ValueError):
    """So many characters are not kept; nothing is cut off behind anybody's back."""


class NoWords(ValueError):
    """Please write a few words."""


class TooMany(ValueError):
    """So many stand here already, at most ``most``."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class NoOwner(ValueError):
    """A dwelling has an owner."""


class DayAhead(ValueError):
    """Nobody moves out, sells or signs on a day to come."""


class LineGone(ValueError):
    """This line was erased meanwhile."""


class HouseholdOver(ValueError):
    """The household moved out, or was joined to another one."""


class SameHousehold(ValueError):
    """A household is not joined to itself."""


class MergedInto(ValueError):
    """Others were joined to this household: take them apart first."""


class NotTheirs(ValueError):
    """Somebody named here does not belong to this household, or is named twice."""


class NobodyParts(ValueError):
    """When a household is split, somebody goes and somebody stays."""


class SlipGone(ValueError):
    """No such slip, or a newer one was given, or its time is over."""


class Decided(ValueError):
    """Somebody else has decided this meanwhile."""

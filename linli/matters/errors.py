"""What can go wrong with a matter. Each has a name, so that faces can say it in words and nothing fails in silence."""

from __future__ import annotations

from linli.places.reads import Found


class OutsideCounty(ValueError):
    """The point lies in no grid of the county."""

    def __init__(self, found: Found) -> None:
        super().__init__()
        self.found = found


class UnknownPlace(ValueError):
    """No division or grid has this code."""


class UnknownKind(ValueError):
    """The catalogue has no such kind of the third level."""


class TooManyWords(ValueError):
    """More than ``rules.WORDS_LIMIT`` characters."""


class TooManyPhotos(ValueError):
    """More than ``rules.PHOTOS_LIMIT`` photos."""


class MissingReply(ValueError):
    """A required question of the kind was left open. ``args[0]`` is its code."""


class Moved(RuntimeError):
    """Somebody else moved it first, or the move is not in the table. ``fresh`` is the row as it is now."""

    def __init__(self, fresh: object) -> None:
        super().__init__()
        self.fresh = fresh


class NobodyCalled(ValueError):
    """A dispatch names at least one unit, and one that leads."""


class SameUnitTwice(ValueError):
    """A unit already has a live order for this matter."""


class NoUnit(ValueError):
    """This organisation cannot be given work here."""


class NothingSaid(ValueError):
    """An answer, a refusal and a failed check need words."""


class StillOpen(ValueError):
    """Some work orders are not done yet."""


class NotTheirs(PermissionError):
    """This reporter does not belong to this matter."""


class AlreadyRated(ValueError):
    """This reporter has rated this round."""


class TooLate(ValueError):
    """The time in which a closed matter can be reopened is over."""


class NoSelfMerge(ValueError):
    """A matter is merged into another open one."""

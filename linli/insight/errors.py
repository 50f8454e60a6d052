"""What can go wrong with a circular, and with what is asked of the land."""

from __future__ import annotations


class Issued(RuntimeError):
    """It was issued meanwhile: what is issued never changes. ``fresh`` is the row as it is now."""

    def __init__(self, fresh: object) -> None:
        super().__init__()
        self.fresh = fresh


class NotIssued(ValueError):
    """Only what was issued can be published or corrected."""


class Published(RuntimeError):
    """It is public already."""


class NotOver(ValueError):
    """The month is not over: its circular is prepared afterwards."""


class NoReason(ValueError):
    """A correction says what changed and why."""


class Tampered(RuntimeError):
    """The figures are not those that the digest was made of: nothing is issued or published of them."""

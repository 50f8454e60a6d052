"""What can go wrong with the menu of services and with orders for them."""

from __future__ import annotations


class NotOnMenu(ValueError):
    """This service is not on the menu any more, or this community does not offer it for now."""


class BackTooEarly(ValueError):
    """The day from which the counter takes it again lies behind the day from which it does not."""


class TakenAgain(ValueError):
    """The counter takes it again already."""


class NothingSaid(ValueError):
    """A custom order says what is wanted; a refusal says why."""


class TooLong(ValueError):
    """More words than fit. ``limit`` characters."""

    def __init__(self, field: str, limit: int) -> None:
        super().__init__(field)
        self.field, self.limit = field, limit


class NoPhone(ValueError):
    """Whoever brings a service must be able to agree on a time."""


class NoAddress(ValueError):
    """A service at home needs to know where that is."""


class BadDay(ValueError):
    """Not in the past, and not further ahead than is planned. ``field`` says which day."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class OrderMoved(ValueError):
    """Somebody else was faster, or the order is not where this can be done."""


class NoSuchUnit(ValueError):
    """This unit does not answer for the place, or nobody there can take orders."""


class NoReason(ValueError):
    """Who declines says why."""


class NoSuchMark(ValueError):
    """One to five."""


class GroupFull(ValueError):
    """All seats of this day are taken."""


class GroupOver(ValueError):
    """This day is over, called off or not of this service."""


class GroupRuns(ValueError):
    """An order for a group day is answered with the day."""


class BadHours(ValueError):
    """A day ends after it begins, in the time ahead."""


class BadSeats(ValueError):
    """At least one seat, and not more than a hall has."""


class NoUnits(ValueError):
    """A group day needs at least one unit that comes."""


class AnsweredAlready(ValueError):
    """This unit has said already whether it comes."""


class SwitchedAlready(ValueError):
    """The service stands so already."""


class BadLine(ValueError):
    """A line of the menu cannot be so. ``field`` says where."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class LineBegins(ValueError):
    """A line of the menu changes from tomorrow on, or later."""


class LineOver(ValueError):
    """The line has ended by that day already."""


class SameLine(ValueError):
    """The line says so already."""


class NoTerms(LookupError):
    """No terms of the menu are in force: a fault of the house's data."""

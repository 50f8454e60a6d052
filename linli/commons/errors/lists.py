"""What can go wrong with needs, resources, projects and the lists of partner units."""

from __future__ import annotations


class NoTitle(ValueError):
    """An item has a name."""


class NothingSaid(ValueError):
    """Words are asked for here."""


class TooLong(ValueError):
    """Title or words are longer than they may be."""


class NoSuchNeedKind(ValueError):
    """The kind is not in force."""


class NoParts(ValueError):
    """A need asks for something, in at most ``MOST_PARTS`` parts."""


class BadAmount(ValueError):
    """A whole number above zero."""


class InThePast(ValueError):
    """What is asked for or promised lies in the past. ``field`` says which day."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class BadTerm(ValueError):
    """A term is a whole number, from one to a year's days. ``field`` says which."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class BadSpan(ValueError):
    """It ends after it begins, and is neither too long nor too far ahead."""


class EndsTooEarly(ValueError):
    """A project ends on the day it begins, or later."""


class NotClaimable(ValueError):
    """The need is taken, met or withdrawn, or was never shown to this unit."""


class TooMuchClaimed(ValueError):
    """Less is left of this part. ``args[0]`` is how much."""


class ClaimedTwice(ValueError):
    """This unit has claimed this part already."""


class ClaimOver(ValueError):
    """The claim was delivered or given up."""


class NotDelivered(ValueError):
    """Only what was delivered or used can be judged."""


class JudgedBefore(ValueError):
    """This side has said its word."""


class NeedOver(ValueError):
    """The need was met or withdrawn."""


class ClaimsOpen(ValueError):
    """A unit has promised something of it: it delivers or gives up first."""


class SplitBelowTaken(ValueError):
    """As much as units have claimed of this part stays."""


class ResourceEnded(ValueError):
    """The resource is not offered any more."""


class OverCapacity(ValueError):
    """As much is not there at that time. ``args[0]`` is how much is."""


class ClosedThen(ValueError):
    """The resource is not open during the whole span."""


class BookedTwice(ValueError):
    """This community has booked the same for this time."""


class BookingOver(ValueError):
    """The booking was used or called off."""


class NotBegunYet(ValueError):
    """Its time has not begun."""


class BadMove(ValueError):
    """A project does not go from its stage to that one."""


class NamesSomebody(ValueError):
    """A number of somebody or a door stands in it: it is not published so. ``field`` says where."""

    def __init__(self, field: str = "words") -> None:
        super().__init__(field)
        self.field = field


class NoSuchPoint(ValueError):
    """The model has no such point in force."""


class NotAGift(ValueError):
    """Only goods and money are given to a fund."""


class GiftStruck(ValueError):
    """The gift was struck out already."""


class PhotoMoved(ValueError):
    """It is shown, or hidden, already."""


class AlreadyPublished(ValueError):
    """It is public already."""


class NotAPartner(ValueError):
    """The unit has no list for this community and year, or the line is another's."""


class ListedBefore(ValueError):
    """This matter stands in the list already."""


class Elsewhere(ValueError):
    """The place is no community or grid of this area, or the matter lies in another one."""

"""What the tree of organisations refuses, by name."""

from __future__ import annotations


class NotUnder(ValueError):
    """By its rule this kind of body does not stand under that one, or not under nothing."""


class FormUnclear(ValueError):
    """This kind of body has no such form."""


class EndUnclear(ValueError):
    """A temporary body has an end from the first, and every end lies behind the beginning."""


class Over(ValueError):
    """The body has ended, or begins later."""


class StillBelow(ValueError):
    """Other bodies stand below; move or dissolve them first."""


class IsOffice(ValueError):
    """An office answers to the law; it is not dissolved here."""


class InACircle(ValueError):
    """The body would stand under itself."""


class NothingNew(ValueError):
    """It is so already."""


class WrongDay(ValueError):
    """A change is told on its day or later, and lies behind the last one."""


class NotOnThat(ValueError):
    """By its rule this kind of body stands on other ground."""


class OtherGround(ValueError):
    """The ground lies outside the area of the body."""


class GroundTaken(ValueError):
    """Another body covers this ground, or this one stands there already."""


class GroundLeft(ValueError):
    """The body has left this ground already."""


class NoSuchSeat(ValueError):
    """No rule in force gives this body such a seat."""


class SeatTaken(ValueError):
    """Every seat of this sort is taken."""


class SeatVacant(ValueError):
    """Nobody sits there any more."""


class WrongHome(ValueError):
    """Whoever sits there comes from another kind of unit."""


class TermUnclear(ValueError):
    """A term ends behind its beginning."""


class AreaTaken(ValueError):
    """Somebody answers for these homes, or for a part of them, in the same way."""


class OtherHomes(ValueError):
    """The homes lie outside the area of the body, or are no homes of this estate."""


class AreaOver(ValueError):
    """Nobody answers for these homes in this way any more, or the person has agreed already."""


class AlreadyPaired(ValueError):
    """The two have an agreement already."""


class PartnerUnclear(ValueError):
    """A partner is a body of this house, or a name and a place elsewhere."""


class NotAcross(ValueError):
    """The two stand in one area: a pairing goes across a border."""


class PairingOver(ValueError):
    """The agreement has ended already."""


class NotThatLink(ValueError):
    """This kind of unit does not stand by another in this way."""


class RuleBegins(ValueError):
    """A row of a rule begins today or later, and behind the last one."""


class RuleOver(ValueError):
    """The rule has ended already, or begins later."""


class RuleUnclear(ValueError):
    """A rule names a kind, a form, a ground or a link that there is not."""


class NowhereToStand(ValueError):
    """A rule lets its bodies stand under something or alone."""


class NothingCovered(ValueError):
    """Who is the one body of its ground has a ground to stand on."""


class MustEnd(ValueError):
    """Temporary bodies have an end by law, whatever the rule."""


class SeatsUnclear(ValueError):
    """A rule gives one seat at least, and no more than a table has."""


class NoEndSet(ValueError):
    """The body has no end that could be put off."""


class RunOut(ValueError):
    """The end has come: what is over is founded anew, not prolonged."""


class NotLater(ValueError):
    """The new end lies behind the one that is set."""


class Outlasts(ValueError):
    """The body above ends before that day."""

"""What can go wrong with a matter. Each has a name, so that faces can say it in words and nothing fails in silence."""

from __future__ import annotations

from linli.matters.rules import WORDS_LIMIT
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
    """More than ``limit`` characters in ``field``."""

    def __init__(self, field: str = "words", limit: int = WORDS_LIMIT) -> None:
        super().__init__(field, limit)
        self.field, self.limit = field, limit


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
    """The first dispatch names a unit that leads; a later one at least one that assists."""


class AlreadyLed(ValueError):
    """A unit leads this matter; more units can only assist."""


class SameUnitTwice(ValueError):
    """A unit already has a live order for this matter."""


class NoUnit(ValueError):
    """This organisation has no part in the place of the matter, or is no more."""


class NotLeading(ValueError):
    """Who assists asks for nobody: the unit that leads does."""


class HeldAlready(ValueError):
    """Nothing of this matter is erased already."""


class NotHeld(ValueError):
    """No hold stands on this matter."""


class NothingSaid(ValueError):
    """An answer, a refusal and a failed check need words."""


class NotTheirs(PermissionError):
    """This reporter does not belong to this matter."""


class AlreadyRated(ValueError):
    """This reporter has rated this round."""


class NoSuchMark(ValueError):
    """Satisfaction is one of ``rules.SATISFACTION``."""


class TooLate(ValueError):
    """The time in which a closed matter can be reopened is over."""


class NotLed(ValueError):
    """Only the unit that leads a matter can ask that it shall not count for it."""


class AlreadyAsked(ValueError):
    """This unit has asked already, and it is undecided or granted."""


class NoAppeal(ValueError):
    """It was refused, and the one appeal was made or its time is over."""


class OwnExclusion(PermissionError):
    """Nobody decides about what the own unit asked."""


class UnknownReason(ValueError):
    """No such reason for handing an order back is in force."""


class NoBasis(ValueError):
    """Who hands an order back cites a law, a rule or an item of a duty list."""


class NoOwner(ValueError):
    """The right owner must be named, and is another unit than the one that hands back."""


class NoCitation(ValueError):
    """This reason cites an item of the unit's duty list, or that no item names the kind."""


class HandBackOver(ValueError):
    """The time in which an order can be handed back is over."""


class SecondReturn(ValueError):
    """This leg was handed back before: now the centre coordinates, with both sides' words."""


class FirstReturn(ValueError):
    """Only a leg that was handed back before is coordinated by the centre."""


class OwnCase(PermissionError):
    """Who decides stands above the unit that it is about, and never belongs to it."""


class LegsOpen(ValueError):
    """Assisting units are still at work: the lead waits for them, or says why it answers without them."""


class LimitTooLong(ValueError):
    """A leg ends with the promise of its matter, or before."""


class NotContacted(ValueError):
    """The lead's answer says when the reporter was contacted."""


class NobodySpokenTo(ValueError):
    """The lead's answer says who was spoken to; nobody only where nobody can be reached."""


class NoFinish(ValueError):
    """The lead's answer says by when it was or will be done."""


class OwnAnswer(PermissionError):
    """Nobody checks the answer of the own unit."""


class NoParts(ValueError):
    """A matter is split into one to ``rules.PARTS_LIMIT`` others."""


class PetitionKnown(ValueError):
    """This petition is linked to the matter already."""


class NoSuchDay(ValueError):
    """A day that is still to come cannot be the one on which something came in."""


class NoSelfMerge(ValueError):
    """A matter is merged into another open one."""


class UrgedEnough(ValueError):
    """The reporter has urged as often as the terms allow in this round."""


class UrgedJustNow(ValueError):
    """The reporter urged a short while ago. ``args[0]`` is when it may be done again."""


class AlreadyReplied(RuntimeError):
    """This supervision order has its reply."""


class TimeOver(ValueError):
    """The time of this leg is over: more of it, or a pause, is asked before its end."""


class TooMuchTime(ValueError):
    """One extension is at least one and at most ``most`` of the unit of the limit."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class ExtendedEnough(ValueError):
    """This leg was extended in this round as often as the terms allow, ``args[0]`` times."""


class BeyondPromise(ValueError):
    """Who assists cannot have more time than the promise of the matter leaves, which ends at ``args[0]``."""


class AskedAlready(ValueError):
    """This leg has asked and nobody decided yet, or its clock stands already."""


class NotAbove(PermissionError):
    """Extensions and pauses are decided on a level above the unit that asks."""


class NoSuchCause(ValueError):
    """No cause in force is called this."""


class NoPlan(ValueError):
    """For this cause the unit says what it will do until the review."""


class TooLongAPause(ValueError):
    """A pause for this cause ends after it begins and within ``most`` days."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most

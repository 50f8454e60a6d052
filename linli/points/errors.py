"""What can go wrong with points, and with a household's stars."""

from __future__ import annotations


class Unbalanced(ValueError):
    """A movement has two lines or more and its sum is zero; a fault of ours."""


class NoWallet(ValueError):
    """This person has opened no wallet, or has closed it."""


class HasWallet(ValueError):
    """This person has a wallet already."""


class OfficeAccount(ValueError):
    """Wallets and households are residents'; an account of an office has none."""


class TooFewPoints(ValueError):
    """The wallet does not hold as many points."""


class NotOffered(ValueError):
    """The offer is not in force, or was ended."""


class SoldOut(ValueError):
    """The stock of this period is used up."""


class TooManyCodes(ValueError):
    """So many codes are open already."""


class WrongCode(ValueError):
    """No offer of this counter has such a code."""


class CodeUsed(ValueError):
    """This code was used before."""


class CodeOver(ValueError):
    """This code ran out or was given up."""


class NotOpen(ValueError):
    """This cause takes no points now."""


class BadAmount(ValueError):
    """A whole number of points above zero."""


class NoTitle(ValueError):
    """An offer, a cause and a household have a name."""


class BadPrice(ValueError):
    """An offer asks for points or for stars, one of the two, a whole number above zero."""


class BadPeriod(ValueError):
    """It ends after it begins, and not in the past."""


class NotHere(ValueError):
    """The unit stands outside the community."""


class Ended(ValueError):
    """It has ended already."""


class RuleBegins(ValueError):
    """A rule of this deed begins on this day already, or the day is gone."""


class BadRule(ValueError):
    """Points and term are above zero, caps not below the points."""


class BadStar(ValueError):
    """A star has a name and tasks, each with a name and a number of times, no two of them the same."""


class StarBegins(ValueError):
    """A row of this star begins on this day already or later, or the day is gone."""


class HasHousehold(ValueError):
    """This person takes part with a household already."""


class NoHousehold(ValueError):
    """This person takes part with no household."""


class HouseholdFull(ValueError):
    """No household has so many members."""


class InvitationGone(ValueError):
    """This code is wrong, used, or older than a day."""


class TaskDone(ValueError):
    """This task was done as often as it counts."""


class NoSuchTask(ValueError):
    """This task is not in force, or is counted by itself."""


class TooFewStars(ValueError):
    """The household has not as many stars."""


class TakenBefore(ValueError):
    """The household has taken this benefit before."""


class TooOften(RuntimeError):
    """Wrong codes too often; try again in an hour."""

"""What can go wrong with report-ins, their tasks and comments, and pledges."""

from __future__ import annotations


class OfficeAccount(ValueError):
    """Report-ins and pledges are a person's own; an account of an office has none."""


class NoSuchKind(ValueError):
    """No rule for this kind is in force."""


class NoConsent(ValueError):
    """The person did not agree to the words of the rule."""


class NoName(ValueError):
    """Without a name the community cannot confirm anybody."""


class NoHome(ValueError):
    """This kind asks for the organisation that the person belongs to."""


class NoTeam(ValueError):
    """This kind is for teams: choose one of the community."""


class NotHere(ValueError):
    """Not a community where one can report in."""


class ReportedIn(ValueError):
    """Reported in already, or waiting."""


class NotReportedIn(ValueError):
    """There is no such report-in, or it was not confirmed, or its time is over."""


class Decided(ValueError):
    """Somebody else has decided this meanwhile."""


class NoReason(ValueError):
    """What is declined or struck has a reason."""


class NoTitle(ValueError):
    """A task, a team, a pledge is called something."""


class BadDay(ValueError):
    """Not a day on which this could have been done."""


class BadTerm(ValueError):
    """A promise is kept by a day from today on, within a year."""


class BadEnd(ValueError):
    """A task is asked for until a day from today on, within a year."""


class NotAWeekend(ValueError):
    """This kind is for Saturdays and Sundays."""


class SaidBefore(ValueError):
    """This was said already."""


class NameTaken(ValueError):
    """Another team of the community is called so."""


class TooLong(ValueError):
    """So many characters are not kept; nothing is cut off behind anybody's back."""


class LongName(ValueError):
    """A name has so many characters at most."""


class TooMany(ValueError):
    """So many tasks of one person wait for the community already."""


class TooManyPledges(ValueError):
    """So many pledges of one person are open already."""


class TaskClosed(ValueError):
    """The task is not asked for any more."""


class NoWords(ValueError):
    """Please write a few words."""


class NothingDue(ValueError):
    """No comment is due for this person and period."""


class Commented(ValueError):
    """This side has written its comment already."""


class Answered(ValueError):
    """The comment was answered already."""


class PledgeGone(ValueError):
    """This pledge was withdrawn."""


class PledgeKept(ValueError):
    """This pledge was kept already."""

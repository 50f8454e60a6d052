"""What can go wrong with activities, sign-ups, attendance, certificates and teams."""

from __future__ import annotations

from datetime import datetime


class NoTitle(ValueError):
    """An activity and a team have a name."""


class NoRoles(ValueError):
    """An activity has at least one role in which somebody is wanted."""


class BadShift(ValueError):
    """A shift ends after it begins, within a day."""


class InThePast(ValueError):
    """An activity that lies ahead is asked for."""


class TooManyShifts(ValueError):
    """So many shifts are more than one activity."""


class BadNumber(ValueError):
    """A number of people above zero, within what a place holds."""


class BadRepeat(ValueError):
    """A weekly repeat is of one to so many weeks."""


class NotHere(ValueError):
    """The facility, the organiser or the team stands outside the community."""


class ActivityMoved(ValueError):
    """Somebody else was faster, or the activity cannot go there from where it stands."""


class NoReason(ValueError):
    """Who calls off or strikes says why."""


class OfficeAccount(ValueError):
    """Volunteers sign up as residents; an account of an office does not."""


class NotOpen(ValueError):
    """The activity takes nobody: not published, over, or called off."""


class Begun(ValueError):
    """The shift has begun."""


class SignedUp(ValueError):
    """This person is signed up for the shift already."""


class NotSignedUp(ValueError):
    """This person is not signed up for the shift."""


class Clash(ValueError):
    """The shift overlaps one that this person is signed up for."""

    def __init__(self, title: str = "", begins_at: datetime | None = None) -> None:
        super().__init__(title)
        self.title = title
        self.begins_at = begins_at


class TooManyAhead(ValueError):
    """So many sign-ups of one person lie ahead already."""


class NotYet(ValueError):
    """The shift has not begun."""


class TooLate(ValueError):
    """The shift was too long ago."""


class WasWaiting(ValueError):
    """Who was on the waiting list had no place."""


class BadMinutes(ValueError):
    """At least one minute."""


class Confirmed(ValueError):
    """The attendance stands already."""


class Struck(ValueError):
    """The attendance was struck, or was never confirmed."""


class NoHours(ValueError):
    """There are no confirmed hours in this community and period."""


class NoName(ValueError):
    """A certificate that shows a name needs one."""


class NoCertificate(ValueError):
    """There is no such certificate, or it was withdrawn."""


class NoSuchSkill(ValueError):
    """This skill is not in the list."""


class InTeam(ValueError):
    """This person is in the team already."""


class NotInTeam(ValueError):
    """This person is not in the team, or the team has ended."""


class TeamEnded(ValueError):
    """The team has ended."""


class StillAhead(ValueError):
    """What is told as held is over."""


class TooLongAgo(ValueError):
    """What is told as held is not older than a year."""


class EnteredBefore(ValueError):
    """What was held is entered once."""

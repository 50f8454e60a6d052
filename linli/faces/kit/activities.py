"""Activities in words for every face: stages, how a name is shown, what went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.faces.kit.moments import moment
from linli.faces.kit.said import Said
from linli.volunteering.errors import activities as errors
from linli.volunteering.models import Activity
from linli.volunteering.rules.activities import (
    MOST_LIVE,
    MOST_PUPILS,
    MOST_SHIFTS,
    MOST_WANTED,
    MOST_WEEKS,
    ActivityStage,
    NameShown,
)

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

STAGE = {
    ActivityStage.DRAFT: ("wait", "edit", _("Draft")),
    ActivityStage.PUBLISHED: ("move", "people", _("Open to sign up")),
    ActivityStage.HELD: ("good", "check", _("Took place")),
    ActivityStage.CALLED_OFF: ("late", "cross", pgettext_lazy("activity", "Called off")),
}
SHOWN = {
    NameShown.FULL: _("my full name"),
    NameShown.SURNAME: _("my surname only"),
    NameShown.NONE: _("no name, the code is enough"),
}

WRONG: dict[type[Exception], Said] = {
    errors.NoTitle: ("title", _("Please give it a short name that is not taken here."), 400),
    errors.NoRoles: ("roles", _("Name at least one role, each with a name of its own, and when it is needed."), 400),
    errors.BadShift: ("hours", _("A shift ends after it begins, within a day, and none begins twice."), 400),
    errors.InThePast: ("on", _("Choose a time that lies ahead."), 400),
    errors.TooManyShifts: (
        "roles",
        format_lazy(_("One activity has at most {most} shifts; make two of it."), most=MOST_SHIFTS),
        400,
    ),
    errors.BadNumber: (
        "wanted",
        format_lazy(
            _("Between 1 and {most} people, and at most {pupils} pupils."), most=MOST_WANTED, pupils=MOST_PUPILS
        ),
        400,
    ),
    errors.BadRepeat: ("weeks", format_lazy(_("Between 1 and {most} weeks."), most=MOST_WEEKS), 400),
    errors.NotHere: ("organiser", _("The facility, the organiser or the team does not belong to this community."), 400),
    errors.ActivityMoved: ("", _("It has moved on meanwhile. Below is how it stands now."), 409),
    errors.NoReason: ("reason", _("Say why; those it concerns read it."), 400),
    errors.OfficeAccount: ("", _("Volunteers sign up with their own phone, not with an account of an office."), 403),
    errors.NotOpen: ("", _("This activity takes nobody any more."), 409),
    errors.Begun: ("", _("This shift has begun."), 409),
    errors.SignedUp: ("", _("You are signed up for this already."), 409),
    errors.NotSignedUp: ("", _("Nobody is signed up here."), 409),
    errors.Clash: ("", _("At this time you are signed up for something else already."), 409),
    errors.TooManyAhead: (
        "",
        format_lazy(_("You are signed up {most} times already. Give one up first."), most=MOST_LIVE),
        409,
    ),
    errors.NotYet: ("", _("This shift has not begun yet."), 409),
    errors.TooLate: ("", _("This was more than a month ago. Ask the organiser to say it for you."), 409),
    errors.WasWaiting: ("", _("Who was on the waiting list had no place. Sign-ups end when the shift begins."), 409),
    errors.BadMinutes: ("minutes", _("Give the minutes as a whole number, at least one."), 400),
    errors.Confirmed: ("", _("The organiser has decided this already."), 409),
    errors.Struck: ("", _("This was struck already."), 409),
    errors.NoHours: ("since", _("There are no confirmed hours in this community and time."), 409),
    errors.NoName: ("name", _("Give the name that the certificate shows, or choose to show none."), 400),
    errors.NoCertificate: ("", _("This certificate was withdrawn already."), 409),
    errors.NoSuchSkill: ("", _("Choose from the list."), 400),
    errors.InTeam: ("", _("You are in this team already."), 409),
    errors.NotInTeam: ("", _("You are not in this team."), 409),
    errors.EnteredBefore: ("title", _("This stands among its activities already."), 409),
    errors.StillAhead: ("on", _("This is not over yet. Plan it as an activity."), 400),
    errors.TooLongAgo: ("on", _("This was more than a year ago; it stands in the papers of that time."), 400),
    errors.TeamEnded: ("", _("This team has ended."), 409),
}


def stage(activity: Activity) -> tuple[str, str, str | _StrPromise]:
    """Tone, drawing and words of where an activity stands."""
    return STAGE[ActivityStage(activity.stage)]


CLASH = _("At this time you are signed up for “{title}” ({when}) already.")


def clash(error: errors.Clash) -> str | _StrPromise:
    """Which own shift is in the way."""
    if error.begins_at is None:
        return WRONG[errors.Clash][1]
    return format_lazy(CLASH, title=error.title, when=moment(error.begins_at))

"""Points, thanks and stars in words, for every face: why points moved, how stock is counted, what went wrong."""

from __future__ import annotations

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from linli.faces.kit.said import Said
from linli.points import errors
from linli.points.rules import CODES_AT_ONCE, HOUSEHOLD_MEMBERS, Period, Why

WHY = {
    Why.EARNED: _("Earned"),
    Why.TAKEN_BACK: _("Taken back, because the record was struck"),
    Why.HELD: _("Set aside for a code"),
    Why.SPENT: _("Handed over"),
    Why.RETURNED: _("Given back, the code was not used"),
    Why.GIVEN: _("Given away"),
    Why.EXPIRED: _("Expired"),
    Why.CLOSED: _("Wallet closed"),
}

PERIOD = {
    Period.DAY: _("a day"),
    Period.WEEK: _("a week"),
    Period.MONTH: _("a month"),
    Period.WHOLE: _("in all"),
}

DEED = {
    "volunteering.attended": _("Took part in an activity"),
    "volunteering.task_done": _("Did a task of the double report-in"),
    "volunteering.pledge_kept": _("Kept a pledge"),
}
"""Deeds of the log that can earn, see ``points.rules.DEEDS``."""

WRONG: dict[type[Exception], Said] = {
    errors.NoWallet: ("", _("You have no wallet of points, or you have closed it."), 409),
    errors.HasWallet: ("", _("You have opened your wallet already."), 409),
    errors.OfficeAccount: ("", _("Wallets and households are for residents; an account of an office has none."), 403),
    errors.TooFewPoints: ("points", _("There are not enough points in your wallet."), 409),
    errors.NotOffered: ("", _("This is not offered any more."), 409),
    errors.SoldOut: ("", _("All of these have been taken for now. Look again in the next period."), 409),
    errors.TooManyCodes: (
        "",
        format_lazy(_("{most} codes are open already. Use one or give it up first."), most=CODES_AT_ONCE),
        409,
    ),
    errors.WrongCode: ("code", _("No offer of your counter has this code. Read it once more."), 400),
    errors.CodeUsed: ("code", _("This code has been used already."), 409),
    errors.CodeOver: ("code", _("This code ran out or was given up. The points went back to their owner."), 409),
    errors.TooOften: ("code", _("Too many wrong codes. Please try again in an hour."), 429),
    errors.NotOpen: ("", _("Nothing is collected for this any more."), 409),
    errors.BadAmount: ("points", _("Give a whole number of points, at least one."), 400),
    errors.NoTitle: ("title", _("Please give it a short name."), 400),
    errors.BadPrice: ("price", _("Ask for points or for stars, one of the two, at least one."), 400),
    errors.BadPeriod: ("end", _("It ends after it begins, and not in the past."), 400),
    errors.NotHere: ("unit", _("This unit does not stand in your community."), 400),
    errors.Ended: ("", _("It has ended already."), 409),
    errors.HasHousehold: ("", _("You take part with a household already. Leave it first."), 409),
    errors.NoHousehold: ("", _("You take part with no household."), 409),
    errors.HouseholdFull: (
        "code",
        format_lazy(_("A household has at most {most} members here."), most=HOUSEHOLD_MEMBERS),
        409,
    ),
    errors.InvitationGone: (
        "code",
        _("This code for your household is wrong, used or older than a day. Ask for a new one."),
        400,
    ),
    errors.TaskDone: ("", _("This counts no more often."), 409),
    errors.NoSuchTask: ("", _("This is counted by itself, or not asked for any more."), 409),
    errors.TooFewStars: ("", _("Your household has not as many stars yet."), 409),
    errors.TakenBefore: ("", _("Your household has taken this already."), 409),
    errors.BadRule: ("points", _("Points and months are at least one, and a cap is not below the points."), 400),
    errors.BadStar: (
        "",
        _("A star has a name and tasks; every task has a name and a number of times."),
        400,
    ),
    errors.StarBegins: ("on", _("Choose a later day: this one is over, or a row begins on it or later already."), 409),
    errors.RuleBegins: ("on", _("Choose a later day: this one is over, or a row begins on it already."), 409),
}

"""Report-ins, their tasks and pledges in words, for every face: stages, facts of a comment, what went wrong."""

from __future__ import annotations

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.faces.kit.said import Said
from linli.volunteering.errors import reporting as errors
from linli.volunteering.rules.reporting import NAME_LIMIT, OPEN_PLEDGES, WAITING_DEEDS, WORDS_LIMIT, Side, Stage

STAGE = {
    Stage.WAITING: (pgettext_lazy("report-in", "waiting"), "wait", "clock"),
    Stage.CONFIRMED: (pgettext_lazy("report-in", "confirmed"), "good", "check"),
    Stage.DECLINED: (pgettext_lazy("report-in", "declined"), "quiet", "cross"),
    Stage.STRUCK: (pgettext_lazy("report-in", "struck out"), "quiet", "undo"),
}
"""A stage in words, the tone of its badge, its drawing."""

SIDE = {Side.COMMUNITY: _("The community"), Side.HOME: _("The home organisation")}

FACTS = {
    "took_part": _("Took part in tasks"),
    "kept_word": _("Did what was agreed"),
    "in_touch": _("Kept in touch"),
}

WRONG: dict[type[Exception], Said] = {
    errors.OfficeAccount: (
        "",
        _("Report-ins and pledges are a person's own. Sign in with your own phone, not with an account of an office."),
        403,
    ),
    errors.NoSuchKind: ("kind", _("This is not in force any more. Choose another one."), 409),
    errors.NoConsent: ("agree", _("Please tick that you agree; nobody else can say it for you."), 400),
    errors.NoName: ("name", _("Please give your name, so that the community knows whom to confirm."), 400),
    errors.NoHome: ("home", _("Please choose the organisation that you belong to."), 400),
    errors.NoTeam: ("team", _("Please choose your team. If it is missing, the community can add it."), 400),
    errors.NotHere: ("community", _("Please choose a community from the list."), 400),
    errors.ReportedIn: ("", _("This is reported in already, or waits for the community."), 409),
    errors.NotReportedIn: ("", _("There is no such report-in any more."), 409),
    errors.Decided: ("", _("Somebody else has decided this, or it was taken back."), 409),
    errors.NoReason: ("reason", _("Please say why; the other side reads it."), 400),
    errors.NoTitle: ("title", _("Please give it a name."), 400),
    errors.BadDay: ("done_on", _("Choose a day of the last three months, not later than today."), 400),
    errors.BadTerm: ("by_on", _("Choose a day from today on, within a year."), 400),
    errors.BadEnd: ("until", _("Choose a day from today on, within a year."), 400),
    errors.NotAWeekend: ("done_on", _("This is for Saturdays and Sundays."), 400),
    errors.SaidBefore: ("", _("This was said already."), 409),
    errors.NameTaken: ("title", _("Another team here has this name. Choose another one."), 409),
    errors.TooLong: ("words", format_lazy(_("At most {most} characters."), most=WORDS_LIMIT), 400),
    errors.LongName: ("name", format_lazy(_("At most {most} characters."), most=NAME_LIMIT), 400),
    errors.TooMany: (
        "",
        format_lazy(_("{most} of your tasks wait for the community. It confirms those first."), most=WAITING_DEEDS),
        409,
    ),
    errors.TooManyPledges: (
        "",
        format_lazy(_("You have {most} open pledges. Keep or withdraw one of them first."), most=OPEN_PLEDGES),
        409,
    ),
    errors.TaskClosed: ("", _("This task is not asked for any more."), 409),
    errors.NoWords: ("words", _("Please write a few words."), 400),
    errors.NothingDue: ("", _("No comment is due here."), 409),
    errors.Commented: ("", _("The comment for this period is written already."), 409),
    errors.Answered: ("", _("This comment was answered already."), 409),
    errors.PledgeGone: ("", _("This pledge is not there any more."), 409),
    errors.PledgeKept: ("", _("This pledge was kept already. Thank you."), 409),
}

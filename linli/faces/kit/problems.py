"""What went wrong, in words: for every named error of the areas the field it belongs to and what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from linli.core import attachments, imports
from linli.core.dated import DayGone, HasBegun
from linli.core.intents import IntentConflict
from linli.desks import errors as desks
from linli.desks.rules import VARIABLES, UnknownVariable
from linli.duties import actions as duties
from linli.duties import errors as duty_errors
from linli.duties.reads import KindEnded
from linli.duties.reads.lists import UnknownCitation
from linli.exchange import errors as exchange
from linli.faces.kit import activities, bodies, halls, homes, lists, reporting, thanks
from linli.faces.kit.menu import words as menu
from linli.insight import errors as insight
from linli.matters import errors
from linli.matters.rules import PARTS_LIMIT, PHOTOS_LIMIT, REOPEN_WITHIN_DAYS
from linli.notices import errors as notices
from linli.places import errors as places
from linli.places.reads import gazetteer
from linli.volunteering.errors.activities import Clash
from linli.whistles import errors as calls

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Problem(NamedTuple):
    """``field`` is the name of the form's field, empty for the form as a whole; ``status`` the HTTP status."""

    field: str
    text: str | _StrPromise
    status: int = 400


OUTSIDE_NEAR = _("This point lies outside the county; nearest to it is {place}. Choose the place by name.")

UNKNOWN_VARIABLE = _("“{name}” is no variable. There are: {known}")

MISSING_COLUMNS = _("These columns are missing: {names}")

PROBLEMS: dict[type[Exception], Problem] = {
    PermissionDenied: Problem("", _("Your post does not allow this. Ask the one who gave you the task."), 403),
    IntentConflict: Problem(
        "", _("This form was already sent with other words. Open a new form to report something else."), 409
    ),
    attachments.NotAPhoto: Problem(
        "photos", _("This file is not a photo we can read. Send a JPEG, PNG or WebP picture.")
    ),
    attachments.TooManyPixels: Problem("photos", _("This picture is too big to open. Take it again with your camera.")),
    attachments.TooLargeFile: Problem(
        "photos",
        format_lazy(
            _("This file has more than {mb} MB. Send a smaller photo."), mb=attachments.UPLOAD_BYTES // 1024**2
        ),
    ),
    attachments.NotASound: Problem("voice", _("This recording cannot be read. Record it once more, or write it.")),
    attachments.TooLargeSound: Problem("voice", _("This recording is too long. A minute at most, please.")),
    attachments.QuotaReached: Problem(
        "photos", _("No more photos can be kept for you today. Send the report without, or tomorrow."), 429
    ),
    DayGone: Problem("on", _("This day has gone. Choose today or a later one.")),
    HasBegun: Problem(
        "", _("What has begun is not taken back, or somebody took it back before you. What holds can be ended."), 409
    ),
    imports.NotText: Problem("file", _("This file is not text in UTF-8 or GBK. Save it as CSV first."), 422),
    exchange.NotSigned: Problem("", _("No living key signed this request."), 401),
    exchange.Stale: Problem(
        "", _("The time of this request lies more than five minutes away from ours. Set the clock, sign it anew."), 401
    ),
    exchange.Replayed: Problem("", _("This nonce was used before. Sign every request with a new one."), 401),
    exchange.OrderConflict: Problem(
        "number", _("Another order came under this number before. Send what changed as a new order."), 409
    ),
    KindEnded: Problem("kind", _("This kind is no longer offered. Please choose another one.")),
    duties.TooLate: Problem("on", _("This day has gone; what was said for it stays said. Choose a later one.")),
    duties.DayTaken: Problem("on", _("A row began today already, and people may have been told it.")),
    duties.NotThirdLevel: Problem("kind", _("Choose a kind of the third level.")),
    duties.NothingInForce: Problem("kind", _("No row of this kind is in force or planned.")),
    duties.NoCondition: Problem("", _("A rule without any condition would take everything. Give at least one.")),
    duties.UnitUnclear: Problem("unit", _("Name one unit, or one kind of unit, and not both.")),
    duties.RuleEnded: Problem("", _("This rule has ended, or has not begun."), 409),
    duties.AlreadySo: Problem("", _("Somebody else was faster. Below is how it stands now."), 409),
    duty_errors.NothingSaid: Problem("words", _("Please write a few words here.")),
    duty_errors.TooLong: Problem("words", _("Please keep it under {limit} characters.")),
    duty_errors.ItemStands: Problem(
        "on", _("A line under this code begins that day or later. Choose a later day, or another code."), 409
    ),
    duty_errors.ItemGone: Problem("on", _("This line has ended already, or has not begun."), 409),
    duty_errors.BadPeriod: Problem(
        "ends_on", _("The period ends after it begins, not in the past, and within three years.")
    ),
    duty_errors.NotBelow: Problem("units", _("A unit named here does not stand at this level inside your area.")),
    duty_errors.OwnAdmission: Problem(
        "", _("Who asked, or belongs to the unit that asked, does not decide. A second pair of eyes does."), 403
    ),
    duty_errors.AdmissionMoved: Problem("", _("Somebody else was faster. Below is how it stands now."), 409),
    duty_errors.NotInForce: Problem(
        "admission", _("This task was not admitted for your unit on that day, or another unit asked for it.")
    ),
    duty_errors.BadDay: Problem("asked_on", _("Choose a day of the last three months, not later than today.")),
    duty_errors.BadCount: Problem("fields_asked", _("Give a number of fields between 0 and 500.")),
    duty_errors.AskedItself: Problem("asker", _("Choose the unit that asked; it is not your own.")),
    duty_errors.AlreadyStruck: Problem("", _("This note was struck out already."), 409),
    errors.OutsideCounty: Problem(
        "place", _("This point lies outside the county. Choose the place by name, or call 12345 of the other place.")
    ),
    places.NoSuchEstate: Problem(
        "place", _("This estate is not in our list (any more). Please find it by its name, or choose the community.")
    ),
    places.NoSuchBuilding: Problem(
        "place", _("This building is not one of the estate. Please choose the estate once more, then the building.")
    ),
    places.NoSuchEntrance: Problem(
        "place", _("This building has no such entrance. Please choose the building once more, then the entrance.")
    ),
    errors.UnknownPlace: Problem("place", _("We do not know this place. Please choose it from the list.")),
    errors.UnknownKind: Problem("kind", _("Choose what it is about. If you are not sure, choose “Not sure”.")),
    errors.TooManyWords: Problem("words", _("Please keep it under {limit} characters.")),
    errors.TooManyPhotos: Problem(
        "photos", format_lazy(_("At most {most} photos. Please take some away."), most=PHOTOS_LIMIT)
    ),
    errors.MissingReply: Problem("replies", _("Please answer this question; without it nobody can find the spot.")),
    errors.Moved: Problem("", _("Somebody else was faster. Below is how it stands now; decide again."), 409),
    errors.NobodyCalled: Problem("lead", _("Choose the unit that leads.")),
    errors.AlreadyLed: Problem("lead", _("A unit leads it already. Others can only assist."), 409),
    errors.SameUnitTwice: Problem("lead", _("This unit already has a work order for it."), 409),
    errors.NoUnit: Problem("lead", _("This organisation takes no work orders here. Choose another one.")),
    errors.NothingSaid: Problem("words", _("Please write a few words here.")),
    errors.NotTheirs: Problem("", _("Others reported it too, so it stays open."), 403),
    errors.NoSuchMark: Problem("satisfaction", _("Choose one to five stars.")),
    errors.AlreadyRated: Problem("", _("You have already rated this result. Thank you."), 409),
    errors.TooLate: Problem(
        "",
        format_lazy(
            _("More than {days} days have passed. Please report it again; we start anew."), days=REOPEN_WITHIN_DAYS
        ),
        409,
    ),
    errors.UrgedEnough: Problem(
        "", _("You have urged as often as it helps. The level above sees it; you can call the unit."), 409
    ),
    errors.UrgedJustNow: Problem("", _("The unit has just been urged. You can urge again later."), 409),
    errors.AlreadyReplied: Problem("", _("This supervision order has its reply already."), 409),
    errors.NotLed: Problem("number", _("Your unit does not lead this matter, or nothing is owed for it any more.")),
    errors.AlreadyAsked: Problem("number", _("Your unit has asked for this matter already."), 409),
    errors.NoAppeal: Problem(
        "number", _("It was refused, and there is no appeal any more: it was made already or its time is over."), 409
    ),
    errors.OwnExclusion: Problem("", _("Nobody decides about what the own unit asked."), 403),
    errors.UnknownReason: Problem("reason", _("Choose a reason from the list.")),
    errors.NoBasis: Problem("basis", _("Name the law or rule, or cite an item of the duty list.")),
    UnknownCitation: Problem("cites", _("No item of your unit's duty list has this code.")),
    errors.NoCitation: Problem("cites", _("Choose the item of the duty list that you cite.")),
    errors.NoOwner: Problem("owner", _("Name the unit whose work it is; it cannot be your own.")),
    errors.HandBackOver: Problem("", _("The time in which it could be handed back is over."), 409),
    errors.SecondReturn: Problem(
        "", _("It was handed back before and cannot be a second time; ask the city centre to coordinate."), 409
    ),
    errors.FirstReturn: Problem("", _("Hand it back first; the city centre coordinates what was decided before."), 409),
    errors.OwnCase: Problem("", _("This is about your own unit. The level above decides."), 403),
    errors.LegsOpen: Problem(
        "without", _("Assisting units are still at work. Wait for them, or say why you answer without them."), 409
    ),
    errors.LimitTooLong: Problem("limit", _("This ends after the promised time. Choose a shorter one.")),
    errors.NotContacted: Problem("contacted_at", _("Say when you contacted the reporter.")),
    errors.NobodySpokenTo: Problem(
        "spoken_to", _("Say whom you spoke to. “Nobody” only when there is no contact, or after several tries.")
    ),
    errors.NoFinish: Problem("finished_on", _("Say on which day it was done, or will be.")),
    errors.OwnAnswer: Problem(
        "", _("Your own unit gave this answer. The street, another post or the reporter checks it."), 403
    ),
    errors.TimeOver: Problem("", _("Its time is over. More time or a pause is asked before the end."), 409),
    errors.TooMuchTime: Problem("amount", _("One extension is at least 1 and at most {most}.")),
    errors.ExtendedEnough: Problem("", _("It was extended as often as the rules allow."), 409),
    errors.BeyondPromise: Problem(
        "", _("That leads beyond the time promised for the matter. The unit that leads must ask for more time first.")
    ),
    errors.AskedAlready: Problem("", _("This was asked already and waits for a decision, or the clock stands."), 409),
    errors.NotAbove: Problem("", _("A level above the unit that asks decides; nobody decides for the own unit."), 403),
    errors.NoSuchCause: Problem("cause", _("Choose one of the causes listed.")),
    errors.NoPlan: Problem("plan", _("Say what will be done until the review.")),
    errors.TooLongAPause: Problem("until", _("It ends after today and within {most} days.")),
    calls.NobodyCalled: Problem("departments", _("Choose at least one department.")),
    calls.NotCallable: Problem("departments", _("One of these cannot be called here. Choose again.")),
    calls.AlreadyCalled: Problem("departments", _("This department is called already."), 409),
    calls.AlreadyBlown: Problem("", _("A whistle is open at this request already. Call more departments there."), 409),
    calls.Elsewhere: Problem("place", _("This place lies outside your area.")),
    calls.MatterEnded: Problem("", _("This request has ended; nobody can be called to it."), 409),
    calls.CauseEnded: Problem("cause", _("This cause is not in force here any more. Choose another one.")),
    calls.CauseNotTheirs: Problem("cause", _("This cause is kept for another level. Choose another one.")),
    calls.RefusedBefore: Problem("", _("It was decided already that your department must come."), 409),
    calls.NoOwner: Problem("owner", _("Name the department that answers for it.")),
    calls.NotRated: Problem("", _("First rate every department that was called."), 409),
    calls.AlreadyRated: Problem("", _("This has been rated already. Thank you."), 409),
    calls.BadLimits: Problem(
        "", _("Signing comes before contact and contact before arrival; give arrival in minutes or in working days.")
    ),
    calls.CauseTaken: Problem("on", _("Choose a later day: this one is over, or a row begins on it already.")),
    errors.NoParts: Problem("parts", format_lazy(_("Name one to {most} parts."), most=PARTS_LIMIT)),
    errors.NotLeading: Problem("", _("Only the unit that leads asks for others to assist.")),
    errors.HeldAlready: Problem("", _("It is kept beyond its term already."), 409),
    errors.NotHeld: Problem("", _("It is not kept beyond its term any more."), 409),
    errors.PetitionKnown: Problem("number", _("This petition is linked already."), 409),
    errors.NoSuchDay: Problem("came_on", _("This day is still to come. Take the day of the registration.")),
    insight.Issued: Problem("", _("It was issued or changed meanwhile. Below is how it stands now."), 409),
    insight.NotIssued: Problem("", _("Only what was issued can be published or corrected."), 409),
    insight.Published: Problem("", _("It is public already."), 409),
    insight.NotOver: Problem("", _("The month is not over yet."), 409),
    insight.NoReason: Problem("words", _("Say what changes, and why.")),
    insight.Tampered: Problem(
        "", _("The figures are not those that were prepared. Count them anew before anything is issued."), 409
    ),
    notices.NoTelephone: Problem("way", _("There is no telephone number to send text messages to.")),
    notices.PushRefused: Problem(
        "way", _("The push service of this browser is not one that we may send to. Choose another way.")
    ),
    errors.NoSelfMerge: Problem("into", _("Choose another matter that is still open.")),
    desks.NoName: Problem("name", _("Please give it a short name and some words.")),
    desks.NameTaken: Problem("name", _("This name is taken. Choose another one."), 409),
    desks.TooMany: Problem("", _("At most {limit}. Please take some away.")),
    desks.NoDesk: Problem("organisation", _("This unit has no desk. Choose a community, a street or the centre.")),
    desks.SamePerson: Problem("", _("You proposed this refusal yourself; another person has to look at it."), 403),
    desks.AlreadyDecided: Problem("", _("Somebody else has decided this, or the request has moved on."), 409),
    desks.AlreadyProposed: Problem("", _("A refusal of this request already waits for a second pair of eyes."), 409),
}

for wrong in (
    activities.WRONG,
    thanks.WRONG,
    halls.WRONG,
    homes.WRONG,
    bodies.WRONG,
    menu.WRONG,
    reporting.WRONG,
    lists.WRONG,
):
    PROBLEMS |= {kind: Problem(*said) for kind, said in wrong.items()}


def by_name(name: str) -> str | _StrPromise:
    """The words for an error that is known by the name of its class; the name itself when there are none."""
    return next((problem.text for kind, problem in PROBLEMS.items() if kind.__name__ == name), name)


def explain(error: Exception) -> Problem:
    """Say ``error`` in words, with what it tells of itself. One without words here is a fault of ours and is raised
    again."""
    if isinstance(error, errors.OutsideCounty) and error.found.nearest is not None:
        nearest = gazetteer().label(error.found.nearest.code)
        return Problem("place", format_lazy(OUTSIDE_NEAR, place=nearest))
    if isinstance(error, Clash):
        return Problem("", activities.clash(error), 409)
    if isinstance(error, places.DetailsMissing | places.WordUnfit):
        return Problem(*halls.unfit(error))
    if isinstance(error, UnknownVariable):
        known = ", ".join(f"{{{{{name}}}}}" for name in VARIABLES)
        return Problem("words", format_lazy(UNKNOWN_VARIABLE, name=error.args[0], known=known))
    if isinstance(error, imports.MissingColumns):
        return Problem("file", format_lazy(MISSING_COLUMNS, names="、".join(error.args[0])), 422)
    for kind in type(error).__mro__:
        if kind in PROBLEMS:
            return _filled(PROBLEMS[kind], vars(error))
    raise error


def _filled(problem: Problem, told: Mapping[str, Any]) -> Problem:
    """With what the error tells of itself: its own field, and numbers and names for the words."""
    if not told:
        return problem
    return problem._replace(field=told.get("field", problem.field), text=format_lazy(problem.text, **told))


def explain_on(form: BaseForm, error: Exception) -> Problem:
    """Say ``error`` at the field of ``form`` that it is about, or above the form."""
    problem = explain(error)
    form.add_error(problem.field if problem.field in form.fields else None, str(problem.text))
    return problem

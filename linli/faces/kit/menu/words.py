"""The menu of services and orders in words, for every face: what things are called, what happened, what went wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.commons.errors import orders as errors
from linli.commons.rules.orders import (
    AHEAD,
    SEATS_MOST,
    UNITS_MOST,
    End,
    Form,
    GroupStage,
    PartOfDay,
    Reason,
    Sort,
    Stage,
    Where,
    Whom,
)
from linli.faces.kit.said import Said

FORM = {
    Form.MENU: pgettext_lazy("form of a service", "From the menu"),
    Form.GROUP: pgettext_lazy("form of a service", "Several units on one day"),
    Form.CUSTOM: pgettext_lazy("form of a service", "Made to measure"),
}
SORT = {
    Sort.REPAIR: _("Repairs"),
    Sort.HOUSEWORK: _("Housework"),
    Sort.HEALTH: _("Health"),
    Sort.ELDERS: _("For elders"),
    Sort.CHILDREN: _("For children"),
    Sort.COMPANY: _("Company and care"),
    Sort.ERRANDS: _("Papers and errands"),
    Sort.LAW: _("Law and mediation"),
    Sort.JOBS: _("Work"),
    Sort.LEARNING: _("Learning"),
    Sort.CULTURE: _("Culture and sport"),
    Sort.SAFETY: _("Safe at home"),
    Sort.GREEN: _("Green and clean"),
    Sort.FIRMS: _("For firms"),
}
DRAWING = {
    Sort.REPAIR: "build",
    Sort.HOUSEWORK: "house",
    Sort.HEALTH: "health",
    Sort.ELDERS: "elder",
    Sort.CHILDREN: "school",
    Sort.COMPANY: "heart",
    Sort.ERRANDS: "send",
    Sort.LAW: "book",
    Sort.JOBS: "work",
    Sort.LEARNING: "letters",
    Sort.CULTURE: "star",
    Sort.SAFETY: "shield",
    Sort.GREEN: "tree",
    Sort.FIRMS: "building",
}
WHOM = {
    Whom.EVERYBODY: _("Everybody"),
    Whom.ELDERS: _("Elders"),
    Whom.CHILDREN: _("Children"),
    Whom.FAMILIES: _("Families"),
    Whom.DISABLED: _("People with disabilities or long illness"),
    Whom.CARERS: _("Who cares for somebody"),
    Whom.JOB_SEEKERS: _("Who looks for work"),
    Whom.NEW_JOBS: _("Riders, couriers, drivers"),
    Whom.LOW_INCOME: _("Households with low income"),
    Whom.VETERANS: _("Veterans"),
    Whom.FIRMS: _("Firms and shops"),
    Whom.NEWCOMERS: _("Newcomers"),
}
WHERE = {Where.HOME: _("At your home"), Where.SITE: _("At a place in the community")}
PART_OF_DAY = {
    PartOfDay.ANY: _("Any time"),
    PartOfDay.MORNING: _("Morning"),
    PartOfDay.AFTERNOON: _("Afternoon"),
    PartOfDay.EVENING: _("Evening"),
}
STAGE = {
    Stage.TO_GIVE: _("The community looks for a unit"),
    Stage.OFFERED: _("A unit was asked"),
    Stage.ACCEPTED: pgettext_lazy("order for a service", "Accepted"),
    Stage.DELIVERED: _("Brought; please confirm"),
    Stage.RECEIVED: pgettext_lazy("order for a service", "Received"),
    Stage.CLOSED: _("Closed without an answer"),
    Stage.CANCELLED: pgettext_lazy("order for a service", "Cancelled"),
    Stage.REFUSED: _("Cannot be served"),
}
TONE = {
    Stage.TO_GIVE: ("wait", "people"),
    Stage.OFFERED: ("wait", "clock"),
    Stage.ACCEPTED: ("move", "check"),
    Stage.DELIVERED: ("move", "house"),
    Stage.RECEIVED: ("good", "check"),
    Stage.CLOSED: ("quiet", "check"),
    Stage.CANCELLED: ("quiet", "cross"),
    Stage.REFUSED: ("quiet", "cross"),
}
REASON = {
    Reason.NO_HANDS: _("Nobody is free"),
    Reason.NOT_OURS: _("We do not offer this"),
    Reason.NEEDS_LICENCE: _("It needs a licence that we have not"),
    Reason.NO_TIME: _("The wished time does not fit"),
    Reason.UNREACHABLE: _("Nobody could be reached"),
    Reason.UNSAFE: _("It cannot be done safely there"),
}
END = {
    End.ACCEPTED: pgettext_lazy("answer of a unit", "accepted"),
    End.DECLINED: pgettext_lazy("answer of a unit", "declined"),
    End.SILENT: _("no answer in time"),
    End.GIVEN_UP: _("accepted, then given up"),
    End.TAKEN: _("given to another unit"),
    End.CANCELLED: _("cancelled by whoever ordered"),
    End.UNIT_ENDED: _("dissolved; another way is sought"),
}
GROUP_STAGE = {
    GroupStage.PLANNED: pgettext_lazy("day of several units", "planned"),
    GroupStage.HELD: pgettext_lazy("day of several units", "held"),
    GroupStage.CALLED_OFF: pgettext_lazy("day of several units", "called off"),
}
STEP = {
    "commons.order_placed": _("Ordered"),
    "commons.order_offered": _("A unit was asked"),
    "commons.order_declined": _("The unit declined; another way is sought"),
    "commons.order_unanswered": _("The unit did not answer in time; another way is sought"),
    "commons.order_unit_ended": _("The unit was dissolved; another way is sought"),
    "commons.order_handed_back": _("The community looks for a unit"),
    "commons.order_seated": _("A seat on the day is kept"),
    "commons.order_accepted": _("The unit accepted"),
    "commons.order_agreed": _("A time was agreed"),
    "commons.order_delivered": _("The unit says that it was brought"),
    "commons.order_received": _("Received"),
    "commons.order_not_received": _("Not received: taken up again"),
    "commons.order_closed": _("Closed, as nobody said otherwise"),
    "commons.order_cancelled": _("Cancelled by whoever ordered"),
    "commons.order_refused": _("Cannot be served"),
    "commons.order_contact_revealed": _("Contact seen in the clear"),
    "commons.order_forgotten": _("Contact and words erased after their term"),
}
"""Verbs of the log about an order."""

SATISFACTION = {
    5: _("Very good"),
    4: _("Good"),
    3: _("It will do"),
    2: _("Not good"),
    1: _("Bad"),
}
"""How the service was; nobody is judged by it."""


def step(verb: str, params: Mapping[str, Any]) -> str:
    """What happened, in words."""
    return str(STEP.get(verb, verb))


WRONG: dict[type[Exception], Said] = {
    errors.NotOnMenu: ("", _("This service is not offered here any more, or not for now."), 409),
    errors.BackTooEarly: ("until", _("Choose a day after the one from which it is not taken."), 400),
    errors.TakenAgain: ("", _("It stands so already."), 409),
    errors.NothingSaid: ("words", _("Please write a few words here."), 400),
    errors.TooLong: ("words", _("That is too long. Please keep it shorter."), 400),
    errors.NoPhone: ("phone", _("Give a phone number, so that a time can be agreed."), 400),
    errors.NoAddress: ("address", _("Say where they should come: estate, building, door."), 400),
    errors.BadDay: (
        "on",
        format_lazy(_("Choose a day from today on, within {days} days."), days=AHEAD.days),
        400,
    ),
    errors.OrderMoved: ("", _("Somebody else was faster. Below is how it stands now."), 409),
    errors.NoSuchUnit: ("unit", _("This unit does not answer for the place, or nobody there takes orders."), 400),
    errors.NoReason: ("reason", _("Say why, by choosing a reason."), 400),
    errors.NoSuchMark: ("satisfaction", _("Choose one of the five."), 400),
    errors.GroupFull: ("group", _("All seats of this day are taken. Choose another day, or order without a day."), 409),
    errors.GroupOver: ("group", _("This day is over, was called off, or has not begun yet."), 409),
    errors.GroupRuns: ("", _("This order belongs to a day of several units and is answered with it."), 409),
    errors.BadHours: ("begin", _("It begins in the time ahead and ends after it begins."), 400),
    errors.BadSeats: ("seats", format_lazy(_("From one to {most} seats."), most=SEATS_MOST), 400),
    errors.NoUnits: ("units", format_lazy(_("Ask one to {most} units to come."), most=UNITS_MOST), 400),
    errors.AnsweredAlready: ("", _("Your unit has answered this already."), 409),
    errors.SwitchedAlready: ("", _("It stands so already."), 409),
    errors.BadLine: ("", _("This is missing or not allowed here. Choose from the list, or give another number."), 400),
    errors.LineBegins: ("on", _("Choose tomorrow or a later day: what is ordered today is ordered as it holds."), 409),
    errors.LineOver: ("on", _("It is off the menu by that day already."), 409),
    errors.SameLine: ("", _("It is so already."), 409),
    errors.NoTerms: ("", _("No terms of the menu are in force. Please tell the system administrator."), 409),
}

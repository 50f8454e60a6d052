"""The three lists and partner units in words, for every face: sorts, stages, reasons of a match, what went wrong."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.commons.errors import lists as errors
from linli.commons.rules.lists import (
    BookingStage,
    ClaimStage,
    Level,
    NeedStage,
    Origin,
    PointStage,
    ProjectStage,
    Side,
    Sort,
)
from linli.faces.kit.said import Said

SORT = {
    Sort.VENUE: pgettext_lazy("sort", "Venue"),
    Sort.PEOPLE: pgettext_lazy("sort", "People"),
    Sort.SERVICE: pgettext_lazy("sort", "Service or skill"),
    Sort.GOODS: pgettext_lazy("sort", "Goods"),
    Sort.MONEY: pgettext_lazy("sort", "Money"),
}
ORIGIN = {
    Origin.TYPED: _("Written down at the desk"),
    Origin.MATTER: _("From a request"),
    Origin.VISIT: _("From a visit"),
    Origin.MEETING: _("From a meeting"),
    Origin.FILE: _("From a file"),
}
NEED_STAGE = {
    NeedStage.OPEN: _("To be claimed"),
    NeedStage.TAKEN: _("Claimed"),
    NeedStage.MET: _("Met"),
    NeedStage.WITHDRAWN: _("Taken off the list"),
}
CLAIM_STAGE = {
    ClaimStage.PROMISED: pgettext_lazy("claim", "Promised"),
    ClaimStage.DELIVERED: _("Delivered"),
    ClaimStage.GIVEN_UP: _("Given back"),
}
BOOKING_STAGE = {
    BookingStage.BOOKED: _("Booked"),
    BookingStage.USED: pgettext_lazy("booking", "Used"),
    BookingStage.CALLED_OFF: pgettext_lazy("booking", "Called off"),
}
PROJECT_STAGE = {
    ProjectStage.PLANNED: _("Planned"),
    ProjectStage.RUNNING: pgettext_lazy("project", "Under way"),
    ProjectStage.DONE: _("Finished"),
    ProjectStage.STOPPED: _("Stopped"),
}
POINT_STAGE = {
    PointStage.STANDS: pgettext_lazy("point", "Stands"),
    PointStage.UNDER_WAY: pgettext_lazy("point", "Under way"),
    PointStage.NOT_BEGUN: pgettext_lazy("point", "Not begun"),
}
SIDE = {Side.COMMUNITY: _("The community"), Side.UNIT: _("The unit")}
LEVEL = {
    Level.COMMUNITY: pgettext_lazy("level", "Community"),
    Level.TOWN: pgettext_lazy("level", "Street"),
    Level.COUNTY: pgettext_lazy("level", "County"),
}
TONES: dict[str, tuple[str, str]] = {
    NeedStage.OPEN: ("wait", "clock"),
    NeedStage.TAKEN: ("move", "work"),
    NeedStage.MET: ("good", "check"),
    ClaimStage.PROMISED: ("move", "work"),
    ClaimStage.DELIVERED: ("good", "check"),
    BookingStage.BOOKED: ("move", "clock"),
    BookingStage.USED: ("good", "check"),
    PointStage.STANDS: ("good", "check"),
    PointStage.UNDER_WAY: ("move", "work"),
    PointStage.NOT_BEGUN: ("wait", "clock"),
    ProjectStage.PLANNED: ("wait", "clock"),
    ProjectStage.RUNNING: ("move", "work"),
    ProjectStage.DONE: ("good", "check"),
}
"""How a stage looks; what is not here ended without a result."""

WRONG: dict[type[Exception], Said] = {
    errors.NoTitle: ("title", _("Give it a name."), 400),
    errors.NothingSaid: ("words", _("Please write a few words here."), 400),
    errors.TooLong: ("words", _("That is too long. At most 60 characters for a name and 500 for words."), 400),
    errors.NoSuchNeedKind: ("kind", _("This kind is not in use. Choose one from the list."), 400),
    errors.NoParts: ("", _("Say what is needed, in one to twelve parts."), 400),
    errors.BadAmount: ("amount", _("Give a whole number above zero."), 400),
    errors.InThePast: ("", _("That lies in the past. Choose today or later."), 400),
    errors.BadTerm: ("", _("From one to 366."), 400),
    errors.BadSpan: ("end", _("It ends after it begins; at most a month long and a year ahead."), 400),
    errors.EndsTooEarly: ("ends_on", _("The last day cannot lie before the first."), 400),
    errors.NotClaimable: ("", _("This need cannot be claimed (any more). Below is how it stands now."), 409),
    errors.TooMuchClaimed: (
        "amount",
        _("Others have claimed of it meanwhile. Take what is left, or another part."),
        409,
    ),
    errors.ClaimedTwice: ("part", _("Your unit has claimed this part already."), 409),
    errors.ClaimOver: ("", _("This claim was delivered or given back already."), 409),
    errors.NotDelivered: ("", _("It can be judged when it was delivered or used."), 409),
    errors.JudgedBefore: ("", _("Your side has said its word already. Thank you."), 409),
    errors.NeedOver: ("", _("This need was met or taken off the list already."), 409),
    errors.ClaimsOpen: ("", _("A unit has promised something of it. It delivers or gives back first."), 409),
    errors.SplitBelowTaken: ("", _("As much as units have claimed of a part stays in it."), 409),
    errors.ListedBefore: ("", _("This request stands in the list of needs already."), 409),
    errors.Elsewhere: ("place", _("Choose a community or grid of your own area, the one that the rest is of."), 400),
    errors.ResourceEnded: ("", _("This resource is not offered any more, or not on that day."), 409),
    errors.OverCapacity: ("amount", _("There is not as much left then. Take less, or another time."), 409),
    errors.ClosedThen: ("begin", _("It is not open during that whole time. Look at its hours."), 409),
    errors.BookedTwice: ("", _("You have booked this for that time already."), 409),
    errors.BookingOver: ("", _("This booking was used or called off already."), 409),
    errors.NotBegunYet: ("", _("Its time has not begun yet."), 409),
    errors.BadMove: ("", _("The project has moved on meanwhile. Below is how it stands now."), 409),
    errors.NamesSomebody: (
        "words",
        _("A number of somebody or the number of a door stands in it. What everybody reads names nobody."),
        400,
    ),
    errors.NoSuchPoint: ("code", _("The model has no such point (any more)."), 409),
    errors.NotAGift: ("sort", _("Only goods and money are given."), 400),
    errors.GiftStruck: ("", _("It was struck out already."), 409),
    errors.PhotoMoved: ("", _("It stands so already."), 409),
    errors.AlreadyPublished: ("", _("It is public already."), 409),
    errors.NotAPartner: (
        "",
        _("Your unit does not stand by this community, or the line belongs to another list."),
        403,
    ),
}

"""Bodies in words, for every face: their forms, ground, seats, links and areas, and what went wrong."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from linli.faces.kit.said import Said
from linli.orgs import actions, errors
from linli.orgs.models import AreaKind, BodyForm, Ground, LinkKind, Need

FORM = {
    BodyForm.ESTABLISHED: _("Established: its members belong to it"),
    BodyForm.COMBINED: _("Combined: its members belong elsewhere"),
    BodyForm.BY_PLACE: _("By place"),
    BodyForm.BY_TRADE: _("By trade"),
    BodyForm.BY_INTEREST: _("By interest"),
}

GROUND = {
    Ground.GRID: _("Grid"),
    Ground.ESTATE: _("Estate"),
    Ground.BUILDING: _("Building"),
    Ground.ZONE: _("Zone"),
    Ground.FIRM: _("Firm"),
}

NEED = {Need.MUST: _("Must be there"), Need.PREFERRED: _("Preferred")}

LINK = {
    LinkKind.PARTNER_UNIT: _("Partner unit"),
    LinkKind.ALLIANCE: _("Member of the alliance"),
    LinkKind.LINKED_DEPARTMENT: _("Linked department"),
    LinkKind.AREA_MEMBER: _("Member unit of the area"),
    LinkKind.MANAGING_TOWN: _("Managing town or street"),
    LinkKind.REGULATOR: _("Regulating department"),
    LinkKind.ASSOCIATION: _("Association of the industry"),
    LinkKind.GROUND_GIVEN: _("On whose ground it is built"),
}

AREA = {
    AreaKind.MEMBER: _("Party member's area"),
    AreaKind.HUB_HOUSEHOLD: _("Hub household"),
    AreaKind.BUILDING_HEAD: _("Head of the building"),
    AreaKind.STAIRWAY_HEAD: _("Head of the stairway"),
    AreaKind.LANE_HEAD: _("Head of the lane"),
}

WRONG: dict[type[Exception], Said] = {
    actions.CodeTaken: ("code", _("Another organisation has this code."), 409),
    actions.DutyUnclear: ("kind", _("A department names its duty, and nobody else has one."), 400),
    actions.ParentElsewhere: ("parent", _("The body above answers for another area."), 400),
    actions.SameUnit: ("unit", _("No body stands by itself."), 400),
    actions.AlreadyLinked: ("unit", _("The two are linked in this way already."), 409),
    actions.LinkEnded: ("", _("This link has ended already."), 409),
    actions.OwnPost: ("person", _("Nobody gives a post to themselves."), 400),
    actions.NoAccount: ("person", _("This role needs an account of an office."), 400),
    actions.PowersSeparate: ("person", _("An administrator holds no other role."), 400),
    actions.GridUnclear: ("", _("This post has no grid."), 400),
    actions.AlreadyHolds: ("person", _("The person holds this post already."), 409),
    actions.PostEnded: ("", _("This post has ended already."), 409),
    errors.NotUnder: (
        "parent",
        _("By its rule a body of this kind does not stand there. Choose another one above."),
        400,
    ),
    errors.FormUnclear: ("form", _("A body of this kind has no such form."), 400),
    errors.EndUnclear: ("ends_on", _("Give an end behind the beginning; a temporary body always has one."), 400),
    errors.Over: ("", _("This body has ended, or has not begun on that day."), 409),
    errors.StillBelow: ("", _("Other bodies stand below it. Move or dissolve them first."), 409),
    errors.IsOffice: ("", _("An office is not dissolved here."), 400),
    errors.InACircle: ("parent", _("It would stand under itself."), 400),
    errors.NothingNew: ("", _("It is so already."), 409),
    errors.WrongDay: ("on", _("Give a day behind the last change, today at the latest."), 400),
    errors.NotOnThat: ("ground", _("By its rule a body of this kind stands on other ground."), 400),
    errors.OtherGround: ("ground", _("This lies outside the area of the body."), 400),
    errors.GroundTaken: ("ground", _("Another body covers it on that day, or this one is there already."), 409),
    errors.GroundLeft: ("", _("The body does not stand there any more."), 409),
    errors.NoSuchSeat: ("seat", _("No rule in force gives this body such a seat."), 400),
    errors.SeatTaken: ("seat", _("Every seat of this sort is taken on that day."), 409),
    errors.SeatVacant: ("", _("Nobody sits there any more."), 409),
    errors.WrongHome: ("home", _("By its rule this seat is for people of another kind of unit."), 400),
    errors.TermUnclear: ("term_ends_on", _("The term ends behind its beginning."), 400),
    errors.AreaTaken: ("homes", _("Somebody answers, or was asked, for these homes or a part of them already."), 409),
    errors.OtherHomes: ("homes", _("These homes lie outside the area of the body."), 400),
    errors.AreaOver: ("", _("Somebody has answered this already, or it has ended."), 409),
    errors.AlreadyPaired: ("partner", _("The two have an agreement already."), 409),
    errors.PartnerUnclear: (
        "partner",
        _("Name a body of this county, or the name and the place of one elsewhere; not both."),
        400,
    ),
    errors.NotAcross: ("partner", _("The two stand in one area; a pairing goes across a border."), 400),
    errors.PairingOver: ("", _("This agreement has ended already."), 409),
    errors.NotThatLink: ("unit", _("A unit of this kind does not stand by another in this way."), 400),
    errors.RuleBegins: (
        "on",
        _("A row begins on that day or later already, or the day has gone. Choose a later one."),
        409,
    ),
    errors.RuleOver: ("on", _("This rule has ended already, or has not begun on that day."), 409),
    errors.RuleUnclear: ("", _("The rule names something that there is not. Choose from the list."), 400),
    errors.NowhereToStand: ("under", _("Say what it may stand under, or that it stands alone."), 400),
    errors.NothingCovered: ("grounds", _("Say on what ground it is the one body."), 400),
    errors.MustEnd: ("needs_end", _("A temporary body always has an end from the first."), 400),
    errors.SeatsUnclear: ("seats", _("Give one seat at least, and not more than 50."), 400),
    errors.NoEndSet: ("until", _("This body has no end that could be put off."), 409),
    errors.RunOut: (
        "until",
        _("The end has come, and the body is over. Found a new one instead of prolonging it."),
        409,
    ),
    errors.NotLater: ("until", _("Give a day behind the end that is set."), 400),
    errors.Outlasts: ("until", _("The body above ends before that day. Prolong that one first."), 409),
}

"""What codes are called on screens: one table for each, used by every face."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from linli.core.calendar.rules import LimitUnit
from linli.duties.rules import Ground
from linli.matters.models import Channel
from linli.matters.rules import DeclineReason, OrderStage, SpokenTo, Stage, UnsolvedReason
from linli.notices.words import DOOR_TO_KNOCK_AT as DOOR_TO_KNOCK_AT
from linli.orgs.models import OrgKind, Role
from linli.people.models import Purpose

STAGE = {
    Stage.RECEIVED: _("Received"),
    Stage.ACCEPTED: _("Accepted"),
    Stage.DECLINED: _("Declined"),
    Stage.MERGED: _("Merged"),
    Stage.WITHDRAWN: _("Withdrawn"),
    Stage.HANDLING: _("Being handled"),
    Stage.ANSWERED: _("Answered"),
    Stage.CLOSED: _("Closed"),
}

ORDER_STAGE = {
    OrderStage.DISPATCHED: _("Waiting to be signed for"),
    OrderStage.SIGNED: _("Signed for"),
    OrderStage.IN_HAND: _("In hand"),
    OrderStage.RETURNING: _("Handed back, being decided"),
    OrderStage.DONE: _("Done"),
    OrderStage.CANCELLED: _("Cancelled"),
}

SPOKEN_TO = {
    SpokenTo.REPORTER: _("The reporter"),
    SpokenTo.FAMILY: _("Their family"),
    SpokenTo.AGENT: _("Somebody who acts for them"),
    SpokenTo.NOBODY: _("Nobody, not reached"),
}

SPOKEN_TO_YOU = {
    SpokenTo.REPORTER: _("You"),
    SpokenTo.FAMILY: _("Your family"),
    SpokenTo.AGENT: _("Somebody who acts for you"),
    SpokenTo.NOBODY: _("Nobody, you were not reached"),
}
"""The same, read by the reporter."""

DECLINE_REASON = {
    DeclineReason.NOT_A_REQUEST: _("Not a request"),
    DeclineReason.OUTSIDE_COUNTY: _("Outside the county"),
    DeclineReason.IN_COURT: _("Before a court"),
    DeclineReason.IN_PETITION: _("Already a petition"),
    DeclineReason.TOO_LITTLE_SAID: _("Too little said to act"),
    DeclineReason.AGAINST_LAW: _("Against the law"),
}

LINE_OF_THAT_DOOR = {DeclineReason.IN_COURT: "12368", DeclineReason.AGAINST_LAW: "12348"}

UNSOLVED_REASON = {
    UnsolvedReason.NOTHING_DONE: _("Nothing was done"),
    UnsolvedReason.HALF_DONE: _("Only half done"),
    UnsolvedReason.CAME_BACK: _("It came back"),
    UnsolvedReason.NOBODY_CAME: _("Nobody came"),
    UnsolvedReason.ANSWER_UNCLEAR: _("I do not understand the answer"),
}

CHANNEL = {
    Channel.WEB: _("Web"),
    Channel.FIELD: _("Grid worker"),
    Channel.DESK: _("Service desk"),
    Channel.PHONE: _("Phone"),
    Channel.HOTLINE: _("12345 hotline"),
    Channel.API: _("Program"),
}

GROUND = {
    Ground.RULE: _("Routing rule"),
    Ground.CATALOGUE: _("Service catalogue"),
    Ground.TERRITORY: _("Where it is"),
}

SIGN_LATE = _("not signed for in time")

LIMIT_UNIT = {
    LimitUnit.WORKING_HOURS: _("working hours"),
    LimitUnit.WORKING_DAYS: _("working days"),
    LimitUnit.CALENDAR_HOURS: _("hours, day and night"),
}

NUMBER_IS_FOR = _(
    "Your number is kept encrypted. It signs you in and lets us tell you how your request goes, and nothing else."
)
"""What a resident agrees to with a first sign-in, kept as the wording of the consent."""

PURPOSE = {
    Purpose.HANDLE_MATTER: _("To handle the request"),
    Purpose.CALL_BACK: _("To call back"),
    Purpose.VERIFY_PLACE: _("To find the place"),
    Purpose.EMERGENCY: _("Emergency"),
    Purpose.PUBLISH: _("To publish"),
    Purpose.NOTIFY: _("To send notices"),
    Purpose.VERIFY_PERSON: _("To confirm who it is"),
    Purpose.DELIVER_SERVICE: _("To bring the service that was ordered"),
    Purpose.VISIT: _("To call before a visit"),
}

STEP = {
    "matters.received": _("Reported"),
    "matters.imported": _("Taken over from another system"),
    "matters.accepted": _("Accepted"),
    "matters.declined": _("Not taken on"),
    "matters.merged": _("Joined to a matter that tells the same"),
    "matters.unmerged": _("Taken out of the matter it was joined to"),
    "matters.joined": _("Somebody else met the same"),
    "matters.split": _("Told several things: each goes its own way"),
    "matters.split_off": _("Taken out of a matter that told several things"),
    "matters.petition_linked": _("The same runs as a petition too"),
    "matters.withdrawn": _("Withdrawn by the reporter"),
    "matters.order_dispatched": _("Sent to the unit in charge"),
    "matters.order_signed": _("Signed for by the unit"),
    "matters.order_started": _("On the spot, work has begun"),
    "matters.order_noted": _("News from the work"),
    "matters.order_done": _("The unit has done its part"),
    "matters.order_cancelled": _("Work order cancelled"),
    "matters.order_alerted": _("Warned of the time limit"),
    "matters.order_supervised": _("The level above asks for a reply"),
    "matters.order_supervision_replied": _("The unit has replied to the level above"),
    "matters.urged": _("Urged by the reporter"),
    "matters.order_handed_back": _("The unit says it is not in charge and hands it back"),
    "matters.order_kept": _("Decided: the unit keeps it"),
    "matters.order_passed_on": _("Decided: another unit takes it over"),
    "matters.order_passed_up": _("The unit is dissolved; the one above takes it over"),
    "matters.order_disputed": _("Still in dispute; the city centre coordinates"),
    "matters.order_settled": _("The city centre has settled who does it"),
    "matters.order_extension_asked": _("The unit asks for more time"),
    "matters.order_extended": _("More time was granted"),
    "matters.order_extension_refused": _("More time was refused"),
    "matters.order_pause_asked": _("The unit asks that the time stands still"),
    "matters.order_pause_refused": _("The time goes on: the pause was refused"),
    "matters.order_paused": _("The time stands still"),
    "matters.order_resumed": _("The time runs again"),
    "matters.order_review_due": _("Long-term hold: the review is near"),
    "matters.recounted": _("The working calendar changed, and with it the promised time"),
    "matters.order_contacted": _("The unit spoke to the reporter"),
    "matters.order_contact_tried": _("The unit tried to reach the reporter"),
    "matters.contacted": _("The unit contacted the reporter"),
    "matters.called_back": _("The desk called back and could not reach the reporter"),
    "matters.answered": _("Answered"),
    "matters.sent_back": _("Checked on the spot and sent back for rework"),
    "matters.closed": _("Closed"),
    "matters.rated": _("Rated by the reporter"),
    "matters.reopened": _("Taken up again"),
    "whistles.blown": _("Departments were called to the spot"),
    "whistles.called": _("More departments were called"),
    "whistles.signed": _("The department signed for the call"),
    "whistles.contacted": _("The department made contact"),
    "whistles.arrived": _("The department came to the spot"),
    "whistles.finished": _("The department did its part on the spot"),
    "whistles.noted": _("Line in the joint log"),
    "whistles.refused": _("The department says that it need not come"),
    "whistles.released": _("Decided: the department need not come"),
    "whistles.insisted": _("Decided: the department must come"),
    "whistles.chased": _("The department stays away"),
    "whistles.concluded": _("The joint action on the spot has ended"),
    "whistles.called_off": _("The call to the departments was taken back"),
    "whistles.closed": _("The whistle is closed"),
    "whistles.rated": _("The department was rated"),
    "whistles.judged": _("The department rated the whistle"),
    "matters.contact_revealed": _("Contact of the reporter looked at"),
    "desks.refusal_proposed": _("Refusal proposed; another person looks at it"),
    "desks.refusal_returned": _("Refusal not confirmed"),
    "orgs.handed_over": _("Handed over to another person of the unit"),
    "matters.order_support_asked": _("Asked for a unit to assist"),
    "matters.order_support_granted": _("The desk sends the unit that was asked for"),
    "matters.order_support_refused": _("The desk does not send the unit that was asked for"),
    "matters.contact_forgotten": _("Contact of the reporter erased, its term is over"),
    "matters.photos_erased": _("Photos erased, their term is over: {photos}"),
    "matters.voice_erased": _("Voice note erased, its term is over"),
    "matters.words_erased": _("Words, address and exact point erased, their term is over"),
    "matters.held_for_law": _("Kept whole until further notice: nothing is erased"),
    "matters.hold_lifted": _("No longer kept beyond its term"),
    "matters.exclusion_asked": _("The unit asked to leave it out of its rates"),
    "matters.exclusion_granted": _("Left out of the rates of the unit"),
    "matters.exclusion_refused": _("Counts in the rates of the unit: the request to leave it out was refused"),
}

STEP_WITH = {
    ("matters.order_dispatched", "leads", False): _("Sent to an assisting unit"),
    ("whistles.chased", "to", "head"): _("The department stays away: reported to its head"),
    ("whistles.chased", "to", "joint_meeting"): _("The department stays away: put on the list of the joint meeting"),
    ("whistles.chased", "to", "centre"): _("The department stays away: reported to the city centre"),
    ("matters.received", "by_family", True): _("Reported by the family on their behalf"),
    ("matters.called_back", "reached", True): _("The desk called the reporter back"),
    ("matters.closed", "by_check", True): _("Checked on the spot and closed"),
    ("matters.closed", "by_check", False): _("Closed: the reporter says it is solved"),
    ("matters.rated", "solved", True): _("The reporter says: solved"),
    ("matters.rated", "solved", False): _("The reporter says: not solved"),
}

STEP_COUNTED = {"matters.photos_erased"}
"""Steps whose words say a number of the log row."""

STEP_YOURS = {
    "matters.withdrawn": _("You withdrew it"),
    "matters.urged": _("You urged it"),
    "matters.order_contacted": _("The unit spoke to you"),
    "matters.order_contact_tried": _("The unit tried to reach you"),
    "matters.contacted": _("The unit contacted you"),
    "matters.called_back": _("The desk called back and could not reach you"),
    "matters.rated": _("Rated by you"),
}
STEP_YOURS_WITH = {
    ("matters.called_back", "reached", True): _("The desk called you back"),
    ("matters.closed", "by_check", False): _("Closed: you say it is solved"),
    ("matters.rated", "solved", True): _("You say: solved"),
    ("matters.rated", "solved", False): _("You say: not solved"),
}
"""What is called otherwise where the reader is the one who reported it."""

SATISFACTION = {
    5: _("Very satisfied"),
    4: _("Satisfied"),
    3: _("So-so"),
    2: _("Dissatisfied"),
    1: _("Very dissatisfied"),
}


def step(verb: str, params: Mapping[str, Any], *, yours: bool = False) -> str | Promise:
    """What a log verb is called in a line of steps; the verb itself when nobody gave it a name. ``yours``: to the one
    who reported it."""
    closer, plain = (STEP_WITH | STEP_YOURS_WITH, STEP | STEP_YOURS) if yours else (STEP_WITH, STEP)
    for (of, name, value), text in closer.items():
        if of == verb and params.get(name) == value:
            return text
    said = plain.get(verb, verb)
    return format_lazy(said, **params) if verb in STEP_COUNTED else said


ROLE = {
    Role.GRID_WORKER: _("Grid worker"),
    Role.GRID_HEAD: _("Grid head"),
    Role.COMMUNITY_DESK: _("Community desk"),
    Role.STREET_DESK: _("Street desk"),
    Role.DEPARTMENT_HANDLER: _("Department"),
    Role.DEPARTMENT_HEAD: _("Department head"),
    Role.CENTRE_DESK: _("City centre"),
    Role.SECRETARY: _("Secretary"),
    Role.PART_TIME_MEMBER: _("Part-time committee member"),
    Role.PARTY_HEAD: _("Head of a party body"),
    Role.PARTY_ADVISER: _("Party adviser"),
    Role.AREA_KEEPER: _("Contact of homes"),
    Role.SYSTEM_ADMIN: _("System administrator"),
    Role.SECURITY_ADMIN: _("Security administrator"),
    Role.AUDITOR: _("Auditor"),
    Role.MERCHANT_COUNTER: _("Counter of a merchant"),
    Role.PARTNER_CONTACT: _("Contact of a partner unit"),
}

ORG_KIND: dict[str, str | Promise] = {
    OrgKind.CITY_CENTRE: _("City centre"),
    OrgKind.DEPARTMENT: _("Department"),
    OrgKind.STREET_OFFICE: _("Street office"),
    OrgKind.COMMUNITY_COMMITTEE: _("Community committee"),
    OrgKind.GRID_TEAM: _("Grid team"),
    OrgKind.JOINT_PARTY_COMMITTEE: _("Joint party committee"),
    OrgKind.GENERAL_BRANCH: _("General branch"),
    OrgKind.PARTY_BRANCH: _("Party branch"),
    OrgKind.NEIGHBOURHOOD_BRANCH: _("Neighbourhood branch"),
    OrgKind.GRID_BRANCH: _("Party body of a grid"),
    OrgKind.BUILDING_BRANCH: _("Party body of a building or business district"),
    OrgKind.PARTY_GROUP: _("Party group"),
    OrgKind.AREA_JOINT_COMMITTEE: _("Area joint committee"),
    OrgKind.COBUILDING_GROUP: _("Co-building group"),
    OrgKind.PARTY_WORKSTATION: _("Party workstation"),
    OrgKind.INDUSTRY_COMMITTEE: _("Industry committee"),
    OrgKind.INDUSTRY_ASSOCIATION: _("Association of an industry"),
    OrgKind.PARTY_ALLIANCE: _("Party alliance"),
    OrgKind.MICRO_COMMUNITY: _("Micro-community"),
    OrgKind.PARTNER_UNIT: _("Partner unit"),
    OrgKind.TWO_NEW_ORG: _("Firm or social organisation"),
    OrgKind.PROPERTY_COMPANY: _("Property company"),
    OrgKind.OWNERS_COMMITTEE: _("Owners' committee"),
    OrgKind.TEMPORARY_PARTY_ORG: _("Temporary party organisation"),
    OrgKind.MERCHANT: _("Merchant who gives thanks"),
}

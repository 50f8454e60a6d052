"""What the codes of whistles are called on screens."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linli.whistles.reads.called import Why
from linli.whistles.rules import ChaseTo, Limit, Rank, RefusalReason, Stage, SummonsStage

STAGE: dict[Stage, tuple[str, str, str | Promise]] = {
    Stage.BLOWN: ("wait", "whistle", _("Departments called")),
    Stage.JOINED: ("move", "people", _("Joint action")),
    Stage.CONCLUDED: ("wait", "star", _("To be rated")),
    Stage.CLOSED: ("good", "check", _("Whistle closed")),
    Stage.CALLED_OFF: ("quiet", "undo", _("Called off")),
}
"""Tone, drawing and name."""

SUMMONS_STAGE: dict[SummonsStage, tuple[str, str, str | Promise]] = {
    SummonsStage.CALLED: ("wait", "clock", _("To be signed for")),
    SummonsStage.SIGNED: ("move", "sign", _("Call signed for")),
    SummonsStage.CONTACTED: ("move", "phone", _("In contact")),
    SummonsStage.ARRIVED: ("good", "pin", _("On the spot")),
    SummonsStage.DONE: ("good", "check", _("Part done")),
    SummonsStage.REFUSED: ("wait", "question", _("Refused, being decided")),
    SummonsStage.RELEASED: ("quiet", "cross", _("Need not come")),
    SummonsStage.STOOD_DOWN: ("quiet", "undo", _("Stood down")),
}

LIMIT = {Limit.SIGN: _("Sign"), Limit.CONTACT: _("Contact"), Limit.ARRIVE: _("Arrive")}

RANK = {Rank.GRID: _("Grid level"), Rank.COMMUNITY: _("Community level"), Rank.STREET: _("Street level")}

REFUSAL_REASON = {
    RefusalReason.OTHER_OWNER: _("Another department answers for it"),
    RefusalReason.NO_LEGAL_BASIS: _("There is no legal basis for us to act"),
    RefusalReason.LEVEL_CAN_SOLVE: _("The level that whistles can solve it"),
    RefusalReason.ALREADY_SOLVED: _("It is solved already"),
}

CHASED_TO = {
    ChaseTo.HEAD: _("Reported to its head"),
    ChaseTo.JOINT_MEETING: _("On the list of the joint meeting"),
    ChaseTo.CENTRE: _("Reported to the city centre"),
}
WILL_CHASE = {  # the same before anybody is late
    ChaseTo.HEAD: _("Its head is told"),
    ChaseTo.JOINT_MEETING: _("It comes on the list of the joint meeting"),
    ChaseTo.CENTRE: _("The city centre is told"),
}

WHY = {
    Why.ORDER: _("Has a work order for it"),
    Why.RULE: _("A routing rule names it"),
    Why.CATALOGUE: _("The service catalogue names it for this kind"),
    Why.CAUSE: _("Usually called for this cause"),
}

NOTE = {
    "blown": _("called"),
    "contacted": _("made contact"),
    "arrived": _("reported in"),
    "finished": _("did its part"),
    "concluded": _("wrote the result"),
}

MARKS = {
    5: _("Very strong"),
    4: _("Strong"),
    3: _("Fair"),
    2: _("Weak"),
    1: _("No help"),
}

"""Figures in words: what each is called and how it is counted. Pages, documents and data all take them from here."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.matters.figures import Figure
from linli.matters.reads.facts import By
from linli.matters.rules import AskStage, ExclusionReason, Unanswered
from linli.orgs.models import OrgKind

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Said(NamedTuple):
    """A name and what it means."""

    name: str | _StrPromise
    means: str | _StrPromise


TAKEN = Said(
    _("Taken"),
    _("Matters received in the month, whatever became of them. History taken over from other systems is not counted."),
)

FIGURE = {
    Figure.RESPONSE: Said(
        _("Response rate"),
        _(
            "Of the orders of leading units whose time to contact the reporter ended in the month, those with a first "
            "contact in time. Where nobody left a way to be reached, nothing is counted."
        ),
    ),
    Figure.RESOLUTION: Said(
        _("Resolution rate"),
        _(
            "Of the reporters who said in the month, by their last word, whether it is solved, those who say that it "
            "is. Whom a call-back did not reach counts by the rule of the month."
        ),
    ),
    Figure.SATISFACTION: Said(
        _("Satisfaction rate"),
        _("Of the reporters who gave one to five in the month, by their last word, those with four or five."),
    ),
    Figure.IN_TIME: Said(
        _("Answered in time"),
        _(
            "Of the matters whose promised time ended in the month (the last round of each), those answered no later. "
            "Declined, withdrawn and merged ones and those whose clock stands are not counted."
        ),
    ),
    Figure.CLOSING: Said(
        _("Closing rate"), _("Of the same matters, those that a check or the reporter's word closed by the cut-off.")
    ),
    Figure.CLOSING_IN_TIME: Said(
        _("Closed in time"), _("Of the same matters, those that were closed and had been answered in time.")
    ),
    Figure.REWORK: Said(_("Rework rate"), _("Of the same matters, those that a check sent back at least once.")),
    Figure.REDO: Said(_("Redo rate"), _("Of the same matters, those that a reporter called unsolved at least once.")),
    Figure.SIGNING: Said(
        _("Signed in time"), _("Of the orders whose time to sign ended in the month, those signed for no later.")
    ),
    Figure.RETURN: Said(
        _("Return rate"), _("Of the orders sent in the month, those that the unit handed back, however it was decided.")
    ),
}

RAW_AND_NET = _(
    "Raw figures count everything; net ones leave out what was left out by decision. Two decimals, rounded half up; "
    "100 means all and 0 means none."
)
BANDS = _(
    "Units are ranked with their like by the net three rates, weighed, each with the interval that holds the true "
    "value in 95 of 100 cases (Wilson). Units whose intervals overlap, also through others, stand in one band and "
    "share its rank: the numbers show no difference between them. Only who is clearly apart is on a list."
)

UNANSWERED = {
    Unanswered.NOT_COUNTED: _("Call-backs that reached nobody are not counted."),
    Unanswered.AS_SOLVED: _("Call-backs that reached nobody count as solved and satisfied."),
    Unanswered.AS_UNSOLVED: _("Call-backs that reached nobody count as unsolved and not satisfied."),
}

EXCLUSION_REASON = {
    ExclusionReason.OUTSIDE_LAW: _("What is asked for is against law or policy"),
    ExclusionReason.MALICIOUS_REPEAT: _("The same is reported again and again in bad faith"),
    ExclusionReason.IN_COURT: _("It is before a court"),
    ExclusionReason.IN_PETITION: _("It is handled as a petition"),
    ExclusionReason.UNREACHABLE: _("The reporter cannot be reached"),
}

EXCLUSION_STAGE = {
    AskStage.ASKED: _("Not decided yet"),
    AskStage.GRANTED: pgettext_lazy("exclusion", "Left out"),
    AskStage.REFUSED: _("Refused, it counts"),
}

BY = {
    By.UNIT: _("By unit"),
    By.TOWN: _("By town"),
    By.COMMUNITY: _("By community"),
    By.KIND: _("By kind"),
    By.CHANNEL: _("By channel"),
}

GROUP = {
    OrgKind.DEPARTMENT: _("Departments of the county"),
    OrgKind.STREET_OFFICE: _("Towns and streets"),
    OrgKind.COMMUNITY_COMMITTEE: _("Communities"),
    OrgKind.CITY_CENTRE: _("City centre"),
    OrgKind.PROPERTY_COMPANY: _("Property companies"),
}
OTHERS = _("Other units")


def group(kind: str) -> str:
    """What the units of one kind are called together."""
    return str(GROUP.get(OrgKind(kind), OTHERS)) if kind in set(OrgKind) else str(OTHERS)

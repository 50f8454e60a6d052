"""Tables of matters: what was said, who does it, what came of it, and what happened to the clock in between."""

from linli.matters.models.counting import Counting
from linli.matters.models.exclusion import Exclusion
from linli.matters.models.links import EmergencyCall, Petition
from linli.matters.models.matter import Channel, Matter, MatterQuerySet, Proposal, Reporter
from linli.matters.models.orders import Answer, ContactTry, Note, WorkOrder, WorkOrderQuerySet
from linli.matters.models.results import CallBack, Check, Photo, Rating, Voice
from linli.matters.models.retention import LegalHold, Retention, What
from linli.matters.models.returns import Dispute, Return
from linli.matters.models.stops import Extension, Pause
from linli.matters.models.supervision import Alert, Supervision, Urge
from linli.matters.models.support import Support
from linli.matters.models.terms import LadderStep, PauseCause, ReturnReason, Terms

__all__ = [
    "Alert",
    "Answer",
    "CallBack",
    "Channel",
    "Check",
    "ContactTry",
    "Counting",
    "Dispute",
    "EmergencyCall",
    "Exclusion",
    "Extension",
    "LadderStep",
    "LegalHold",
    "Matter",
    "MatterQuerySet",
    "Note",
    "Pause",
    "PauseCause",
    "Petition",
    "Photo",
    "Proposal",
    "Rating",
    "Reporter",
    "Retention",
    "Return",
    "ReturnReason",
    "Supervision",
    "Support",
    "Terms",
    "Urge",
    "Voice",
    "What",
    "WorkOrder",
    "WorkOrderQuerySet",
]

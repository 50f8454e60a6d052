"""Tables of the commons: needs, resources, projects, yearly lists of partner units; the service menu and its orders."""

from linli.commons.models.gifts import Fund, FundQuerySet, Gift, GiftQuerySet, GiftUse
from linli.commons.models.kinds import NeedKind, RiseTerm
from linli.commons.models.menu import CounterGap, MenuTerms, Pause, Service, ServiceQuerySet
from linli.commons.models.model import ModelPoint, PointWord
from linli.commons.models.needs import Claim, ClaimQuerySet, Need, NeedPart, NeedQuerySet, Progress
from linli.commons.models.orders import GroupDay, GroupPart, ServiceOrder, ServiceOrderQuerySet, Turn
from linli.commons.models.partners import PartnerComment, PartnerDuty, PartnerList
from linli.commons.models.photos import Photo, PhotoQuerySet
from linli.commons.models.projects import Project, ProjectQuerySet
from linli.commons.models.resources import Booking, BookingQuerySet, Resource, ResourceQuerySet, Verdict

__all__ = [
    "Booking",
    "BookingQuerySet",
    "Claim",
    "ClaimQuerySet",
    "CounterGap",
    "Fund",
    "FundQuerySet",
    "Gift",
    "GiftQuerySet",
    "GiftUse",
    "GroupDay",
    "GroupPart",
    "MenuTerms",
    "ModelPoint",
    "Need",
    "NeedKind",
    "NeedPart",
    "NeedQuerySet",
    "PartnerComment",
    "PartnerDuty",
    "PartnerList",
    "Pause",
    "Photo",
    "PhotoQuerySet",
    "PointWord",
    "Progress",
    "Project",
    "ProjectQuerySet",
    "Resource",
    "ResourceQuerySet",
    "RiseTerm",
    "Service",
    "ServiceOrder",
    "ServiceOrderQuerySet",
    "ServiceQuerySet",
    "Turn",
    "Verdict",
]

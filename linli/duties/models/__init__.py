"""Tables of the area, by noun."""

from linli.duties.models.admissions import Admission
from linli.duties.models.burden import BurdenRecord
from linli.duties.models.catalogue import CatalogueRow, Kind, RoutingRule, Shape, Urgency
from linli.duties.models.lists import DutyItem

__all__ = ["Admission", "BurdenRecord", "CatalogueRow", "DutyItem", "Kind", "RoutingRule", "Shape", "Urgency"]

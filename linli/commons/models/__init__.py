"""Tables of the menu of services and of orders for them."""

from linli.commons.models.menu import MenuTerms, Pause, Service, ServiceQuerySet
from linli.commons.models.orders import GroupDay, GroupPart, ServiceOrder, ServiceOrderQuerySet, Turn

__all__ = [
    "GroupDay",
    "GroupPart",
    "MenuTerms",
    "Pause",
    "Service",
    "ServiceOrder",
    "ServiceOrderQuerySet",
    "ServiceQuerySet",
    "Turn",
]

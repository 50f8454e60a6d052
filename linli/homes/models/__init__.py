"""Tables of homes, a file for each noun."""

from linli.homes.models.households import CareNeed, Household, HouseholdQuerySet, Occupant, OccupantQuerySet
from linli.homes.models.keeping import Grounded, KeepingRule
from linli.homes.models.ownership import Owner, Ownership
from linli.homes.models.slips import ChangeRequest, Slip

__all__ = [
    "CareNeed",
    "ChangeRequest",
    "Grounded",
    "Household",
    "HouseholdQuerySet",
    "KeepingRule",
    "Occupant",
    "OccupantQuerySet",
    "Owner",
    "Ownership",
    "Slip",
]

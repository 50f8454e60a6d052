from linli.points.models.ledger import Account, AccountQuerySet, Line, Lot, LotQuerySet, Movement, Reading, Rule
from linli.points.models.stars import Done, Household, Invitation, Membership, Star, StarTask
from linli.points.models.thanks import Cause, Offer, Redemption, RedemptionQuerySet

__all__ = [
    "Account",
    "AccountQuerySet",
    "Cause",
    "Done",
    "Household",
    "Invitation",
    "Line",
    "Lot",
    "LotQuerySet",
    "Membership",
    "Movement",
    "Offer",
    "Reading",
    "Redemption",
    "RedemptionQuerySet",
    "Rule",
    "Star",
    "StarTask",
]

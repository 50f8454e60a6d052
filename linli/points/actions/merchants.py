"""A merchant joins: its unit, who stands at its counter, and the first thanks that it gives, in one go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from django.db import transaction

from linli.orgs import actions as orgs
from linli.orgs.authority import require
from linli.orgs.grants import Grant
from linli.orgs.models import Organisation, OrgKind, Role
from linli.people.models import Person
from linli.places.models import Division
from linli.points.actions.offers import OfferSays, write_offer
from linli.points.models import Offer


@dataclass(frozen=True, slots=True)
class MerchantSays:
    """What a merchant is called and which body it stands under: the committee of its community."""

    name: str
    name_en: str = ""
    phone: str = ""


@transaction.atomic
def found_merchant(
    *,
    by: Person,
    says: MerchantSays,
    community: Division,
    parent: Organisation | None,
    counter: Person,
    offer: OfferSays,
    begin: date,
    end: date | None,
    at: datetime,
) -> Offer:
    """Found a merchant in a community with the counter post of ``counter`` and its first offer; all or nothing.
    Raises: PermissionDenied, ParentElsewhere, NotUnder, NoAccount, OwnPost, PowersSeparate, NoTitle, BadPrice,
    BadPeriod."""
    require(by, Grant.FOUND_MERCHANTS, at=community.prefix)
    unit = orgs.found(
        by=by,
        code=f"merchant-{uuid4().hex[:12]}",
        kind=OrgKind.MERCHANT,
        name=says.name,
        name_en=says.name_en,
        phone=says.phone,
        division=community,
        parent=parent,
        on=begin,
        at=at,
    )
    orgs.appoint(by=by, person=counter, organisation=unit, role=Role.MERCHANT_COUNTER, on=begin, at=at)
    return write_offer(by=by, unit=unit, community=community, says=offer, begin=begin, end=end, at=at)

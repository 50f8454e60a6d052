"""What thanks and causes there are, how many are left, and whose codes are whose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Count, Q, When
from django.utils import timezone

from linli.orgs.authority import inside
from linli.orgs.models import Organisation
from linli.people.models import Person
from linli.points.models import Cause, Membership, Offer, Redemption, RedemptionQuerySet
from linli.points.rules import Period, span

OFFERS_SHOWN = 60
TOWN_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Offered:
    """An offer as a member sees it. ``left`` in this period."""

    offer: Offer
    unit: Organisation
    left: int


def left_of(offer: Offer, *, at: datetime) -> int:
    """How many of an offer are left in the period of ``at``."""
    return left_of_each([offer], at=at)[offer.pk]


def left_of_each(offers: Sequence[Offer], *, at: datetime) -> dict[int, int]:
    """How many of each are left, by key: one query for each kind of period."""
    left = {offer.pk: offer.stock for offer in offers}
    on, zone = timezone.localdate(at), timezone.get_current_timezone()
    for period in {Period(offer.period) for offer in offers}:
        taken = Redemption.objects.filter(offer__in=left, offer__period=period, returned_at=None)
        within = span(period, on, zone)
        if within is not None:
            taken = taken.filter(taken_at__gte=within[0], taken_at__lt=within[1])
        for offer, count in taken.values_list("offer").annotate(Count("pk")).order_by():
            left[offer] = max(0, left[offer] - count)
    return left


def owned_by(person: Person) -> RedemptionQuerySet:
    """The codes of a person's wallet and household."""
    household = Membership.objects.filter(person=person).values("household")
    return Redemption.objects.filter(Q(account__person=person) | Q(household__in=household))


def offers(*, at: datetime, near: str = "", for_stars: bool = False) -> list[Offered]:
    """What is offered today, in the community ``near`` before the rest of its town; nowhere set, everywhere."""
    rows = Offer.objects.valid(timezone.localdate(at)).filter(stars__isnull=not for_stars)
    rows = rows.select_related("unit", "community").defer("community__outline")
    if near:
        rows = rows.filter(inside("community__code", [near[:TOWN_DIGITS]]))
    here = Case(When(community__code=near, then=0), default=1)
    first = list(rows.order_by(here, "community__code", "pk")[:OFFERS_SHOWN])
    left = left_of_each(first, at=at)
    return [Offered(row, row.unit, left[row.pk]) for row in first]


def causes(*, at: datetime, near: str = "") -> list[Cause]:
    """What points can be given to today."""
    rows = Cause.objects.valid(timezone.localdate(at)).select_related("unit", "community").order_by("pk")
    close = [row for row in rows if row.community.code.startswith(near[:TOWN_DIGITS])]
    return sorted(close, key=lambda row: (row.community.code != near, row.community.code))

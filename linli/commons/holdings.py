"""What of commons hangs on a person: see ``orgs.holdings``."""

from __future__ import annotations

from django.db.models import Exists, F, OuterRef, QuerySet

from linli.commons.models import Booking, Claim, GroupDay, Need, Turn
from linli.commons.rules.orders import End, GroupStage, Stage
from linli.orgs.grants import Grant
from linli.orgs.holdings import Holding


def _served() -> QuerySet[Turn]:
    """By which somebody accepted an order for a unit that is to bring it still, or to hear how it was."""
    later = Turn.objects.filter(order=OuterRef("order"), begun_at__gt=OuterRef("begun_at"))
    at_work = Turn.objects.filter(order__stage__in=(Stage.ACCEPTED, Stage.DELIVERED), order__unit=F("unit"))
    return at_work.filter(~Exists(later), end=End.ACCEPTED)


HOLDINGS = (
    Holding("need", lambda: Need.objects.running(), "contact", "added_at", "place", Grant.KEEP_COMMONS),
    Holding(
        "claim", lambda: Claim.objects.promised(), "contact", "claimed_at", "part__need__place", Grant.STAND_BY, "unit"
    ),
    Holding("booking", lambda: Booking.objects.booked(), "contact", "booked_at", "resource__place", Grant.KEEP_COMMONS),
    Holding("service", _served, "ended_by", "ended_at", "order__community__code", Grant.SERVE_ORDERS, "unit"),
    Holding(
        "group_day",
        lambda: GroupDay.objects.filter(stage=GroupStage.PLANNED),
        "planned_by",
        "planned_at",
        "community__code",
        Grant.GIVE_OUT_ORDERS,
    ),
)

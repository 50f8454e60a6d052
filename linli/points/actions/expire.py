"""Points whose time is over leave the wallet."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from linli.core import log
from linli.points.actions import ledger
from linli.points.models import Lot
from linli.points.rules import Holder, Why


@transaction.atomic
def expire(lot: Lot, *, at: datetime) -> bool:
    """Take what is left of a lot whose time is over; False when another took it, or nothing is left."""
    if not ledger.hold(lot.account_id):
        return False
    fresh = Lot.objects.over(at).filter(pk=lot.pk).first()
    if fresh is None:
        return False
    leg = ledger.empty(fresh)
    ledger.move(Why.EXPIRED, [leg, ledger.Leg(ledger.single(Holder.EXPIRED, at=at), -leg.amount)], at=at)
    log.write("points.expired", fresh.account, by=None, at=at, points=-leg.amount)
    return True

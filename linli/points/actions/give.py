"""Points are given to a cause; nobody is told who gave them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from linli.core import log
from linli.core.once import once
from linli.people.models import Person
from linli.points.actions import ledger
from linli.points.errors import NotOpen
from linli.points.models import Account, Cause, Movement
from linli.points.rules import Holder, Why


def give(*, by: Person, cause: Cause, points: int, intent: UUID, at: datetime) -> Movement:
    """Give points to a cause, once for each ``intent``.
    Raises: NoWallet, NotOpen, BadAmount, TooFewPoints, IntentConflict."""
    return once(Movement, intent, ["give", by.pk, cause.pk, points], lambda: _give(by, cause, points, at), at=at)


def _give(by: Person, cause: Cause, points: int, at: datetime) -> Movement:
    wallet = ledger.wallet_of(by)
    if not Cause.objects.valid(timezone.localdate(at)).filter(pk=cause.pk).exists():
        raise NotOpen
    legs = ledger.take_out(wallet.pk, points)
    to = Account.objects.get_or_create(kind=Holder.CAUSE, cause=cause, defaults={"opened_at": at})[0]
    movement = ledger.move(Why.GIVEN, [*legs, ledger.Leg(to.pk, points)], at=at)
    log.write("points.given", cause, by=by, at=at, place=cause.community.prefix, points=points)
    return movement

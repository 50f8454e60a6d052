"""What a partner sends under a number is taken once, whatever the number of times it is sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from linli.core import crypto, log
from linli.core.intents import IntentConflict
from linli.exchange.errors import OrderConflict
from linli.exchange.models import Order, Partner
from linli.matters.actions import Receipt, receipt_of
from linli.matters.models import Matter


@dataclass(frozen=True, slots=True)
class Taken:
    """An order that is here, and the receipt of its matter; ``is_new`` when this call took it."""

    order: Order
    receipt: Receipt
    is_new: bool


@transaction.atomic
def once(
    *,
    partner: Partner,
    number: str,
    digest: str,
    receive: Callable[[UUID], Matter],
    at: datetime,
    told: dict[str, object] | None = None,
    due_at: datetime | None = None,
    hears_until: datetime | None = None,
) -> Taken:
    """Bind ``number`` to the matter that ``receive`` makes under the intent it is given, or finds. The same
    ``digest`` gives the same receipt for good. Raises: OrderConflict, and what ``receive`` raises."""
    known = _known(partner, number, digest)
    if known is not None:
        return _again(known)
    try:
        with transaction.atomic():
            matter = receive(_intent(partner, number))
            order = Order.objects.create(
                partner=partner,
                number=number,
                digest=digest,
                matter=matter,
                told=told or {},
                due_at=due_at,
                taken_at=at,
                hears_until=hears_until,
            )
    except (IntegrityError, IntentConflict) as error:  # the same number came a moment before
        known = _known(partner, number, digest)
        if known is None:
            raise OrderConflict(number) from error
        return _again(known)
    log.write("exchange.order_taken", order, by=None, at=at, place=matter.place, partner=partner.code, matter=matter.pk)
    return Taken(order, receipt_of(matter, _intent(partner, number)), is_new=True)


def _intent(partner: Partner, number: str) -> UUID:
    """Keyed, so that nobody else can use it before."""
    return UUID(hex=crypto.blind(f"{partner.pk}:{number}", purpose="exchange.order"))


def _known(partner: Partner, number: str, digest: str) -> Order | None:
    order = Order.objects.filter(partner=partner, number=number).select_related("matter", "partner").first()
    if order is not None and order.digest != digest:
        raise OrderConflict(number)
    return order


def _again(order: Order) -> Taken:
    return Taken(order, receipt_of(order.matter, _intent(order.partner, order.number)), is_new=False)

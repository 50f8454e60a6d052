"""A partner speaks for who it was told by: service requests of Open311, and what was said at a call-back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from linli.core import crypto, intents
from linli.core.models import Attachment
from linli.exchange.actions.once import Taken, once
from linli.exchange.models import Order, Partner
from linli.matters import actions as matters
from linli.matters.actions import Contact
from linli.matters.models import Channel, Matter
from linli.matters.reads.promising import Point
from linli.matters.rules import UnsolvedReason


def request(
    *,
    partner: Partner,
    token: UUID,
    at: datetime,
    kind: str,
    place: str,
    point: Point | None,
    address: str,
    words: str,
    replies: Mapping[str, str],
    contact: Contact,
    is_public: bool,
    photos: Sequence[Attachment] = (),
) -> Taken:
    """Report a matter; ``token`` names it for good. The partner asks for news by itself, so nothing is handed off.
    Raises: OrderConflict, and what ``matters.actions.receive`` raises."""
    said = [kind, place, point, address, words, replies, contact.name, contact.phone, is_public]

    def receive(intent: UUID) -> Matter:
        receipt = matters.receive(
            by=None,
            at=at,
            intent=intent,
            kind=kind,
            channel=Channel.API,
            place=place,
            point=point,
            address=address,
            words=words,
            replies=replies,
            photos=photos,
            contact=contact,
            is_public=is_public,
        )
        return Matter.objects.get(pk=receipt.pk)

    digest = intents.digest([*said, [photo.sha256 for photo in photos]])
    return once(partner=partner, number=str(token), digest=digest, receive=receive, at=at, hears_until=at)


@transaction.atomic
def judge(
    *,
    order: Order,
    update: str,
    solved: bool | None,
    words: str,
    at: datetime,
    reason: UnsolvedReason = UnsolvedReason.NOTHING_DONE,
    satisfaction: int | None = None,
) -> None:
    """What the reporter says through the partner, on the phone or in a program: solved, not solved, or (None) no longer
    wanted.

    The same ``update`` again changes nothing. Raises: IntentConflict, and what ``rate`` and ``withdraw`` raise.
    """
    key = UUID(hex=crypto.blind(f"{order.partner_id}:{update}", purpose="exchange.update"))
    digest = intents.digest([order.pk, solved, words, reason, satisfaction])
    if intents.found(key, digest) is not None:
        return
    reporter = order.matter.reporters.select_related("matter", "person").order_by("pk")[0]
    if solved is None:
        matters.withdraw(reporter=reporter, at=at)
    else:
        why = None if solved else reason
        matters.rate(reporter=reporter, solved=solved, satisfaction=satisfaction, reason=why, words=words, at=at)
    intents.record(key, digest, order, at=at)

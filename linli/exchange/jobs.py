"""What the clock does for the exchange: reads the log for what partners must hear, and brings it to them."""

from __future__ import annotations

from datetime import datetime
from secrets import token_hex
from typing import Any

import orjson
from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from linli.channels import posting
from linli.core.models import Entry
from linli.exchange import signing
from linli.exchange.models import Bookmark, HandOff, Nonce, Order, Partner
from linli.exchange.reads.shape import body_of, event_of
from linli.exchange.rules import (
    AT_ONCE,
    CLOCKS_DIFFER,
    HEARS_AFTER_END,
    LATE_ORDERS,
    LATE_ROWS,
    LEASE,
    ORDER_TOLD,
    TOLD,
    Method,
    State,
    next_try,
    to_sign,
)
from linli.matters.models import Matter, WorkOrder
from linli.matters.rules import ENDED_STAGES

MATTER, ORDER = Matter._meta.label_lower, WorkOrder._meta.label_lower
LONGEST_ERROR = 200


def collect(*, at: datetime) -> int:
    """Make a hand-off of each entry of the log that a partner has to hear and that has none yet. Returns how many.

    Of a matter that was merged, the moves of the one it was merged into count from then on. Only what was written
    since the last look is read, with ``LATE_ROWS`` before it; once a day everything, so that nothing stays unheard.
    """
    mark, today = Bookmark.objects.first(), timezone.localdate(at)
    newest = {"entry_id": _last(Entry.objects.all()), "order_id": _last(Order.objects.all())}
    if mark is None or mark.whole_on != today:
        keys = list(_unheard(Order.objects.hearing(at)))
    else:
        since = mark.entry_id - LATE_ROWS
        near = sorted(_near(since, order=mark.order_id - LATE_ORDERS, at=at))
        parts = [near[first : first + AT_ONCE] for first in range(0, len(near), AT_ONCE)]
        keys = [pk for part in parts for pk in _unheard(Order.objects.filter(pk__in=part))]
    made = sum(_collect(pk, at) for pk in keys)
    Bookmark.objects.update_or_create(pk=mark.pk if mark is not None else 1, defaults=newest | {"whole_on": today})
    return made


def _last(rows: QuerySet[Any]) -> int:
    return rows.order_by("-pk").values_list("pk", flat=True).first() or 0


def _near(since: int, *, order: int, at: datetime) -> set[int]:
    """The orders that rows of the log above ``since`` are about, and those above ``order``: five queries."""
    new = Entry.objects.filter(pk__gt=since)
    matters = new.filter(subject_type=MATTER, verb__in=TOLD).values("subject_id")
    orders = new.filter(subject_type=ORDER, verb__in=ORDER_TOLD).values("subject_id")
    hearing = Order.objects.hearing(at)
    found = set(hearing.filter(pk__gt=order).values_list("pk", flat=True))
    for told in (matters, WorkOrder.objects.filter(pk__in=orders).values("matter_id")):
        for about in ("matter__in", "matter__merged_into__in"):
            found.update(hearing.filter(**{about: told}).values_list("pk", flat=True))
    return found


def _unheard(orders: QuerySet[Order]) -> QuerySet[Order, int]:
    """Those with a row of the log that their partner has to hear and that no hand-off was made of."""
    made_of = HandOff.objects.filter(order=OuterRef(OuterRef("pk")), entry_id=OuterRef("pk"))
    told = Entry.objects.filter(~Exists(made_of))
    since = Q(at__gte=OuterRef("matter__closed_at"))
    unheard = (
        Exists(told.filter(_about(OuterRef("matter_id"))))
        | Exists(told.filter(_about_orders(OuterRef(OuterRef("matter_id")))))
        | Exists(told.filter(_about(OuterRef("matter__merged_into_id")), since))
        | Exists(told.filter(_about_orders(OuterRef(OuterRef("matter__merged_into_id"))), since))
    )
    return orders.filter(unheard).order_by("pk").values_list("pk", flat=True)


def _about(matter: OuterRef | int) -> Q:
    return Q(subject_type=MATTER, subject_id=matter, verb__in=TOLD)


def _about_orders(matter: OuterRef | int) -> Q:
    orders = WorkOrder.objects.filter(matter_id=matter).values("pk")
    return Q(subject_type=ORDER, subject_id__in=orders, verb__in=ORDER_TOLD)


@transaction.atomic
def _collect(pk: int, at: datetime) -> int:
    order = Order.objects.select_related("matter__merged_into", "partner").get(pk=pk)
    matter = order.matter.standing()
    asked = {order.matter: _about(order.matter_id) | _about_orders(order.matter_id)}
    if matter.pk != order.matter_id:
        asked[matter] = (_about(matter.pk) | _about_orders(matter.pk)) & Q(at__gte=order.matter.closed_at)
    made = set(order.hand_offs.values_list("entry_id", flat=True))
    found = [(entry, of) for of, about in asked.items() for entry in Entry.objects.filter(about).exclude(pk__in=made)]
    rows = []
    for entry, of in sorted(found, key=lambda pair: (pair[0].at, pair[0].pk)):
        body = body_of(order, entry, of)
        state = State.READY if body is not None else State.MOOT
        event = event_of(entry)
        rows.append(
            HandOff(order=order, entry_id=entry.pk, event=event, body=body or {}, state=state, made_at=at, next_at=at)
        )
    HandOff.objects.bulk_create(rows, ignore_conflicts=True)  # another loop may be at the same order
    over = matter.stage in ENDED_STAGES and matter.closed_at is not None
    order.hears_until = matter.closed_at + HEARS_AFTER_END if over and matter.closed_at else None
    order.save(update_fields=["hears_until"])
    return len(rows)


def push(*, at: datetime) -> int:
    """Bring what is due to the partners that are pushed to, each order's moves in their order; a move that was not
    taken holds back those behind it. Returns how many were taken."""
    sent = 0
    for partner in Partner.objects.exclude(push_to="").order_by("pk"):
        held: set[int] = set()
        due = HandOff.objects.due(at).filter(order__partner=partner).select_related("order")
        for row in due.order_by("made_at", "entry_id")[:AT_ONCE]:
            earlier = HandOff.objects.waiting().filter(order=row.order_id, entry_id__lt=row.entry_id)
            if row.order_id in held or earlier.exists():
                continue
            if _push(partner, row, at):
                sent += 1
            else:
                held.add(row.order_id)
    return sent


def _push(partner: Partner, row: HandOff, at: datetime) -> bool:
    """Claim ``row``, send it, say how it went. Who dies in between leaves it to the next after ``LEASE``."""
    if not HandOff.objects.due(at).filter(pk=row.pk).update(next_at=at + LEASE):
        return False  # another loop has it
    mine = HandOff.objects.filter(pk=row.pk, state=State.READY)
    body = orjson.dumps({"id": row.pk, **row.body})
    try:
        headers = _signed(partner, body, at, nonce=token_hex(16))
        posting.post(partner.push_to, body, headers=headers, origins=settings.LINLI_EXCHANGE_ORIGINS)
    except posting.NotTaken as error:
        tries = row.tries + 1
        again = next_try(tries, at)
        state = State.READY if again is not None else State.FAILED
        mine.update(state=state, tries=tries, next_at=again or at, error=str(error)[:LONGEST_ERROR])
        return False
    return bool(mine.update(state=State.SENT, sent_at=at, tries=row.tries + 1, error=""))


def _signed(partner: Partner, body: bytes, at: datetime, *, nonce: str) -> dict[str, str]:
    """The headers that a partner can check, as we check those of a partner. Raises: NotTaken."""
    key = partner.keys.live().filter(method=Method.HMAC).order_by("-pk").first()
    if key is None:
        raise posting.NotTaken("no living HMAC key")
    sent_at = str(int(at.timestamp()))
    text = to_sign("POST", posting.path_of(partner.push_to), sent_at, nonce, body)
    return {
        "X-Exchange-Key": key.name,
        "X-Exchange-Time": sent_at,
        "X-Exchange-Nonce": nonce,
        "X-Exchange-Signature": signing.sign(key.secret, text),
    }


def forget(*, at: datetime) -> None:
    """Drop the nonces whose request would be too old by now."""
    Nonce.objects.filter(at__lt=at - 2 * CLOCKS_DIFFER).delete()

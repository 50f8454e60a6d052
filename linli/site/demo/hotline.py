"""The demo's hotline: what it was told already, what waits for it, and what could not be brought to it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from linli.core import intents
from linli.exchange import actions, jobs
from linli.exchange.actions.once import once
from linli.exchange.models import HandOff
from linli.exchange.rules import MOST_TRIES, Method, State
from linli.matters.models import Channel, Matter
from linli.orgs.authority import SYSTEM

ORDERS = 40  # the latest
HEARD_AFTER = timedelta(hours=12)  # what happened before is known there
CLASSES = ("城乡建设/市容环卫", "城乡建设/物业管理", "交通运输/道路设施", "公共安全/消防隐患", "民生服务/供水供电")
TROUBLES = (
    (State.FAILED, MOST_TRIES, "HTTP 503"),
    (State.FAILED, MOST_TRIES, "TimeoutError: timed out"),
    (State.FAILED, MOST_TRIES, "HTTP 422"),
    (State.READY, 2, "ConnectionRefusedError: [Errno 111] Connection refused"),
    (State.READY, 1, "HTTP 500"),
)


@transaction.atomic
def connect(*, at: datetime) -> int:
    """Say that the latest hotline matters came from a partner, and how far their answers got. Returns the orders."""
    partner = actions.open_partner(by=SYSTEM, code="yanshi", name="演示热线", at=at)
    actions.new_key(by=SYSTEM, partner=partner, method=Method.HMAC, at=at)
    latest = list(Matter.objects.filter(channel=Channel.HOTLINE, source="").order_by("-received_at", "-pk")[:ORDERS])
    for serial, matter in enumerate(latest):
        number = f"YS{timezone.localtime(matter.received_at):%Y%m%d}{serial:04d}"
        once(
            partner=partner,
            number=number,
            digest=intents.digest([number]),
            receive=lambda intent, matter=matter: matter,  # type: ignore[misc]
            at=matter.received_at,
            told={"class": CLASSES[serial % len(CLASSES)], "channel": "电话", "handler": "", "call_back": True},
            due_at=matter.received_at + timedelta(days=3 + serial % 5),
        )
    jobs.collect(at=at)
    rows = list(HandOff.objects.exclude(state=State.MOOT).order_by("pk"))
    heard = [row for row in rows if datetime.fromisoformat(row.body["at"]) < at - HEARD_AFTER]
    for row in heard[len(TROUBLES) :]:
        HandOff.objects.filter(pk=row.pk).update(
            state=State.SENT, tries=1, sent_at=datetime.fromisoformat(row.body["at"]) + timedelta(minutes=1)
        )
    for row, (state, tries, error) in zip(heard, TROUBLES, strict=False):
        HandOff.objects.filter(pk=row.pk).update(state=state, tries=tries, error=error, next_at=at + timedelta(hours=1))
    return len(latest)

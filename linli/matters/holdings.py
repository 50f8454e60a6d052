"""What of matters hangs on a person: see ``orgs.holdings``."""

from __future__ import annotations

from typing import TypedDict

from django.db.models import Q

from linli.matters.models import Exclusion, Extension, Pause, Return, Support, WorkOrder, WorkOrderQuerySet
from linli.matters.rules import AskStage, OrderStage, Stage
from linli.orgs.grants import Grant
from linli.orgs.holdings import Holding

STANDS = Q(stage=AskStage.ASKED) | Q(stage=AskStage.GRANTED, ended_at=None)


class _OfOrder(TypedDict):
    place: str
    grant: Grant
    unit: str


OF_ORDER: _OfOrder = {"place": "order__matter__place", "grant": Grant.HANDLE, "unit": "order__unit"}


def _orders() -> WorkOrderQuerySet:
    """Those that somebody signed for and that may come back until the matter has ended: also done ones."""
    signed = WorkOrder.objects.filter(matter__stage__in=(Stage.HANDLING, Stage.ANSWERED), signed_by__isnull=False)
    return signed.exclude(stage=OrderStage.CANCELLED)


HOLDINGS = (
    Holding("order", _orders, "signed_by", "signed_at", "matter__place", Grant.HANDLE, "unit"),
    Holding("return", lambda: Return.objects.filter(stage=AskStage.ASKED), "asked_by", "asked_at", **OF_ORDER),
    Holding("extension", lambda: Extension.objects.filter(stage=AskStage.ASKED), "asked_by", "asked_at", **OF_ORDER),
    Holding("pause", lambda: Pause.objects.filter(STANDS), "asked_by", "asked_at", **OF_ORDER),
    Holding("support", lambda: Support.objects.filter(stage=AskStage.ASKED), "asked_by", "asked_at", **OF_ORDER),
    Holding(
        "exclusion",
        lambda: Exclusion.objects.filter(stage=AskStage.ASKED),
        "asked_by",
        "asked_at",
        "matter__place",
        Grant.HANDLE,
        "unit",
    ),
)

"""What of matters hangs on a person: see ``orgs.holdings``."""

from __future__ import annotations

from typing import TypedDict

from django.db.models import Q, QuerySet

from linli.matters.models import (
    Exclusion,
    Extension,
    Pause,
    Return,
    Supervision,
    Support,
    WorkOrder,
    WorkOrderQuerySet,
)
from linli.matters.rules import OPEN_ORDER_STAGES, AskStage, OrderStage, Stage
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


def _supervised() -> QuerySet[Supervision]:
    """Where somebody waits for the reply of a unit below."""
    return Supervision.objects.filter(replied_at=None, unit__isnull=False, order__stage__in=OPEN_ORDER_STAGES)


HOLDINGS = (
    Holding("order", _orders, "signed_by", "signed_at", "matter__place", Grant.HANDLE, "unit"),
    Holding("return", lambda: Return.objects.filter(stage=AskStage.ASKED), "asked_by", "asked_at", **OF_ORDER),
    Holding("extension", lambda: Extension.objects.filter(stage=AskStage.ASKED), "asked_by", "asked_at", **OF_ORDER),
    Holding("pause", lambda: Pause.objects.filter(STANDS), "asked_by", "asked_at", **OF_ORDER),
    Holding("support", lambda: Support.objects.filter(stage=AskStage.ASKED), "asked_by", "asked_at", **OF_ORDER),
    Holding("supervision", _supervised, "issued_by", "issued_at", "order__matter__place", Grant.SUPERVISE, "unit"),
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

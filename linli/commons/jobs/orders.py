"""What the clock does with orders for services: takes them on where nobody answers, closes, erases."""

from __future__ import annotations

from datetime import datetime

from linli.commons.actions import orders
from linli.commons.models import ServiceOrder
from linli.commons.rules.orders import AT_ONCE, Stage

WITH = ("service", "community", "unit")


def pass_on(*, at: datetime) -> int:
    """Take orders on from units that did not answer in time. Safe to repeat, and with several work processes at once.
    Returns how many."""
    late = ServiceOrder.objects.filter(stage=Stage.OFFERED, due_at__lt=at).select_related(*WITH)
    return sum(orders.pass_on(order, at=at) for order in late.order_by("due_at", "pk")[:AT_ONCE])


def close(*, at: datetime) -> int:
    """Close what was brought and nobody said anything about. Returns how many."""
    silent = ServiceOrder.objects.filter(stage=Stage.DELIVERED, due_at__lt=at).select_related(*WITH)
    return sum(orders.close(order, at=at) for order in silent.order_by("due_at", "pk")[:AT_ONCE])


def forget(*, at: datetime) -> int:
    """Erase contact and words of orders whose term is over. Returns how many."""
    over = ServiceOrder.objects.filter(forgotten_at=None, forget_at__lte=at).select_related(*WITH)
    return sum(orders.forget(order, at=at) for order in over.order_by("forget_at", "pk")[:AT_ONCE])

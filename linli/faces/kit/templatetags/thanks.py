"""Points and thanks on pages: signs, titles, last days."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django import template
from django.utils import timezone

from linli.faces.kit import moments
from linli.faces.kit.fields import in_language
from linli.points.models import Offer

register = template.Library()


@register.filter
def signed(points: int) -> str:
    """``+10`` or ``−8``."""
    return f"+{points}" if points > 0 else f"−{abs(points)}"


@register.filter
def titled(offer: Offer) -> str:
    """What is offered, in the reader's language."""
    return in_language(offer.title, offer.title_en)


@register.filter
def last_day(at: datetime, now: datetime) -> str:
    """The last day on which something is good that ends with an instant."""
    return moments.day(timezone.localdate(at - timedelta(seconds=1)), now)


@register.filter
def before(on: date, now: datetime) -> str:
    """The last day of what ends before ``on``."""
    return moments.day(on - timedelta(days=1), now)

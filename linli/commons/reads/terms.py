"""On which terms orders run, and until when each step of one is due."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from linli.commons.errors.orders import NoTerms
from linli.commons.models import MenuTerms, Service
from linli.core.calendar import working_calendar
from linli.core.calendar.rules import Limit, LimitUnit


def terms(at: datetime) -> MenuTerms:
    """The terms in force. Raises: NoTerms."""
    found = MenuTerms.objects.valid(timezone.localdate(at)).order_by("-valid_from").first()
    if found is None:
        raise NoTerms
    return found


def give_by(at: datetime) -> datetime:
    """Until when the community finds a unit."""
    return working_calendar().due(at, Limit(terms(at).give_hours, LimitUnit.WORKING_HOURS))


def accept_by(service: Service, at: datetime) -> datetime:
    """Until when a unit asked ``at`` answers."""
    return working_calendar().due(at, Limit(service.accept_hours, LimitUnit.WORKING_HOURS))


def deliver_by(service: Service, at: datetime) -> datetime:
    """Until when a service ordered ``at`` is brought."""
    return working_calendar().due(at, Limit(service.days, LimitUnit.WORKING_DAYS))


def answer_by(at: datetime) -> datetime:
    """Until when whoever ordered may say that nothing came."""
    return working_calendar().due(at, Limit(terms(at).answer_days, LimitUnit.WORKING_DAYS))


def forget_from(at: datetime) -> datetime:
    """When contact and words of an order that ends ``at`` are erased."""
    return at + timedelta(days=terms(at).keep_days)

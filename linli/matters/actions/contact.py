"""By when the unit that leads speaks to a reporter: the fact behind the response rate."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from linli.core.calendar import working_calendar
from linli.matters.models import Matter, Reporter
from linli.matters.reads.terms import NoTerms, terms_of


def is_reachable(reporters: Iterable[Reporter]) -> bool:
    """Whether one of them left a way to be reached: an account or a phone."""
    return any(reporter.person_id is not None or reporter.reached_by()[1] for reporter in reporters)


def contact_by(matter: Matter, at: datetime) -> datetime | None:
    """Until when a reporter of ``matter``, sent to a unit ``at``, is contacted; None where no terms were in force."""
    try:
        limit = terms_of(matter, timezone.localdate(at)).contact
    except NoTerms:
        return None
    return working_calendar().due(at, limit)

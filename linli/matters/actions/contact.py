"""By when the unit that leads speaks to a reporter: the fact behind the response rate."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from linli.core.calendar import working_calendar
from linli.duties.models import Urgency
from linli.duties.reads import catalogue
from linli.matters.models import Matter, Reporter
from linli.matters.reads.terms import NoTerms, terms


def is_reachable(reporters: Iterable[Reporter]) -> bool:
    """Whether one of them left a way to be reached: an account or a phone."""
    return any(reporter.person_id is not None or reporter.reached_by()[1] for reporter in reporters)


def contact_by(matter: Matter, at: datetime) -> datetime | None:
    """Until when a reporter of ``matter``, sent to a unit ``at``, is contacted; None where no terms were in force."""
    row = catalogue().row_by_pk.get(matter.row_id) if matter.row_id is not None else None
    urgency = row.urgency if row is not None else Urgency.ORDINARY
    try:
        limit = terms().of(urgency, timezone.localdate(at)).contact
    except NoTerms:
        return None
    return working_calendar().due(at, limit)
